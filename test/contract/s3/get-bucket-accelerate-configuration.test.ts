import { GetBucketAccelerateConfigurationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketAccelerateConfiguration', () => {
  it('answers what a bucket is born with', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata, ...answer } = await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }));
    expect($metadata.httpStatusCode).toBe(200);
    expect(answer).toEqual({});
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(new GetBucketAccelerateConfigurationCommand({ Bucket: 'none' })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
    await expect(
      aws.s3({ account: '999999999999' }).send(new GetBucketAccelerateConfigurationCommand({ Bucket })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
