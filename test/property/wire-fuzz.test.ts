// Hostile input against the whole server: every answer is a sane refusal, none is a 500, and the server lives.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWire, type Wire } from '../contract/wire/fake-services.ts';
import { send, sendBytes } from '../contract/wire/raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire({ stalledAfterMs: 300 });
});
afterAll(() => wire.close());

const word = fc.constantFrom(
  'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00',
  'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/kms/aws4_request, SignedHeaders=host;x, Signature=zz',
  'AWS4-HMAC-SHA256 Credential=////',
  'AWS a:b',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'UNSIGNED-PAYLOAD',
  'application/x-www-form-urlencoded',
  'application/x-amz-json-1.1',
  'multipart/form-data; boundary=',
  'TrentService.Echo',
  'Wed, 21 Oct 2026 07:28:00 GMT',
  '20260101T000000Z',
  'bytes=0-',
  '-1',
  '0',
  '11',
  '99999999999999999999',
  'aws-chunked',
);
const junk = fc.string({
  unit: fc.constantFrom(...' \t!"#$%&\'()*+,-./09:;<=>?@AZ[]^_`az{|}~\xe9\xff'),
  maxLength: 30,
});
const headers = fc.array(
  fc.tuple(
    fc.constantFrom(
      'authorization',
      'x-amz-content-sha256',
      'x-amz-decoded-content-length',
      'x-amz-trailer',
      'x-amz-target',
      'x-amz-date',
      'x-amz-security-token',
      'x-amz-copy-source',
      'x-amz-meta-a',
      'content-type',
      'content-encoding',
      'content-md5',
      'x-amz-checksum-crc32',
      'expect',
      'range',
      'host',
      'origin',
      'if-modified-since',
    ),
    fc.oneof(word, junk),
  ),
  { maxLength: 6 },
);
const target = fc
  .tuple(
    fc.constantFrom(
      '/',
      '/b',
      '/b/',
      '/b/k',
      '//',
      '/b/%',
      '/b/%c3',
      '/health',
      '/_waxseal/',
      '*',
      '/b?replication',
      '/b?delete',
    ),
    fc.array(
      fc.tuple(
        fc.constantFrom(
          'X-Amz-Signature',
          'X-Amz-Credential',
          'X-Amz-Algorithm',
          'X-Amz-Date',
          'X-Amz-Expires',
          'X-Amz-SignedHeaders',
          'Action',
          'Signature',
          'AWSAccessKeyId',
          'Expires',
          'prefix',
          'max-keys',
          'list-type',
          'acl',
          'partNumber',
          'uploadId',
          '%zz',
          '',
        ),
        fc.oneof(word, junk),
      ),
      { maxLength: 6 },
    ),
  )
  .map(
    ([path, query]) =>
      `${path}${query.length === 0 ? '' : `${path.includes('?') ? '&' : '?'}${query.map(([n, v]) => `${n}=${encodeURI(v)}`).join('&')}`}`,
  );
const body = fc.oneof(
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
  junk.map((text) => Buffer.from(text)),
  fc
    .constantFrom(
      '<ReplicationConfiguration><Rule>',
      '<Delete><Object><Key>a</Key></Object></Delete>',
      '{"Text":"x"}',
      '{"Context":{"a":',
      'Action=Reorder&Names.member.1=a',
      'Names.member.0=',
      'b\r\nhello world\r\n0\r\n\r\n',
    )
    .map((text) => Buffer.from(text)),
);
const method = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH');

it('answers hostile requests below 500, but for 501', async () => {
  await fc.assert(
    fc.asyncProperty(method, target, headers, body, async (verb, path, fields, bytes) => {
      const head = [`${verb} ${path} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`)];
      if (!fields.some(([name]) => name === 'host')) head.push('host: h');
      head.push(`content-length: ${bytes.length}`, 'connection: close');
      const text = await sendBytes(wire, [Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
      const final = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
      expect(final, `${head.join('\n')}\n\n${bytes}`).toMatch(/^HTTP\/1\.1 (?:[234]\d\d|501) /);
    }),
    { numRuns: 400 },
  );
  expect((await send(wire, { path: '/b' })).status).toBe(200);
  expect(wire.logged).toEqual([]);
});
