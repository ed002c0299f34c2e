import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteBucketEncryption', () => {
  it('answers 204, twice, and SSE-S3 is the default again', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
      }),
    );
    for (const _ of ['once', 'twice']) {
      const { $metadata } = await s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(answer.ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    });
  });

  it('tells a bucket that is not there', async () => {
    await expect(aws.s3().send(new DeleteBucketEncryptionCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
