import {
  DeleteBucketInventoryConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const documentOf = (Id: string) => ({
  Id,
  IsEnabled: true,
  IncludedObjectVersions: 'All' as const,
  Schedule: { Frequency: 'Daily' as const },
  OptionalFields: ['Size' as const],
  Destination: {
    S3BucketDestination: {
      Bucket: 'arn:aws:s3:::reports',
      Format: 'CSV' as const,
      Encryption: { SSES3: {} },
    },
  },
});

describe('DeleteBucketInventoryConfiguration', () => {
  it('takes one away and leaves the others', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    for (const Id of ['one', 'two']) {
      await s3.send(
        new PutBucketInventoryConfigurationCommand({ Bucket, Id, InventoryConfiguration: documentOf(Id) }),
      );
    }
    const { $metadata } = await s3.send(new DeleteBucketInventoryConfigurationCommand({ Bucket, Id: 'one' }));
    expect($metadata.httpStatusCode).toBe(204);
    await expect(
      s3.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id: 'one' })),
    ).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
    });
    await s3.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id: 'two' }));
    await expect(
      s3.send(new DeleteBucketInventoryConfigurationCommand({ Bucket, Id: 'one' })),
    ).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
    });
  });
});
