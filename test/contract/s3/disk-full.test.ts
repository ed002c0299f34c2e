// A disk with no room left: the write is refused and leaves nothing, the server lives and all else reads.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const MIB = 1024 ** 2;
const Bucket = 'small';
const disk = mountSmallDisk(32);
const dataDir = join(disk?.folder ?? '', 'data');

let aws: TestServer;
beforeAll(async () => {
  if (!disk) return;
  aws = await startTestServer({ dataDir });
  await aws.s3().send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  await aws?.close();
  disk?.remove();
});

const put = (Key: string, size: number) =>
  aws.s3().send(new PutObjectCommand({ Bucket, Key, Body: Buffer.alloc(size, Key) }));
const keys = async () =>
  (await aws.s3().send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ Key }) => Key) ?? [];
const filesIn = () =>
  readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
const remove = (Key: string) => aws.s3().send(new DeleteObjectCommand({ Bucket, Key }));

const full = { $metadata: { httpStatusCode: 507 }, name: 'InternalError' };

describe.skipIf(!disk)('a full disk (needs leave to mount a tmpfs)', () => {
  it('refuses what it cannot hold, keeps what it held, and takes writes again once there is room', async () => {
    await put('kept', MIB);
    await put('inline', 100);
    await put('large', 12 * MIB);
    const before = filesIn();
    await expect(put('too much', 16 * MIB)).rejects.toMatchObject(full);

    expect(await keys()).toEqual(['inline', 'kept', 'large']);
    expect(filesIn()).toBe(before);
    for (const [Key, size] of [
      ['kept', MIB],
      ['inline', 100],
    ] as const) {
      const read = await aws.s3().send(new GetObjectCommand({ Bucket, Key }));
      const bytes = Buffer.from((await read.Body?.transformToByteArray()) ?? []);
      expect(bytes.equals(Buffer.alloc(size, Key))).toBe(true);
    }

    await aws.s3().send(new DeleteObjectCommand({ Bucket, Key: 'large' }));
    await put('after', 12 * MIB);
    expect(await keys()).toEqual(['after', 'inline', 'kept']);
  });

  it('refuses a part alike, and the upload goes on without it', async () => {
    const where = { Bucket, Key: 'parts' };
    const { UploadId } = await aws.s3().send(new CreateMultipartUploadCommand(where));
    const part = (PartNumber: number, size: number) =>
      aws.s3().send(new UploadPartCommand({ ...where, UploadId, PartNumber, Body: Buffer.alloc(size) }));
    await part(1, MIB);
    await expect(part(2, 16 * MIB)).rejects.toMatchObject(full);
    const { Parts } = await aws.s3().send(new ListPartsCommand({ ...where, UploadId }));
    expect(Parts?.map(({ PartNumber }) => PartNumber)).toEqual([1]);
  });

  it('deletes all the same, time and again, and has room for writes afterwards', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `small-${String(index).padStart(3, '0')}`);
    for (const name of names) await put(name, 2000);
    const marked = { Bucket: 'marked', Key: 'k' };
    await aws.s3().send(new CreateBucketCommand({ Bucket: marked.Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await aws.s3().send(new PutBucketVersioningCommand({ Bucket: marked.Bucket, VersioningConfiguration }));
    await aws.s3().send(new CreateBucketCommand({ Bucket: 'empty' }));
    const where = { Bucket, Key: 'given up' };
    const { UploadId } = await aws.s3().send(new CreateMultipartUploadCommand(where));
    await aws.s3().send(new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body: 'x' }));
    const before = await keys();

    const makeRoom = disk?.fillUp();
    await expect(put('one more', 2000)).rejects.toMatchObject(full);
    for (const name of names.slice(0, 300)) await remove(name);
    const Objects = names.slice(300, 390).map((Key) => ({ Key }));
    const { Errors } = await aws.s3().send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Errors).toBeUndefined();
    await Promise.all(names.slice(390).map(remove));
    await aws.s3().send(new AbortMultipartUploadCommand({ ...where, UploadId }));
    await aws.s3().send(new DeleteBucketCommand({ Bucket: 'empty' }));
    expect((await aws.s3().send(new DeleteObjectCommand(marked))).DeleteMarker).toBe(true);

    expect(await keys()).toEqual(before.filter((key) => !key?.startsWith('small-')));
    makeRoom?.();
    await put('one more', 2000);
    await remove('one more');
  });
});
