import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

const Bucket = 'reading';
const body = Buffer.alloc(200_000, '0123456789');
let aws: TestServer;
let s3: S3Client;
let etag: string | undefined;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  etag = (await s3.send(new PutObjectCommand({ Bucket, Key: 'big', Body: body, Metadata: { a: 'b' } }))).ETag;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }));
});
afterAll(() => aws.close());

const get = (input: Partial<GetObjectCommandInput>) =>
  s3.send(new GetObjectCommand({ Bucket, Key: 'big', ...input }));
const bytes = async (input: Partial<GetObjectCommandInput>) =>
  Buffer.from((await (await get(input)).Body?.transformToByteArray()) ?? []);

describe('GetObject', () => {
  it.each([
    ['bytes=0-0', 0, 1],
    ['bytes=65535-65536', 65_535, 65_537],
    ['bytes=131072-', 131_072, 200_000],
    ['bytes=-5', 199_995, 200_000],
    ['bytes=199999-300000', 199_999, 200_000],
    ['bytes=-300000', 0, 200_000],
  ])('answers %s with 206 and those bytes', async (Range, start, end) => {
    const answer = await get({ Range });
    expect(answer.$metadata.httpStatusCode).toBe(206);
    expect(answer.ContentRange).toBe(`bytes ${start}-${end - 1}/200000`);
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? [])).toEqual(body.subarray(start, end));
  });

  it.each(['bytes=5-2', 'lines=1-2', 'bytes=0-1,4-5', 'bytes=-'])('ignores %s', async (Range) => {
    const answer = await get({ Range });
    expect(answer.$metadata.httpStatusCode).toBe(200);
    expect((await answer.Body?.transformToByteArray())?.length).toBe(200_000);
  });

  it('cannot satisfy a range beyond the end', async () => {
    await expect(get({ Range: 'bytes=200000-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
    await expect(get({ Key: 'empty', Range: 'bytes=0-' })).rejects.toMatchObject({ name: 'InvalidRange' });
    await expect(get({ Key: 'empty', Range: 'bytes=-0' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('has all of an empty object in its last bytes, however many (recorded)', async () => {
    for (const read of [GetObjectCommand, HeadObjectCommand]) {
      const answer = await s3.send(new read({ Bucket, Key: 'empty', Range: 'bytes=-3' }));
      expect(answer).toMatchObject({ $metadata: { httpStatusCode: 200 }, ContentLength: 0 });
      expect(answer).not.toHaveProperty('ContentRange');
    }
  });

  it('holds to conditions', async () => {
    const past = new Date(0);
    const future = new Date(Date.now() + 86_400_000);
    const unchanged = { $metadata: { httpStatusCode: 304 } };
    await bytes({ IfMatch: etag });
    await bytes({ IfNoneMatch: '"other"' });
    await bytes({ IfModifiedSince: past });
    await bytes({ IfUnmodifiedSince: future });
    // A matching ETag outweighs the date.
    await bytes({ IfMatch: etag, IfUnmodifiedSince: past });
    await bytes({ IfNoneMatch: '"other"', IfModifiedSince: future });
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ IfUnmodifiedSince: past })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(get({ IfNoneMatch: etag })).rejects.toMatchObject(unchanged);
    await expect(get({ IfNoneMatch: '*' })).rejects.toMatchObject(unchanged);
    await expect(get({ IfModifiedSince: new Date() })).rejects.toMatchObject(unchanged);
    // A date to come is no condition (recorded).
    await bytes({ IfModifiedSince: future });
    await expect(get({ IfNoneMatch: etag, IfModifiedSince: past })).rejects.toMatchObject(unchanged);
  });

  it('answers with the headers that the reader asks for', async () => {
    const answer = await get({
      ResponseContentType: 'text/x-mine',
      ResponseContentDisposition: 'attachment; filename=x',
      ResponseCacheControl: 'no-store',
      ResponseContentLanguage: 'de',
      ResponseContentEncoding: 'identity',
    });
    expect(answer).toMatchObject({
      ContentType: 'text/x-mine',
      ContentDisposition: 'attachment; filename=x',
      CacheControl: 'no-store',
      ContentLanguage: 'de',
      ContentEncoding: 'identity',
    });
    await answer.Body?.transformToByteArray();
  });

  it('takes part 1 of an object that has no parts for the whole', async () => {
    const answer = await get({ PartNumber: 1 });
    expect(answer).toMatchObject({ ContentLength: 200_000, ContentRange: 'bytes 0-199999/200000' });
    await answer.Body?.transformToByteArray();
    await expect(get({ PartNumber: 2 })).rejects.toMatchObject({ name: 'InvalidPartNumber' });
  });

  it('heeds If-Range: the range of the object that the reader knows, else the whole of what is there', async () => {
    const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'big' }));
    const read = (ifRange: string) =>
      signedFetch(aws, 'GET', `/${Bucket}/big`, { headers: { range: 'bytes=0-1', 'if-range': ifRange } });
    expect((await read(etag ?? '')).status).toBe(206);
    expect((await read(LastModified?.toUTCString() ?? '')).status).toBe(206);
    // A weak tag proves no bytes (RFC 9110 §13.1.5).
    for (const other of ['"other"', `W/${etag}`, 'Mon, 01 Jan 2001 00:00:00 GMT']) {
      const answer = await read(other);
      expect([answer.status, answer.header('content-length')]).toEqual([200, '200000']);
    }
  });

  it('gives the website redirection back with the object, and takes none that leads nowhere', async () => {
    const put = (WebsiteRedirectLocation: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'moved', Body: 'x', WebsiteRedirectLocation }));
    await expect(put('elsewhere')).rejects.toMatchObject({ name: 'InvalidRedirectLocation' });
    await put('/else/where');
    const answer = await get({ Key: 'moved' });
    expect(answer.WebsiteRedirectLocation).toBe('/else/where');
    await answer.Body?.transformToByteArray();
  });

  it('shows checksums on demand', async () => {
    const plain = await s3.send(new HeadObjectCommand({ Bucket, Key: 'big' }));
    expect(plain.ChecksumCRC32).toBeUndefined();
    const asked = await s3.send(new HeadObjectCommand({ Bucket, Key: 'big', ChecksumMode: 'ENABLED' }));
    expect(asked).toMatchObject({ ChecksumCRC32: expect.any(String), ChecksumType: 'FULL_OBJECT' });
  });

  it('knows no absent key, and no version of it', async () => {
    await expect(get({ Key: 'absent' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    // An id that was never given is no id (recorded).
    await expect(get({ VersionId: 'A'.repeat(32) })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(get({ VersionId: 'bad' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(get({ Bucket: 'absent-bucket' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(get({ ExpectedBucketOwner: '999999999999' })).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('keeps the MD5 of a body that came in many pieces', async () => {
    expect(etag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
  });
});
