import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketPolicy', () => {
  it('tells a bucket without a policy from one that is not there', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
      message: 'The bucket policy does not exist',
      BucketName: Bucket,
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  it('refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3({ account: '999999999999' }).send(new GetBucketPolicyCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
