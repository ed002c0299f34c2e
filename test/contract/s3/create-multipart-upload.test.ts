import { CreateMultipartUploadCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
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

  it('is for nobody without credentials, whatever everybody may do', async () => {
    const name = await freshBucket(on.s3, { open: true });
    const Statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await on.s3.send(new PutBucketPolicyCommand({ Bucket: name, Policy }));
    const url = `${on.aws.url}/${name}/k`;
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
    const begun = await fetch(`${url}?uploads`, { method: 'POST' });
    expect([begun.status, await begun.text()]).toEqual([
      403,
      expect.stringContaining('Anonymous users cannot initiate multipart uploads.  Please authenticate.'),
    ]);
    const copied = await fetch(`${url}2`, { method: 'PUT', headers: { 'x-amz-copy-source': `${name}/k` } });
    expect([copied.status, await copied.text()]).toEqual([
      403,
      expect.stringContaining('Anonymous users cannot copy objects.  Please authenticate.'),
    ]);
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
