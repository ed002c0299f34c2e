import { GetBucketEncryptionCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketEncryption', () => {
  it('answers SSE-S3 for a bucket whose encryption was never set', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(answer.ServerSideEncryptionConfiguration).toEqual({
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(aws.s3().send(new GetBucketEncryptionCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(
      aws.s3({ account: '999999999999' }).send(new GetBucketEncryptionCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
