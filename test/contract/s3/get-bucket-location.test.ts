import { CreateBucketCommand, GetBucketLocationCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

describe('GetBucketLocation', () => {
  it('is nothing in us-east-1 and the region elsewhere', async () => {
    const home = await on.s3.send(new GetBucketLocationCommand({ Bucket }));
    expect(home.LocationConstraint ?? '').toBe('');
    await on.s3.send(
      new CreateBucketCommand({
        Bucket: 'far',
        CreateBucketConfiguration: { LocationConstraint: 'ap-south-1' },
      }),
    );
    const far = await on.s3.send(new GetBucketLocationCommand({ Bucket: 'far' }));
    expect(far.LocationConstraint).toBe('ap-south-1');
    await expect(on.s3.send(new GetBucketLocationCommand({ Bucket: 'absent-bucket' }))).rejects.toMatchObject(
      {
        name: 'NoSuchBucket',
        BucketName: 'absent-bucket',
      },
    );
  });
});
