import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const DAY = 86_400_000;

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterEach(() => aws.clock.reset());
afterAll(() => aws.close());

const put = (Bucket: string, ...Rules: LifecycleRule[]) =>
  aws.s3().send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
const versioned = async () => {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3);
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  return { s3, Bucket };
};
const versionsOf = async (Bucket: string) => {
  const { Versions = [], DeleteMarkers = [] } = await aws
    .s3()
    .send(new ListObjectVersionsCommand({ Bucket }));
  return [
    ...Versions.map(({ Key, IsLatest }) => `${Key}${IsLatest ? '' : ' old'}`),
    ...DeleteMarkers.map(({ Key }) => `${Key} marker`),
  ];
};
const pass = async (days: number) => {
  aws.clock.advance(days * DAY);
  await aws.clock.settle();
};

describe('PutBucketLifecycleConfiguration', () => {
  it('keeps the rules, and Get answers them, dates included', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const rules: LifecycleRule[] = [
      {
        ID: 'one',
        Status: 'Enabled',
        Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 10 } },
        Expiration: { Date: new Date('2030-01-01T00:00:00Z') },
        Transitions: [{ Date: new Date('2029-01-01T00:00:00Z'), StorageClass: 'STANDARD_IA' }],
        NoncurrentVersionExpiration: { NoncurrentDays: 5, NewerNoncurrentVersions: 2 },
      },
      {
        ID: 'two',
        Status: 'Disabled',
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ];
    await put(Bucket, ...rules);
    const answer = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(answer.Rules).toEqual(rules);
    expect(answer.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
  });

  it.each<[string, Partial<LifecycleRule>, string]>([
    [
      'InvalidArgument',
      { Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] },
      "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [
      'InvalidArgument',
      { NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: 'ONEZONE_IA' }] },
      "'NoncurrentDays' in NoncurrentVersionTransition action must be greater than or equal to 30 for storageClass 'ONEZONE_IA'",
    ],
    [
      'InvalidArgument',
      { Transitions: [{ Days: -1, StorageClass: 'GLACIER' }] },
      "'Days' in Transition action must be nonnegative",
    ],
    [
      'InvalidArgument',
      { Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }], Expiration: { Days: 30 } },
      "'Days' in the Expiration action for filter '(prefix=a/)' must be greater than 'Days' in the Transition action",
    ],
    [
      'InvalidRequest',
      {
        Transitions: [
          { Days: 1, StorageClass: 'GLACIER' },
          { Days: 2, StorageClass: 'GLACIER' },
        ],
      },
      "'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '(prefix=a/)'",
    ],
    [
      'InvalidArgument',
      {
        Transitions: [
          { Days: 60, StorageClass: 'STANDARD_IA' },
          { Days: 50, StorageClass: 'GLACIER' },
        ],
      },
      "'Days' in the Transition action for StorageClass 'GLACIER' for filter '(prefix=a/)' must be greater than 'Days' in the Transition action for StorageClass 'STANDARD_IA' for filter '(prefix=a/)'",
    ],
    [
      'InvalidRequest',
      {
        Transitions: [{ Days: 1, StorageClass: 'GLACIER' }],
        Expiration: { Date: new Date('2030-01-01T00:00:00Z') },
      },
      "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter '(prefix=a/)'",
    ],
    [
      'MalformedXML',
      { NoncurrentVersionTransitions: [{ NoncurrentDays: undefined, StorageClass: 'GLACIER' }] },
      'The XML you provided was not well-formed or did not validate against our published schema',
    ],
  ])('refuses transitions that cannot be: %s', async (name, rule, message) => {
    const Bucket = await freshBucket(aws.s3());
    await expect(put(Bucket, { Status: 'Enabled', Filter: { Prefix: 'a/' }, ...rule })).rejects.toMatchObject(
      { name, message },
    );
  });

  it('names a rule that has no ID', async () => {
    const Bucket = await freshBucket(aws.s3());
    await put(Bucket, { Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } });
    const { Rules } = await aws.s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules?.[0]?.ID).toMatch(/^\S{20,}$/);
  });

  it('expires objects after their days, at midnight UTC, and only those that it names', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await put(Bucket, {
      Status: 'Enabled',
      Filter: { Prefix: 'logs/' },
      Expiration: { Days: 3 },
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'logs/1', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    await pass(2);
    expect(await versionsOf(Bucket)).toEqual(['kept', 'logs/1']);
    await pass(2);
    expect(await versionsOf(Bucket)).toEqual(['kept']);
  });

  it('hides versioned objects behind a marker, then removes them, then the marker', async () => {
    const { s3, Bucket } = await versioned();
    await put(Bucket, {
      Status: 'Enabled',
      Filter: {},
      Expiration: { Days: 1 },
      NoncurrentVersionExpiration: { NoncurrentDays: 2 },
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await pass(2);
    expect(await versionsOf(Bucket)).toEqual(['k old', 'k marker']);
    await pass(3);
    expect(await versionsOf(Bucket)).toEqual(['k marker']);
    await pass(1);
    expect(await versionsOf(Bucket)).toEqual([]);
  });

  it('keeps as many noncurrent versions as it is told to', async () => {
    const { s3, Bucket } = await versioned();
    await put(Bucket, {
      Status: 'Enabled',
      Filter: {},
      NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 2 },
    });
    for (const Body of '12345') await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
    await pass(3);
    expect(await versionsOf(Bucket)).toEqual(['k', 'k old', 'k old']);
  });

  it('cleans up markers with nothing behind them', async () => {
    const { s3, Bucket } = await versioned();
    await put(Bucket, {
      Status: 'Enabled',
      Filter: {},
      Expiration: { ExpiredObjectDeleteMarker: true },
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kept', Body: 'x' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'kept' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'lone' }));
    await pass(1);
    expect(await versionsOf(Bucket)).toEqual(['kept old', 'kept marker']);
  });

  it('aborts uploads that nobody finishes', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await put(Bucket, {
      Status: 'Enabled',
      Filter: {},
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    });
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }));
    await pass(2);
    const { Uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads ?? []).toEqual([]);
  });

  it('goes by tags and sizes', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await put(
      Bucket,
      { Status: 'Enabled', Filter: { Tag: { Key: 'keep', Value: 'no' } }, Expiration: { Days: 1 } },
      { Status: 'Enabled', Filter: { ObjectSizeGreaterThan: 5 }, Expiration: { Days: 1 } },
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x', Tagging: 'keep=no' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: 'larger' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'other', Body: 'x', Tagging: 'keep=yes' }));
    await pass(2);
    expect(await versionsOf(Bucket)).toEqual(['other']);
  });

  const faults: readonly (readonly [string, LifecycleRule, string])[] = [
    ['no action', { Status: 'Enabled', Filter: {} }, 'InvalidRequest'],
    ['neither Filter nor Prefix', { Status: 'Enabled', Expiration: { Days: 1 } }, 'MalformedXML'],
    ['zero days', { Status: 'Enabled', Filter: {}, Expiration: { Days: 0 } }, 'InvalidArgument'],
    [
      'a date that is not midnight',
      { Status: 'Enabled', Filter: {}, Expiration: { Date: new Date('2030-01-01T01:00:00Z') } },
      'InvalidArgument',
    ],
    [
      'days and a marker flag at once',
      { Status: 'Enabled', Filter: {}, Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } },
      'MalformedXML',
    ],
    [
      'a status that is none',
      { Status: 'On' as 'Enabled', Filter: {}, Expiration: { Days: 1 } },
      'MalformedXML',
    ],
    [
      'an And with one part',
      { Status: 'Enabled', Filter: { And: { Prefix: 'a' } }, Expiration: { Days: 1 } },
      'MalformedXML',
    ],
    [
      'a long ID',
      { ID: 'x'.repeat(256), Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } },
      'InvalidArgument',
    ],
  ];
  it.each(faults)('refuses %s', async (_, rule, name) => {
    const Bucket = await freshBucket(aws.s3());
    await expect(put(Bucket, rule)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  it('refuses two rules of one ID, and a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    const rule: LifecycleRule = { ID: 'a', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } };
    await expect(put(Bucket, rule, rule)).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(
      aws.s3({ account: '999999999999' }).send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules: [rule] },
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
