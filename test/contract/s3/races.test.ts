// Many clients at one key, one bucket, one upload: whatever the order, each sees a state that somebody made.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();
const times = (count: number) => Array.from({ length: count }, (_, index) => index);
/** What became of a call: its error's name, or what it is said to be. */
const fate = async (call: Promise<unknown>, done: string) =>
  call.then(
    () => done,
    (error: Error) => error.name,
  );

describe('clients that race', () => {
  it('for one key read one writer’s bytes, all of them, or nothing', async () => {
    const lengths = [1, 3_000, 200_000];
    const write = (index: number) =>
      on.s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'one',
          Body: Buffer.alloc(lengths[index % 3] ?? 1, String(index % 10)),
        }),
      );
    const seen: string[] = [];
    const read = async () => {
      try {
        const { Body } = await on.s3.send(new GetObjectCommand({ Bucket, Key: 'one' }));
        const text = (await Body?.transformToString()) ?? '';
        seen.push(
          new Set(text).size === 1 && lengths.includes(text.length) ? 'whole' : `torn: ${text.length}`,
        );
      } catch (error) {
        seen.push((error as Error).name);
      }
    };
    const remove = () => on.s3.send(new DeleteObjectCommand({ Bucket, Key: 'one' }));
    await Promise.all(
      times(90).map((index) => [write, read, index % 9 === 2 ? remove : read][index % 3]?.(index)),
    );
    expect(seen.length).toBeGreaterThan(40);
    expect(seen.filter((each) => each !== 'whole' && each !== 'NoSuchKey')).toEqual([]);
  });

  it('to put into a bucket and to delete it never leave an object without its bucket', async () => {
    for (const round of times(12)) {
      const name = await on.bucket(`raced-${round}`);
      const put = (index: number) =>
        fate(
          on.s3.send(
            new PutObjectCommand({ Bucket: name, Key: `k${index}`, Body: 'x'.repeat(round * 9_000) }),
          ),
          'put',
        );
      const remove = () => fate(on.s3.send(new DeleteBucketCommand({ Bucket: name })), 'deleted');
      const order = times(6).map((index) => (index === round % 6 ? remove() : put(index)));
      const fates = await Promise.all(order);
      const deleted = fates.includes('deleted');
      const others = fates.filter((each) => each !== 'deleted' && each !== 'BucketNotEmpty');
      expect(new Set(others)).toEqual(new Set([deleted ? 'NoSuchBucket' : 'put']));
      expect(await fate(on.s3.send(new HeadBucketCommand({ Bucket: name })), 'there')).toBe(
        deleted ? 'NotFound' : 'there',
      );
    }
  });

  it('to complete an upload and to abort it agree on what became of it', async () => {
    for (const round of times(8)) {
      const upload = { Bucket, Key: `upload-${round}` };
      const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand(upload));
      const part = { ...upload, UploadId, PartNumber: 1 };
      const { ETag } = await on.s3.send(new UploadPartCommand({ ...part, Body: 'x'.repeat(100_000) }));
      const whole = { ...upload, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } };
      const complete = () => fate(on.s3.send(new CompleteMultipartUploadCommand(whole)), 'completed');
      const abort = () =>
        fate(on.s3.send(new AbortMultipartUploadCommand({ ...upload, UploadId })), 'aborted');
      const fates = await Promise.all(round % 2 ? [complete(), abort()] : [abort(), complete()]);
      const read = await fate(on.s3.send(new GetObjectCommand(upload)), 'there');
      expect([fates.includes('completed'), read]).toEqual(
        fates.includes('completed') ? [true, 'there'] : [false, 'NoSuchKey'],
      );
    }
  });

  it('to list page by page while others write see every key that stayed, once and in order', async () => {
    const stable = times(60).map((index) => `list/${String(index).padStart(3, '0')}`);
    await Promise.all(stable.map((key) => on.put(key)));
    let listing = true;
    const churn = async (worker: number) => {
      for (let index = worker; listing; index = (index + 7) % 60) {
        await on.put(`${stable[index]}-${worker}`);
        await on.s3.send(new DeleteObjectCommand({ Bucket, Key: `${stable[index]}-${worker}` }));
      }
    };
    const churning = times(3).map(churn);
    for (const _ of times(5)) {
      const keys: string[] = [];
      const pages = paginateListObjectsV2({ client: on.s3, pageSize: 7 }, { Bucket, Prefix: 'list/' });
      for await (const { Contents = [] } of pages) keys.push(...Contents.map(({ Key = '' }) => Key));
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(keys.filter((key) => !key.includes('-'))).toEqual(stable);
    }
    listing = false;
    await Promise.all(churning);
  });
});
