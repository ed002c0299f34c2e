import { createHash } from 'node:crypto';
import { PutBucketVersioningCommand, PutObjectCommand, UploadPartCopyCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { two, uploadsOf } from './multipart-uploads.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const { begin } = on;
const { complete, bytesOf } = uploadsOf(on);

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

describe('UploadPartCopy and metadata', () => {
  it('have nothing to do with each other: a directive is no header of it (bji/libs3#80)', async () => {
    await on.put('described');
    const { UploadId = '' } = await begin('undirected');
    const answer = await signedFetch(on.aws, 'PUT', `/${Bucket}/undirected`, {
      query: { partNumber: '1', uploadId: UploadId },
      headers: { 'x-amz-copy-source': `${Bucket}/described`, 'x-amz-metadata-directive': 'REPLACE' },
      body: '',
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      '<Code>InvalidArgument</Code><Message>The specified header is not valid in this context</Message>' +
        '<ArgumentName>x-amz-metadata-directive</ArgumentName><ArgumentValue>REPLACE</ArgumentValue>',
    );
  });
});

describe('UploadPartCopy of a version', () => {
  it('takes the null version, too, and tells the id of another', async () => {
    const versioned = await on.bucket('copied-versions');
    await on.put('k', 'null', { Bucket: versioned });
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await on.s3.send(new PutBucketVersioningCommand({ Bucket: versioned, VersioningConfiguration }));
    const { VersionId } = await on.put('k', 'later', { Bucket: versioned });
    const upload = await begin('of-versions');
    const copy = (id: string | undefined) => {
      const CopySource = `${versioned}/k?versionId=${id}`;
      return on.s3.send(new UploadPartCopyCommand({ ...upload, PartNumber: 1, CopySource }));
    };
    expect(await copy(VersionId)).toMatchObject({ CopySourceVersionId: VersionId });
    const ofNull = await copy('null');
    expect(ofNull.CopyPartResult?.ETag).toBe(`"${createHash('md5').update('null').digest('hex')}"`);
    expect(ofNull).not.toHaveProperty('CopySourceVersionId');
  });
});

describe('UploadPartCopy of a source too large to lie in the database', () => {
  beforeAll(() => on.s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body: two })));

  it('takes a range of another object as a part', async () => {
    const { UploadId } = await begin('copied');
    const copy = (input: object) =>
      on.s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'copied',
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/large`,
          ...input,
        }),
      );
    const { CopyPartResult } = await copy({ CopySourceRange: 'bytes=10-99' });
    expect(CopyPartResult?.ETag).toBe(`"${createHash('md5').update(two.subarray(10, 100)).digest('hex')}"`);
    await complete('copied', { UploadId, Parts: [{ PartNumber: 1, ...CopyPartResult }] } as never);
    expect(await bytesOf({ Key: 'copied' })).toEqual(two.subarray(10, 100));
    await expect(copy({ CopySourceRange: 'bytes=5' })).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('refuses ranges that are none or lie beyond the source', async () => {
    const { UploadId } = await begin('copied');
    const copy = (CopySourceRange: string) =>
      on.s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'copied',
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/large`,
          CopySourceRange,
        }),
      );
    await expect(copy('bytes=5')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy('bytes=0-300000')).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Range specified is not valid for source object of size: 300000',
    });
  });
});
