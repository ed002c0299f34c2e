import { CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

const create = (input: object = {}) =>
  on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k', ChecksumAlgorithm: 'CRC32', ...input }));

describe('CreateMultipartUpload', () => {
  it('gives an upload its id, its encryption and its checksum', async () => {
    const made = await create({ ChecksumAlgorithm: 'SHA256' });
    expect(made).toMatchObject({
      Bucket,
      Key: 'k',
      UploadId: expect.any(String),
      ServerSideEncryption: 'AES256',
      ChecksumAlgorithm: 'SHA256',
      ChecksumType: 'COMPOSITE',
    });
    expect(await create({ ChecksumAlgorithm: 'CRC64NVME' })).toMatchObject({ ChecksumType: 'FULL_OBJECT' });
    expect((await create()).UploadId).not.toBe(made.UploadId);
  });

  it('refuses checksums that cannot be, keys too long and absent buckets', async () => {
    await expect(create({ ChecksumAlgorithm: 'SHA1', ChecksumType: 'FULL_OBJECT' })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm.',
    });
    await expect(create({ ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'COMPOSITE' })).rejects.toMatchObject(
      {
        name: 'InvalidRequest',
      },
    );
    await expect(create({ Key: 'k'.repeat(1025) })).rejects.toMatchObject({ name: 'KeyTooLongError' });
    await expect(create({ Bucket: 'absent-bucket' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});
