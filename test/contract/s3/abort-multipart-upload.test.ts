import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();
const { begin } = on;

describe('AbortMultipartUpload', () => {
  it('gives the upload up with its parts', async () => {
    const upload = await begin('k');
    await on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    expect(await on.s3.send(new AbortMultipartUploadCommand(upload))).toMatchObject(status(204));
    await expect(on.s3.send(new AbortMultipartUploadCommand(upload))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
    const { Uploads } = await on.s3.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(Uploads ?? []).toEqual([]);
  });
});
