import { DeleteBucketCorsCommand, GetBucketCorsCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteBucketCors', () => {
  it('answers 204, twice, and nothing is left', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(
      new PutBucketCorsCommand({
        Bucket,
        CORSConfiguration: {
          CORSRules: [
            {
              ID: 'one',
              AllowedMethods: ['GET', 'PUT'],
              AllowedOrigins: ['https://*.example.com'],
              AllowedHeaders: ['*'],
              ExposeHeaders: ['ETag'],
              MaxAgeSeconds: 60,
            },
          ],
        },
      }),
    );
    for (const _ of ['once', 'twice']) {
      const { $metadata } = await s3.send(new DeleteBucketCorsCommand({ Bucket }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(aws.s3().send(new DeleteBucketCorsCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(
      aws.s3({ account: '999999999999' }).send(new DeleteBucketCorsCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
