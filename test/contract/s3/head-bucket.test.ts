import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

describe('HeadBucket', () => {
  it('tells the region of a bucket that is there', async () => {
    expect(await on.s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({
      BucketRegion: 'us-east-1',
      BucketArn: `arn:aws:s3:::${Bucket}`,
    });
  });

  it('is 404 for an absent bucket and 403 for a stranger or an unexpected owner', async () => {
    await expect(on.s3.send(new HeadBucketCommand({ Bucket: 'absent-bucket' }))).rejects.toMatchObject(
      status(404),
    );
    const stranger = on.aws.s3({ account: '111122223333' });
    await expect(stranger.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject(status(403));
    await expect(
      on.s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: '111122223333' })),
    ).rejects.toMatchObject(status(403));
  });
});
