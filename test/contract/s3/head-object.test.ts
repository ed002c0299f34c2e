import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

describe('HeadObject', () => {
  it('tells what Get would, without the bytes', async () => {
    const { ETag } = await on.put('k', 'hello', { ContentType: 'text/plain', Metadata: { a: 'ü and ö' } });
    const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(head).toMatchObject({
      ETag,
      ContentLength: 5,
      ContentType: 'text/plain',
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
    });
    // What is not ASCII travels as an RFC 2047 word.
    expect(head.Metadata).toEqual({ a: '=?UTF-8?Q?=C3=BC_and_=C3=B6?=' });
    const part = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'k', Range: 'bytes=1-2' }));
    expect(part).toMatchObject({ ContentLength: 2, ContentRange: 'bytes 1-2/5', ...status(206) });
  });

  it('refuses by status alone', async () => {
    const head = (input: object) => on.s3.send(new HeadObjectCommand({ Bucket, Key: 'k', ...input }));
    await expect(head({ Key: 'absent' })).rejects.toMatchObject({ name: 'NotFound', ...status(404) });
    await expect(head({ IfMatch: '"other"' })).rejects.toMatchObject(status(412));
    await expect(head({ Range: 'bytes=9-' })).rejects.toMatchObject(status(416));
    await expect(head({ VersionId: 'odd' })).rejects.toMatchObject(status(400));
  });
});
