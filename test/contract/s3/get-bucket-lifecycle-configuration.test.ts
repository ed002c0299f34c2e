import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketLifecycleConfiguration', () => {
  it('tells a bucket that has none', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(aws.s3().send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).rejects.toMatchObject(
      {
        name: 'NoSuchLifecycleConfiguration',
        BucketName: Bucket,
        $metadata: { httpStatusCode: 404 },
      },
    );
  });
});
