import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.s3().send(new CreateBucketCommand({ Bucket: 'plain' }));
});
afterAll(() => aws.close());

const md5 = (bytes: Uint8Array | string) => createHash('md5').update(bytes).digest('hex');

describe('PutObject', () => {
  it('stores bytes and answers their MD5 as the ETag, the checksum and the encryption', async () => {
    const s3 = aws.s3();
    const answer = await s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'a.txt', Body: 'hello' }));
    expect(answer).toMatchObject({
      ETag: `"${md5('hello')}"`,
      ServerSideEncryption: 'AES256',
      ChecksumType: 'FULL_OBJECT',
    });
    expect(answer.ChecksumCRC32).toBe('NhCmhg==');
    expect(answer.VersionId).toBeUndefined();
    const read = await s3.send(new GetObjectCommand({ Bucket: 'plain', Key: 'a.txt' }));
    expect(await read.Body?.transformToString()).toBe('hello');
    expect(read).toMatchObject({
      ContentLength: 5,
      ETag: answer.ETag,
      ContentType: 'application/octet-stream',
    });
  });

  it('does not append, which is of directory buckets, and rather than replace refuses', async () => {
    const s3 = aws.s3();
    const key = { Bucket: 'plain', Key: 'appended' };
    await s3.send(new PutObjectCommand({ ...key, Body: 'kept' }));
    await expect(
      s3.send(new PutObjectCommand({ ...key, Body: 'x', WriteOffsetBytes: 4 })),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      Header: 'x-amz-write-offset-bytes',
    });
    const read = await s3.send(new GetObjectCommand(key));
    expect(await read.Body?.transformToString()).toBe('kept');
  });

  it.each(['=', '=1', 'a=1&a=2', 'a=b=c', '%zz=1', 'a=%ff'])('takes no tags from %s', async (Tagging) => {
    const put = new PutObjectCommand({ Bucket: 'plain', Key: 'tagged', Body: 'x', Tagging });
    await expect(aws.s3().send(put)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message:
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    });
  });

  it.each([
    ['&&', undefined],
    ['a', 1],
    ['a=&b&', 2],
    ['%61+b=%C3%BC', 1],
  ])('takes the tags of %s', async (Tagging, TagCount) => {
    const key = { Bucket: 'plain', Key: 'tagged' };
    await aws.s3().send(new PutObjectCommand({ ...key, Body: 'x', Tagging }));
    expect((await aws.s3().send(new HeadObjectCommand(key))).TagCount).toBe(TagCount);
  });

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_000])(
    'gives back a body of %i bytes',
    async (size) => {
      const s3 = aws.s3();
      const Body = Buffer.alloc(size, 'waxseal!');
      await s3.send(new PutObjectCommand({ Bucket: 'plain', Key: `sized/${size}`, Body }));
      const read = await s3.send(new GetObjectCommand({ Bucket: 'plain', Key: `sized/${size}` }));
      const bytes = await read.Body?.transformToByteArray();
      expect(Buffer.compare(bytes ?? Buffer.alloc(0), Body)).toBe(0);
      expect(read.ETag).toBe(`"${md5(Body)}"`);
    },
  );

  it('replaces what an unversioned bucket holds and keeps it in a versioned one', async () => {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: 'kept', VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const one = await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'k', Body: '1' }));
    const two = await s3.send(new PutObjectCommand({ Bucket: 'kept', Key: 'k', Body: '2' }));
    expect(one.VersionId).not.toBe(two.VersionId);
    const old = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key: 'k', VersionId: one.VersionId }));
    expect(await old.Body?.transformToString()).toBe('1');
    const current = await s3.send(new GetObjectCommand({ Bucket: 'kept', Key: 'k' }));
    expect(await current.Body?.transformToString()).toBe('2');
    expect(current.VersionId).toBe(two.VersionId);
  });

  it('keeps metadata and headers', async () => {
    const s3 = aws.s3();
    await s3.send(
      new PutObjectCommand({
        Bucket: 'plain',
        Key: 'described',
        Body: 'x',
        ContentType: 'text/plain',
        CacheControl: 'no-cache',
        ContentEncoding: 'identity',
        Metadata: { Colour: 'blue', other: 'two words' },
      }),
    );
    expect(await s3.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'described' }))).toMatchObject({
      ContentType: 'text/plain',
      CacheControl: 'no-cache',
      ContentEncoding: 'identity',
      Metadata: { colour: 'blue', other: 'two words' },
    });
  });

  it('refuses an absent bucket, a key too long, and a body other than its MD5 says', async () => {
    const s3 = aws.s3();
    const put = (input: Partial<ConstructorParameters<typeof PutObjectCommand>[0]>) =>
      s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'refused', Body: 'x', ...input }));
    await expect(put({ Bucket: 'absent-bucket' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(put({ Key: 'k'.repeat(1025) })).rejects.toMatchObject({ name: 'KeyTooLongError' });
    await expect(put({ ContentMD5: 'rL0Y20zC+Fzt72VPzMSk2A==' })).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(put({ ContentMD5: 'nonsense' })).rejects.toMatchObject({ name: 'InvalidDigest' });
    await expect(put({ StorageClass: 'COLD' as never })).rejects.toMatchObject({
      name: 'InvalidStorageClass',
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'refused' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('keeps `aws-chunked` of a body that is not framed so', async () => {
    const headers = { 'content-encoding': 'aws-chunked' };
    const put = await signedFetch(aws, 'PUT', '/plain/unframed', { body: 'x', headers });
    expect(put.status).toBe(200);
    const head = await aws.s3().send(new HeadObjectCommand({ Bucket: 'plain', Key: 'unframed' }));
    expect(head.ContentEncoding).toBe('aws-chunked');
  });
});
