import { GetBucketLoggingCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketLogging', () => {
  it('answers an empty document where none was put', async () => {
    const Bucket = await freshBucket(aws.s3());
    const { $metadata, ...answer } = await aws.s3().send(new GetBucketLoggingCommand({ Bucket }));
    expect([$metadata.httpStatusCode, answer]).toEqual([200, {}]);
  });

  it('tells a bucket that is not there', async () => {
    await expect(aws.s3().send(new GetBucketLoggingCommand({ Bucket: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
