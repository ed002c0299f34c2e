import { CreateMultipartUploadCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

async function begin(Key: string, input: object = {}) {
  const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...input }));
  return { Bucket, Key, UploadId };
}

describe('UploadPartCopy', () => {
  it('takes a range of another object as a part', async () => {
    await on.put('source', 'hello world');
    const upload = await begin('k');
    const copy = (input: object) =>
      on.s3.send(
        new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource: `${Bucket}/source`, ...input }),
      );
    const { CopyPartResult } = await copy({ CopySourceRange: 'bytes=0-4' });
    expect(CopyPartResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    await expect(copy({ CopySourceRange: 'bytes=5' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy({ CopySourceRange: 'bytes=4-1' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy({ CopySourceRange: 'bytes=0-11' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Range specified is not valid for source object of size: 11',
    });
    await expect(copy({ CopySource: `${Bucket}/absent` })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy({ UploadId: 'unknown' })).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(copy({ CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });
});
