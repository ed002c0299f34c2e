import { GetBucketLoggingCommand, PutBucketLoggingCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('PutBucketLogging', () => {
  it('keeps where the logs would go, and an empty document ends it', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const LoggingEnabled = { TargetBucket: await freshBucket(s3), TargetPrefix: 'logs/' };
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
    expect(await s3.send(new GetBucketLoggingCommand({ Bucket }))).toMatchObject({ LoggingEnabled });
    await s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
    expect(await s3.send(new GetBucketLoggingCommand({ Bucket }))).not.toHaveProperty('LoggingEnabled');
  });

  it('refuses a target that is not there, or another account’s', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const foreign = await freshBucket(aws.s3({ account: '999999999999' }));
    for (const TargetBucket of ['none', foreign]) {
      const LoggingEnabled = { TargetBucket, TargetPrefix: '' };
      await expect(
        s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } })),
      ).rejects.toMatchObject({ name: 'InvalidTargetBucketForLogging', TargetBucket });
    }
  });
});
