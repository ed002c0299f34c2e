// What a presigned URL says beside its signature: headers in its query count, headers that it does not sign do not.
import { createHash, createHmac } from 'node:crypto';
import { GetObjectTaggingCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { presign } from '../../support/signer.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const presigned = (Key: string, input: object = {}) =>
  getSignedUrl(on.s3, new PutObjectCommand({ Bucket, Key, ...input }));
const put = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', body: 'something', headers });

describe('a presigned URL', () => {
  it('says storage class, metadata and tags in its query, and a checksum there is passed over', async () => {
    const url = await presigned('said', {
      StorageClass: 'STANDARD_IA',
      Metadata: { a: 'b c' },
      Tagging: 'k=v',
      CacheControl: 'no-cache',
    });
    expect(new URL(url).searchParams.get('x-amz-checksum-crc32')).toBe('AAAAAA==');
    expect((await put(url, { 'cache-control': 'no-cache' })).status).toBe(200);
    expect(await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'said' }))).toMatchObject({
      StorageClass: 'STANDARD_IA',
      Metadata: { a: 'b c' },
    });
    const { TagSet } = await on.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'said' }));
    expect(TagSet).toEqual([{ Key: 'k', Value: 'v' }]);
  });

  it('may say a condition', async () => {
    const url = `${on.aws.url}/${Bucket}/once?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(
      `somebody/20310301/us-east-1/s3/aws4_request`,
    )}&X-Amz-Date=20310301T000000Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host&X-Amz-Signature=${'0'.repeat(64)}&If-None-Match=*`;
    on.aws.clock.moveTo(Date.parse('2031-03-01T00:01:00Z'));
    expect((await put(url)).status).toBe(200);
    expect((await put(url)).status).toBe(412);
    on.aws.clock.reset();
  });

  it('lets no header of AWS’s be added, but for the hash of the body', async () => {
    const url = await presigned('added');
    expect((await put(url, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })).status).toBe(200);
    const refused = await put(url, { 'x-amz-meta-wrong': 'x' });
    expect(refused.status).toBe(403);
    const text = await refused.text();
    expect(text).toContain('<Code>AccessDenied</Code>');
    expect(text).toContain('<HeadersNotSigned>x-amz-meta-wrong</HeadersNotSigned>');
  });

  it('may sign headers that it says in its query itself, as aws-sdk 2 does (recorded)', async () => {
    await on.put('the server knows the secret');
    const md5 = createHash('md5').update('something').digest('base64');
    const headers = { 'content-md5': md5, 'x-amz-storage-class': 'STANDARD_IA' };
    const path = presign(
      { accessKeyId: 'test', secret: 'test', service: 's3' },
      {
        method: 'PUT',
        host: new URL(on.aws.url).host,
        path: `/${Bucket}/signed-in-query`,
        query: { 'Content-MD5': md5, 'x-amz-storage-class': 'STANDARD_IA' },
        headers,
      },
    );
    const url = `${on.aws.url}${path}`;
    // Only what is AWS's own is taken from there.
    expect((await put(url)).status).toBe(403);
    expect((await put(url, { 'content-md5': md5 })).status).toBe(200);
    expect((await put(url, headers)).status).toBe(200);
    expect((await put(url, { ...headers, 'x-amz-storage-class': 'STANDARD' })).status).toBe(403);
    const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'signed-in-query' }));
    expect(head.StorageClass).toBe('STANDARD_IA');
  });

  it('of version 2 says metadata in its query, which its signature holds (recorded)', async () => {
    const expires = Math.floor(Date.now() / 1000) + 60;
    const path = `/${Bucket}/elder`;
    const sign = (lines: string) =>
      createHmac('sha1', 'test').update(`PUT\n\n\n${expires}\n${lines}${path}`).digest('base64');
    const url = (signature: string, venue = '123') =>
      `${on.aws.url}${path}?AWSAccessKeyId=test&Expires=${expires}&Signature=${encodeURIComponent(signature)}&x-amz-meta-venue=${venue}`;
    const said = sign('x-amz-meta-venue:123\n');
    await on.put('the server knows the secret');
    const bodied = (address: string, headers = {}) =>
      fetch(address, { method: 'PUT', body: new Uint8Array(1), headers });
    expect((await bodied(url(said))).status).toBe(200);
    const { Metadata } = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'elder' }));
    expect(Metadata).toEqual({ venue: '123' });
    for (const answer of [
      await bodied(url(said, '124')),
      await bodied(url(said), { 'x-amz-meta-wrong': 'wrong' }),
      await bodied(url(sign(''))),
    ]) {
      expect([answer.status, await answer.text()]).toEqual([
        403,
        expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
      ]);
    }
  });

  it('of version 2 signs the bytes of what is not ASCII (recorded)', async () => {
    const expires = Math.floor(Date.now() / 1000) + 60;
    const path = `/${Bucket}/beyond-ascii`;
    const urlOf = (method: string, parameter: string, value: string, signed: string) => {
      const text = `${method}\n\n\n${expires}\n${signed}`;
      const signature = createHmac('sha1', 'test').update(text).digest('base64');
      return `${on.aws.url}${path}?AWSAccessKeyId=test&Expires=${expires}&Signature=${encodeURIComponent(signature)}&${parameter}=${encodeURIComponent(value)}`;
    };
    await on.put('the server knows the secret');
    const foo = 'non-ascii-%E2%80%94_—_é_';
    const url = urlOf('PUT', 'x-amz-meta-foo', foo, `x-amz-meta-foo:${foo}\n${path}`);
    expect((await fetch(url, { method: 'PUT', body: new Uint8Array(0) })).status).toBe(200);
    const { Metadata } = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'beyond-ascii' }));
    expect(Metadata).toEqual({ foo: '=?UTF-8?Q?non-ascii-%E2%80%94=5F=E2=80=94=5F=C3=A9=5F?=' });

    const name = 'response-cache-control';
    const answer = await fetch(urlOf('GET', name, foo, `${path}?${name}=${foo}`));
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('Header value cannot be represented using ISO-8859-1.'),
    ]);
  });

  it('of version 2 needs all of its three parameters', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}/a?AWSAccessKeyId=test&Signature=x`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain(
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    );
  });
});
