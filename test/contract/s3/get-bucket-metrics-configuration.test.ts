import { GetBucketMetricsConfigurationCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketMetricsConfiguration', () => {
  it('tells an id that is not there', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new GetBucketMetricsConfigurationCommand({ Bucket, Id: 'one' })),
    ).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      s3.send(new GetBucketMetricsConfigurationCommand({ Bucket: 'none', Id: 'one' })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
