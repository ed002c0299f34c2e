// Transitions between storage classes, executed at the midnights of the injected clock.
import {
  GetObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const DAY = 86_400_000;
const LARGE = 'x'.repeat(131_072);

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterEach(() => aws.clock.reset());
afterAll(() => aws.close());

const ruled = async (rules: readonly Partial<LifecycleRule>[], input: object = {}) => {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3);
  const Rules = rules.map((rule): LifecycleRule => ({ Status: 'Enabled', Filter: {}, ...rule }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules }, ...input }),
  );
  const put = (Key: string, Body = LARGE, more: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const classOf = async (Key: string) =>
    (await s3.send(new HeadObjectCommand({ Bucket, Key }))).StorageClass ?? 'STANDARD';
  return { s3, Bucket, put, classOf };
};
const pass = async (days: number) => {
  aws.clock.advance(days * DAY);
  await aws.clock.settle();
};

describe('a lifecycle transition', () => {
  it('moves an object down, step by step, and an archived one is not read any more', async () => {
    const { s3, Bucket, put, classOf } = await ruled([
      {
        Transitions: [
          { Days: 30, StorageClass: 'STANDARD_IA' },
          { Days: 60, StorageClass: 'GLACIER' },
        ],
      },
    ]);
    await put('a');
    await pass(29);
    expect(await classOf('a')).toBe('STANDARD');
    await pass(2);
    expect(await classOf('a')).toBe('STANDARD_IA');
    await pass(31);
    expect(await classOf('a')).toBe('GLACIER');
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      name: 'InvalidObjectState',
    });
  });

  it('passes the classes in between where the clock is far ahead, and never goes up', async () => {
    const { put, classOf } = await ruled([
      { Transitions: [{ Days: 1, StorageClass: 'DEEP_ARCHIVE' }] },
      { Transitions: [{ Days: 40, StorageClass: 'STANDARD_IA' }] },
    ]);
    await put('a');
    await put('single', LARGE, { StorageClass: 'ONEZONE_IA' });
    await pass(100);
    expect(await classOf('a')).toBe('DEEP_ARCHIVE');
    expect(await classOf('single')).toBe('DEEP_ARCHIVE');
    await pass(100);
    expect(await classOf('a')).toBe('DEEP_ARCHIVE');
  });

  it('leaves objects under 128 KiB where they are, but for a rule with a size of its own', async () => {
    const { put, classOf } = await ruled([
      { Filter: { Prefix: 'a/' }, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] },
      {
        Filter: { And: { Prefix: 'b/', ObjectSizeGreaterThan: 1 } },
        Transitions: [{ Days: 1, StorageClass: 'GLACIER' }],
      },
    ]);
    await put('a/small', 'small');
    await put('b/small', 'small');
    await pass(3);
    expect(await classOf('a/small')).toBe('STANDARD');
    expect(await classOf('b/small')).toBe('GLACIER');
  });

  it('takes small objects into the archives where the default varies by class', async () => {
    const { put, classOf } = await ruled(
      [
        { Filter: { Prefix: 'a/' }, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] },
        { Filter: { Prefix: 'b/' }, Transitions: [{ Days: 1, StorageClass: 'GLACIER_IR' }] },
      ],
      { TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' },
    );
    await put('a/small', 'small');
    await put('b/small', 'small');
    await pass(3);
    expect(await classOf('a/small')).toBe('GLACIER');
    expect(await classOf('b/small')).toBe('STANDARD');
  });

  it('moves noncurrent versions but the newest that a rule keeps', async () => {
    const { s3, Bucket, put } = await ruled([
      {
        NoncurrentVersionTransitions: [
          { NoncurrentDays: 1, NewerNoncurrentVersions: 1, StorageClass: 'GLACIER' },
        ],
      },
    ]);
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    for (const _ of [1, 2, 3]) await put('a');
    await pass(3);
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions.map(({ StorageClass }) => StorageClass)).toEqual(['STANDARD', 'STANDARD', 'GLACIER']);
  });
});
