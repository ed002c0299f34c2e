// What lifecycle rules make answers foretell: x-amz-expiration, x-amz-abort-date, x-amz-abort-rule-id.
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListPartsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterEach(() => aws.clock.reset());
afterAll(() => aws.close());

const ruled = async (...Rules: LifecycleRule[]) => {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3);
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  const put = async (Key: string, input: object = {}) =>
    (await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }))).Expiration;
  return { s3, Bucket, put };
};
const expire = (ID: string, Days: number, Filter: LifecycleRule['Filter'] = {}): LifecycleRule => ({
  ID,
  Status: 'Enabled',
  Filter,
  Expiration: { Days },
});

describe('x-amz-expiration', () => {
  it('tells the midnight after the days and the rule, to every writer and reader', async () => {
    const { s3, Bucket, put } = await ruled(expire('rule one', 3));
    aws.clock.moveTo(Date.parse('2031-03-01T13:00:00Z'));
    aws.clock.freeze();
    const told = 'expiry-date="Wed, 05 Mar 2031 00:00:00 GMT", rule-id="rule%20one"';
    expect(await put('a')).toBe(told);
    const where = { Bucket, Key: 'a' };
    expect((await s3.send(new HeadObjectCommand(where))).Expiration).toBe(told);
    expect((await s3.send(new GetObjectCommand(where))).Expiration).toBe(told);
    const copy = await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a` }));
    expect(copy.Expiration).toBe(told);
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(where));
    const { ETag } = await s3.send(
      new UploadPartCommand({ ...where, UploadId, PartNumber: 1, Body: 'part' }),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const made = await s3.send(new CompleteMultipartUploadCommand({ ...where, UploadId, MultipartUpload }));
    expect(made.Expiration).toBe(told);
  });

  it('is of the earliest rule that fits, the first of several for one day (recorded)', async () => {
    const { put } = await ruled(
      { ...expire('off', 1), Status: 'Disabled' },
      expire('one', 7, { Prefix: 'testobject' }),
      expire('two', 7, { Prefix: 'test' }),
      expire('soon', 2, { Tag: { Key: 'soon', Value: 'yes' } }),
      expire('large', 1, { ObjectSizeGreaterThan: 100 }),
    );
    expect(await put('testobject-1')).toContain('rule-id="one"');
    expect(await put('test-1')).toContain('rule-id="two"');
    expect(await put('test-2', { Tagging: 'soon=yes' })).toContain('rule-id="soon"');
    expect(await put('testobject-2', { Body: 'x'.repeat(101) })).toContain('rule-id="large"');
    expect(await put('other')).toBeUndefined();
  });

  it('is kept from who names a version, be it the current one (recorded)', async () => {
    const { s3, Bucket } = await ruled(expire('all', 1));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
    const head = (input: object) => s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ...input }));
    expect((await head({ VersionId })).Expiration).toBeUndefined();
    expect((await head({})).Expiration).toContain('rule-id="all"');
  });

  it('tells the day of a rule that names one', async () => {
    const { put } = await ruled({
      ID: 'day',
      Status: 'Enabled',
      Prefix: '',
      Expiration: { Date: new Date('2040-02-03T00:00:00Z') },
    });
    expect(await put('a')).toBe('expiry-date="Fri, 03 Feb 2040 00:00:00 GMT", rule-id="day"');
  });
});

describe('x-amz-abort-date', () => {
  it('tells when an unfinished upload is given up, and by which rule', async () => {
    const { s3, Bucket } = await ruled({
      ID: 'tidy',
      Status: 'Enabled',
      Filter: { Prefix: 'in/' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 },
    });
    aws.clock.moveTo(Date.parse('2031-03-01T13:00:00Z'));
    const told = { AbortDate: new Date('2031-03-04T00:00:00Z'), AbortRuleId: 'tidy' };
    const where = { Bucket, Key: 'in/a' };
    const begun = await s3.send(new CreateMultipartUploadCommand(where));
    expect(begun).toMatchObject(told);
    const listed = await s3.send(new ListPartsCommand({ ...where, UploadId: begun.UploadId }));
    expect(listed).toMatchObject(told);
    const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'a' }));
    expect(other.AbortDate).toBeUndefined();
    expect(other.AbortRuleId).toBeUndefined();
  });
});
