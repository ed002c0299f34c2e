import { GetBucketVersioningCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

describe('GetBucketVersioning', () => {
  it('says nothing of a bucket whose versioning was never set', async () => {
    expect(await on.s3.send(new GetBucketVersioningCommand({ Bucket }))).not.toHaveProperty('Status');
    const kept = await on.bucket('kept', { versioned: true });
    expect((await on.s3.send(new GetBucketVersioningCommand({ Bucket: kept }))).Status).toBe('Enabled');
    await expect(
      on.s3.send(new GetBucketVersioningCommand({ Bucket: 'absent-bucket' })),
    ).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
