import { GetBucketAclCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketAcl', () => {
  it('answers the owner’s full control for a new bucket', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { Owner } = await s3.send(new ListBucketsCommand({}));
    const answer = await s3.send(new GetBucketAclCommand({ Bucket }));
    expect(answer.Owner).toEqual(Owner);
    expect(answer.Grants).toEqual([
      { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(aws.s3().send(new GetBucketAclCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(
      aws.s3({ account: '999999999999' }).send(new GetBucketAclCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
