// Checksums in headers and trailers, and a body that is not what its writer promised.
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../../src/services/s3/checksum/algorithms.ts';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, status, suite } from './support.ts';

const on = suite();
/** Those that the SDK computes, and those that it leaves to its caller. */
const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
const OTHERS = ['MD5', 'SHA512', 'XXHASH64', 'XXHASH3', 'XXHASH128'] as const;

/** Over plain HTTP, for the SDK always sends a checksum and always a right one. */
async function put(Key: string, body: string, headers: Record<string, string> = {}) {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const answer = await fetch(`${on.aws.url}/${Bucket}/${Key}`, {
    method: 'PUT',
    body,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=000000000000/${date.slice(0, 8)}/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      'x-amz-date': date,
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      ...headers,
    },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe.each(ALGORITHMS)('%s', (ChecksumAlgorithm) => {
  const name = `Checksum${ChecksumAlgorithm}`;

  it('is verified, stored and shown on demand', async () => {
    const Key = `sum/${ChecksumAlgorithm}`;
    const made = await on.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ChecksumAlgorithm }));
    const expected = {
      [name]: checksumOf(ChecksumAlgorithm, Buffer.from('hello')),
      ChecksumType: 'FULL_OBJECT',
    };
    expect(made).toMatchObject(expected);
    const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject(expected);
    const read = await on.s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(await read.Body?.transformToString()).toBe('hello');
  });

  it('comes as a trailer of a stream', async () => {
    const chunk = Buffer.alloc(70_000, 'stream');
    const Body = Readable.from([chunk, chunk]);
    const Key = `trailer/${ChecksumAlgorithm}`;
    const made = await on.s3.send(
      new PutObjectCommand({ Bucket, Key, Body, ContentLength: 140_000, ChecksumAlgorithm }),
    );
    expect(made).toMatchObject({ [name]: checksumOf(ChecksumAlgorithm, Buffer.concat([chunk, chunk])) });
  });
});

describe.each([...ALGORITHMS, ...OTHERS])('%s', (ChecksumAlgorithm) => {
  const header = `x-amz-checksum-${ChecksumAlgorithm.toLowerCase()}`;

  it('is checked of a document too', async () => {
    const body = '<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>';
    const tag = async (sum: string) => {
      const headers = { [header]: sum };
      return signedFetch(on.aws, 'PUT', `/${Bucket}`, { query: { tagging: '' }, body, headers });
    };
    expect((await tag(checksumOf(ChecksumAlgorithm, Buffer.from(body)))).status).toBe(204);
    const wrong = await tag(checksumOf(ChecksumAlgorithm, Buffer.from('another')));
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('<Code>BadDigest</Code>')]);
    const nonsense = await tag('bm9wZQ');
    expect([nonsense.status, nonsense.text]).toEqual([
      400,
      expect.stringContaining(`<Message>Value for ${header} header is invalid.</Message>`),
    ]);
  });

  it('refuses what is no checksum, and a wrong one', async () => {
    const odd = await put('refused', 'hello', { [header]: 'bm9wZQ' });
    expect(odd.status).toBe(400);
    expect(odd.text).toContain('<Code>InvalidRequest</Code>');
    expect(odd.text).toContain(`Value for ${header} header is invalid.`);
    const wrong = await put('refused', 'hello', {
      [header]: checksumOf(ChecksumAlgorithm, Buffer.from('other')),
    });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('<Code>BadDigest</Code>');
    expect(wrong.text).toContain(
      `The ${ChecksumAlgorithm} you specified did not match the calculated checksum.`,
    );
    await expect(on.s3.send(new HeadObjectCommand({ Bucket, Key: 'refused' }))).rejects.toMatchObject(
      status(404),
    );
  });
});

describe.each(OTHERS)('%s', (ChecksumAlgorithm) => {
  const name = `Checksum${ChecksumAlgorithm}`;
  const header = `x-amz-checksum-${ChecksumAlgorithm.toLowerCase()}`;
  const shown = (Key: string) => on.s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

  it('is verified, stored and shown on demand', async () => {
    const Key = `sum/${ChecksumAlgorithm}`;
    const value = checksumOf(ChecksumAlgorithm, Buffer.from('hello'));
    const made = await put(Key, 'hello', { [header]: value });
    expect([made.status, made.headers.get(header)]).toEqual([200, value]);
    expect(await shown(Key)).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    const attributes = await on.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['Checksum'] }),
    );
    expect(attributes.Checksum).toEqual({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    const listed = await on.s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(listed.Contents?.[0]?.ChecksumAlgorithm).toEqual([ChecksumAlgorithm]);
  });

  it('comes as a trailer of a stream', async () => {
    const Key = `trailer/${ChecksumAlgorithm}`;
    const value = checksumOf(ChecksumAlgorithm, Buffer.from('hello'));
    const trailing = (checksum: string) =>
      put(Key, `5\r\nhello\r\n0\r\n${header}:${checksum}\r\n\r\n`, {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '5',
        'x-amz-trailer': header,
      });
    const wrong = await trailing(checksumOf(ChecksumAlgorithm, Buffer.from('other')));
    expect(wrong.text).toContain('<Code>BadDigest</Code>');
    expect((await trailing(value)).status).toBe(200);
    expect(await shown(Key)).toMatchObject({ [name]: value });
  });

  it('is what a copy gets that asks for it', async () => {
    await put('source', 'hello');
    const Key = `copy/${ChecksumAlgorithm}`;
    const { CopyObjectResult } = await on.s3.send(
      new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/source`, ChecksumAlgorithm }),
    );
    expect(CopyObjectResult).toMatchObject({ [name]: checksumOf(ChecksumAlgorithm, Buffer.from('hello')) });
  });

  it('is a checksum of checksums for an upload in parts, and nothing else', async () => {
    const Key = `parts/${ChecksumAlgorithm}`;
    await expect(
      on.s3.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
    const created = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm }));
    expect(created).toMatchObject({ ChecksumAlgorithm, ChecksumType: 'COMPOSITE' });
    const value = checksumOf(ChecksumAlgorithm, Buffer.from('hello'));
    const part = await put(`${Key}?partNumber=1&uploadId=${created.UploadId}`, 'hello', { [header]: value });
    expect(part.headers.get(header)).toBe(value);
    const whole = await on.s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key,
        UploadId: created.UploadId,
        MultipartUpload: {
          Parts: [{ PartNumber: 1, ETag: part.headers.get('etag') ?? '', [name]: value }],
        },
      }),
    );
    const composite = `${checksumOf(ChecksumAlgorithm, Buffer.from(value, 'base64'))}-1`;
    expect(whole).toMatchObject({ [name]: composite, ChecksumType: 'COMPOSITE' });
  });
});

describe('a body without a checksum', () => {
  it('gets a CRC64NVME', async () => {
    const made = await put('bare', 'hello');
    expect(made.headers.get('x-amz-checksum-crc64nvme')).toBe(checksumOf('CRC64NVME', Buffer.from('hello')));
    expect(made.headers.get('x-amz-checksum-type')).toBe('FULL_OBJECT');
  });
});

describe('a checksum that nobody knows', () => {
  it('is refused', async () => {
    const answer = await put('k', 'hello', { 'x-amz-checksum-bad': 'NhCmhg==' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      '<Message>The algorithm type you specified in x-amz-checksum- header is invalid.</Message>',
    );
  });
});

describe('two checksums, or one announced and not sent', () => {
  it('are refused', async () => {
    const both = await put('k', 'hello', {
      'x-amz-checksum-crc32': 'NhCmhg==',
      'x-amz-checksum-crc32c': 'mnG7TA==',
    });
    expect(both.text).toContain('Expecting a single x-amz-checksum- header.');
    const md5 = { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' };
    for (const beside of [undefined, md5]) {
      const announced = await put('k', 'hello', { 'x-amz-sdk-checksum-algorithm': 'SHA256', ...beside });
      expect(announced.text).toContain(
        'no corresponding x-amz-checksum-* or x-amz-trailer headers were found',
      );
    }
  });
});
