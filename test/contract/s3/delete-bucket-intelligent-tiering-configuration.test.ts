import {
  DeleteBucketIntelligentTieringConfigurationCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  PutBucketIntelligentTieringConfigurationCommand,
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
  Status: 'Enabled' as const,
  Tierings: [{ Days: 90, AccessTier: 'ARCHIVE_ACCESS' as const }],
});

describe('DeleteBucketIntelligentTieringConfiguration', () => {
  it('takes one away and leaves the others', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    for (const Id of ['one', 'two']) {
      await s3.send(
        new PutBucketIntelligentTieringConfigurationCommand({
          Bucket,
          Id,
          IntelligentTieringConfiguration: documentOf(Id),
        }),
      );
    }
    const { $metadata } = await s3.send(
      new DeleteBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'one' }),
    );
    expect($metadata.httpStatusCode).toBe(204);
    await expect(
      s3.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'one' })),
    ).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
    });
    await s3.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'two' }));
    await expect(
      s3.send(new DeleteBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'one' })),
    ).rejects.toMatchObject({
      name: 'NoSuchConfiguration',
    });
  });
});
