// What fails, is replaced or deleted leaves no file, and what was answered is there after a restart.
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'swept';
const large = Buffer.alloc(300_000, 'large');
let dataDir: string;
let aws: TestServer;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'waxseal-test-'));
  aws = await startTestServer({ dataDir });
  await aws.s3().send(new CreateBucketCommand({ Bucket }));
});
afterEach(async () => {
  await aws.close();
  rmSync(dataDir, { recursive: true });
});

const files = () => readdirSync(join(dataDir, 'blobs'));
/** Files go after the answer: removal is nobody's to wait for. */
const settled = (count: number) => vi.waitFor(() => expect(files()).toHaveLength(count));
const put = (input: object = {}) =>
  aws.s3().send(new PutObjectCommand({ Bucket, Key: 'k', Body: large, ...input }));

it('a replaced and a deleted object take their files with them', async () => {
  await put();
  await put();
  await settled(1);
  await aws.s3().send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  await settled(0);
});

it('a refused body leaves no file', async () => {
  await expect(put({ ContentMD5: 'rL0Y20zC+Fzt72VPzMSk2A==' })).rejects.toMatchObject({ name: 'BadDigest' });
  await put();
  await expect(put({ IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await settled(1);
});

it('a client that goes away in the middle leaves no file and no object', async () => {
  const { hostname, port } = new URL(aws.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  socket.write(
    [
      `PUT /${Bucket}/broken HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Authorization: AWS4-HMAC-SHA256 Credential=000000000000/${date.slice(0, 8)}/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      `X-Amz-Date: ${date}`,
      'X-Amz-Content-Sha256: UNSIGNED-PAYLOAD',
      'Content-Length: 5000000',
      '\r\n',
    ].join('\r\n'),
  );
  socket.write(Buffer.alloc(2_000_000, 'x'));
  await vi.waitFor(() => expect(files()).toHaveLength(1));
  socket.destroy();
  await settled(0);
  await expect(aws.s3().send(new HeadObjectCommand({ Bucket, Key: 'broken' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
});

it('an aborted upload takes its parts with it', async () => {
  const s3 = aws.s3();
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'm' }));
  const part = { Bucket, Key: 'm', UploadId };
  await s3.send(new UploadPartCommand({ ...part, PartNumber: 1, Body: 'one' }));
  await s3.send(new UploadPartCommand({ ...part, PartNumber: 1, Body: 'again' }));
  await settled(1);
  await s3.send(new AbortMultipartUploadCommand(part));
  await settled(0);
});

it('an object that is deleted while it is read is read to its end', async () => {
  const Body = Buffer.alloc(8_000_000, 'slow');
  await put({ Body });
  const read = await aws.s3().send(new GetObjectCommand({ Bucket, Key: 'k' }));
  await aws.s3().send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
  const bytes = Buffer.from((await read.Body?.transformToByteArray()) ?? []);
  expect(bytes.equals(Body)).toBe(true);
  await settled(0);
});

it('a restart finds what was stored and sweeps what nobody names', async () => {
  await put();
  await put({ Key: 'small', Body: 'small' });
  await aws.close();
  writeFileSync(join(dataDir, 'blobs', 'f'.repeat(32)), 'an orphan');
  aws = await startTestServer({ dataDir });
  await settled(1);
  for (const [Key, expected] of [
    ['k', large.toString()],
    ['small', 'small'],
  ] as const) {
    const read = await aws.s3().send(new GetObjectCommand({ Bucket, Key }));
    expect(await read.Body?.transformToString()).toBe(expected);
  }
});

it('no byte of a body stands on the disk in the clear', async () => {
  await put({ Body: Buffer.alloc(200_000, 'topsecret') });
  await put({ Key: 'small', Body: 'topsecret' });
  await aws.close();
  const all = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  expect(all.length).toBeGreaterThan(1);
  expect(all.some((bytes) => bytes.includes('topsecret'))).toBe(false);
  aws = await startTestServer({ dataDir });
});
