// Answers of AWS that no documentation tells, as recorded by others against it: of uploads in parts, one sentence each.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, fails, status, suite } from './support.ts';

const on = suite();

async function upload(Key: string, input: object = {}) {
  const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await on.s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part', ...input }),
  );
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  return (conditions: object = {}) =>
    on.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ...conditions }));
}

describe('a conditional completion of an upload', () => {
  it('gives way to a write since the upload was begun, be its content the same', async () => {
    const { ETag } = await on.put('written', 'test');
    const complete = await upload('written');
    await on.put('written', 'test');
    await fails(complete({ IfMatch: ETag }), {
      name: 'ConditionalRequestConflict',
      Condition: 'If-Match',
      ...status(409),
    });
    await (await upload('written'))({ IfMatch: ETag });
  });

  it('gives way to a deletion since the upload was begun', async () => {
    await on.put('deleted');
    const complete = await upload('deleted');
    await fails(complete({ IfNoneMatch: '*' }), { name: 'PreconditionFailed' });
    await on.s3.send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
    await fails(complete({ IfNoneMatch: '*' }), { name: 'ConditionalRequestConflict' });
    await (await upload('deleted'))({ IfNoneMatch: '*' });
  });
});

describe('UploadPartCopy', () => {
  it('has two refusals for ranges: behind the end of the source, and across it', async () => {
    await on.put('short', '0123456789');
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'long' }));
    const copy = (CopySourceRange: string) =>
      on.s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'long',
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/short`,
          CopySourceRange,
        }),
      );
    await fails(copy('bytes=100-200'), { name: 'InvalidRequest' });
    await fails(copy('bytes=5-200'), { name: 'InvalidArgument' });
    await on.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'long', UploadId }));
  });
});

describe('listings', () => {
  it('of uploads tell the last one shown, and refuse a marker of another key', async () => {
    const name = await on.bucket('uploading');
    const empty = await on.s3.send(new ListMultipartUploadsCommand({ Bucket: name }));
    expect(empty).toMatchObject({ NextKeyMarker: '', NextUploadIdMarker: '' });
    expect(empty.Prefix).toBeUndefined();
    const begin = async (Key: string) =>
      (await on.s3.send(new CreateMultipartUploadCommand({ Bucket: name, Key }))).UploadId;
    const [, UploadId] = [await begin('a'), await begin('b')];
    const all = await on.s3.send(new ListMultipartUploadsCommand({ Bucket: name }));
    expect(all).toMatchObject({ IsTruncated: false, NextKeyMarker: 'b', NextUploadIdMarker: UploadId });
    const odd = { Bucket: name, KeyMarker: 'a', UploadIdMarker: UploadId };
    await fails(on.s3.send(new ListMultipartUploadsCommand(odd)), {
      name: 'InvalidArgument',
      message: 'Invalid uploadId marker',
    });
  });
});
