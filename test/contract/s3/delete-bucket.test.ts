import {
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  HeadBucketCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

const remove = (name: string) => on.s3.send(new DeleteBucketCommand({ Bucket: name }));

describe('DeleteBucket', () => {
  it('deletes an empty bucket, with the uploads nobody finished', async () => {
    await on.put('k');
    await expect(remove(Bucket)).rejects.toMatchObject({ name: 'BucketNotEmpty', ...status(409) });
    await on.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'open' }));
    await on.s3.send(new UploadPartCommand({ Bucket, Key: 'open', UploadId, PartNumber: 1, Body: 'x' }));
    await remove(Bucket);
    await expect(on.s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject(status(404));
    await expect(remove(Bucket)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('counts old versions and delete markers', async () => {
    const marked = await on.bucket('only-a-marker', { versioned: true });
    await on.s3.send(new DeleteObjectCommand({ Bucket: marked, Key: 'k' }));
    await expect(remove(marked)).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
  });
});
