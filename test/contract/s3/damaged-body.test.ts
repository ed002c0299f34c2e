// A body whose file somebody lost or damaged: an error where one can still be told, a cut where not, no wrong byte.
import { mkdtemp, open, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'damaged';
const SIZE = 1_000_000;
let dataDir: string;
let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-damaged-'));
  aws = await startTestServer({ dataDir });
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  await aws.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** The file of an object that was just stored. */
async function stored(Key: string): Promise<string> {
  const folder = join(dataDir, 'blobs');
  const before = new Set(await readdir(folder));
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(SIZE, Key) }));
  const [name = ''] = (await readdir(folder)).filter((each) => !before.has(each));
  return join(folder, name);
}

async function flipByte(file: string, at: (size: number) => number): Promise<void> {
  const handle = await open(file, 'r+');
  const place = at((await handle.stat()).size);
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, place);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await handle.write(byte, 0, 1, place);
  await handle.close();
}

describe('GetObject of a body', () => {
  it('whose file is gone is InternalError', async () => {
    await rm(await stored('gone'));
    const reading = s3.send(new GetObjectCommand({ Bucket, Key: 'gone' }));
    await expect(reading).rejects.toMatchObject({
      name: 'InternalError',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('whose first frame is damaged is InternalError, and frames that are whole are read', async () => {
    await flipByte(await stored('first'), () => 0);
    const reading = s3.send(new GetObjectCommand({ Bucket, Key: 'first' }));
    await expect(reading).rejects.toMatchObject({ name: 'InternalError' });
    const range = await s3.send(new GetObjectCommand({ Bucket, Key: 'first', Range: 'bytes=900000-900004' }));
    expect(await range.Body?.transformToString()).toBe('first');
  });

  it('of whose range the file holds nothing, or not all, is InternalError', async () => {
    const lost = await stored('lost');
    const cut = await stored('cut');
    await truncate(cut, 700_000);
    await rm(lost);
    // Within a frame that is not there, over the end of the file, and of a file that is not there.
    for (const [Key, Range] of [
      ['cut', 'bytes=900000-900004'],
      ['cut', 'bytes=600000-700000'],
      ['lost', 'bytes=0-4'],
    ] as const) {
      const reading = s3.send(new GetObjectCommand({ Bucket, Key, Range }));
      await expect(reading, Range).rejects.toMatchObject({ name: 'InternalError' });
    }
    const range = await s3.send(new GetObjectCommand({ Bucket, Key: 'cut', Range: 'bytes=600000-600002' }));
    expect(await range.Body?.transformToString()).toBe('cut');
  });

  it('whose last frame is damaged breaks off before it', async () => {
    await flipByte(await stored('last'), (size) => size - 1);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'last' }));
    await expect(Body?.transformToByteArray()).rejects.toThrow();
  });
});
