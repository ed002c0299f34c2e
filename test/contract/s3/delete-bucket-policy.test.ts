import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteBucketPolicy', () => {
  it('answers 204, twice, and nothing is left', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:DeleteObject',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      },
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    for (const _ of ['once', 'twice']) {
      const { $metadata } = await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
  });

  it('tells a bucket that is not there', async () => {
    await expect(aws.s3().send(new DeleteBucketPolicyCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
