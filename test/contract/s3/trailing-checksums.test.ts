// What x-amz-trailer announces against what comes: codes and texts as S3 gave them to versitygw's probes.
import { describe, expect, it } from 'vitest';
import { unchecked } from '../wire/raw-http.ts';
import { Bucket, suite } from './support.ts';

const on = suite();

const NAME = 'x-amz-checksum-crc32';
const VALUE = 'NhCmhg==';
const WITH_TRAILER = `5\r\nhello\r\n0\r\n${NAME}:${VALUE}\r\n\r\n`;
const WITHOUT = '5\r\nhello\r\n0\r\n\r\n';

async function put(body: string, headers: Record<string, string>, query = '') {
  const answer = await fetch(`${on.aws.url}/${Bucket}/trailing${query}`, {
    method: 'PUT',
    body,
    headers: {
      authorization: unchecked('s3', 'test'),
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '5',
      ...headers,
    },
  });
  const text = await answer.text();
  const element = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];
  return [answer.status, element('Code'), element('Message')];
}

const MALFORMED = [
  400,
  'MalformedTrailerError',
  'The request contained trailing data that was not well-formed or did not conform to our published schema.',
];
const UNSUPPORTED = [
  400,
  'InvalidRequest',
  'The value specified in the x-amz-trailer header is not supported',
];

describe('x-amz-trailer', () => {
  it('may be absent, with no trailer', async () => {
    expect(await put(WITHOUT, {})).toEqual([200, undefined, undefined]);
    expect(await put(WITHOUT, { 'x-amz-trailer': '' })).toEqual([200, undefined, undefined]);
  });

  it.each([
    ['no checksum', 'x-amz-meta-a'],
    ['a checksum that nobody knows', 'x-amz-checksum-crc31'],
    ['a word that every object has', '__proto__'],
    ['a checksum and something else', `${NAME},x-amz-meta-a`],
  ])('that names %s is refused', async (_what, header) => {
    expect(await put(WITH_TRAILER, { 'x-amz-trailer': header })).toEqual(UNSUPPORTED);
    const part = await put(WITH_TRAILER, { 'x-amz-trailer': header }, '?partNumber=1&uploadId=none');
    expect(part[0]).toBeGreaterThanOrEqual(400);
  });

  it.each([
    ['announced and not sent', WITHOUT, { 'x-amz-trailer': NAME }],
    ['sent and not announced', WITH_TRAILER, {}],
    ['another than announced', WITH_TRAILER, { 'x-amz-trailer': 'x-amz-checksum-sha1' }],
    ['sent without a name', `5\r\nhello\r\n0\r\n:${VALUE}\r\n\r\n`, { 'x-amz-trailer': NAME }],
    ['besides one of a name that every object has', `5\r\nhello\r\n0\r\n__proto__:x\r\n\r\n`, {}],
  ])('and a trailer %s are refused', async (_what, body, headers) => {
    expect(await put(body, headers as Record<string, string>)).toEqual(MALFORMED);
  });

  it('that names two checksums is told so', async () => {
    expect(await put(WITH_TRAILER, { 'x-amz-trailer': `${NAME}, x-amz-checksum-sha1` })).toEqual([
      400,
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ]);
  });

  it('holds the body against its trailer, whatever commas stand behind the name', async () => {
    const wrong = WITH_TRAILER.replace(VALUE, 'AAAAAA==');
    expect((await put(wrong, { 'x-amz-trailer': `${NAME},` }))[1]).toBe('BadDigest');
  });

  it('whose trailer is sent twice takes the second', async () => {
    const twice = (...values: string[]) =>
      put(`5\r\nhello\r\n0\r\n${values.map((value) => `${NAME}:${value}\r\n`).join('')}`, {
        'x-amz-trailer': NAME,
      });
    expect(await twice('AAAAAA==', VALUE)).toEqual([200, undefined, undefined]);
    expect((await twice(VALUE, 'AAAAAA=='))[1]).toBe('BadDigest');
  });

  it('whose trailer is no checksum at all is told so', async () => {
    const body = `5\r\nhello\r\n0\r\n${NAME}:nonsense\r\n\r\n`;
    expect(await put(body, { 'x-amz-trailer': NAME })).toEqual([
      400,
      'InvalidRequest',
      `Value for ${NAME} trailing header is invalid.`,
    ]);
  });

  it('allows no x-amz-checksum-* header beside it', async () => {
    expect(await put(WITH_TRAILER, { 'x-amz-trailer': NAME, [NAME]: VALUE })).toEqual([
      400,
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header',
    ]);
  });

  it('agrees with x-amz-sdk-checksum-algorithm, as a header does', async () => {
    const disagreeing = [400, 'InvalidRequest', 'Value for x-amz-sdk-checksum-algorithm header is invalid.'];
    const algorithm = { 'x-amz-sdk-checksum-algorithm': 'sha1' };
    expect(await put(WITH_TRAILER, { 'x-amz-trailer': NAME, ...algorithm })).toEqual(disagreeing);
    expect(await put(WITHOUT, { [NAME]: VALUE, ...algorithm })).toEqual(disagreeing);
    const agreeing = { 'x-amz-sdk-checksum-algorithm': 'crc32' };
    expect(await put(WITH_TRAILER, { 'x-amz-trailer': NAME, ...agreeing })).toEqual([
      200,
      undefined,
      undefined,
    ]);
  });
});

describe('x-amz-decoded-content-length', () => {
  it.each(['', 'abc', '12x', '-5', '5.0'])('that is no number (%j) counts as none', async (length) => {
    const [status, code] = await put(WITHOUT, { 'x-amz-decoded-content-length': length });
    expect([status, code]).toEqual([411, 'MissingContentLength']);
  });

  it.each(['4', '6', '70000'])('that is not the number of bytes (%s) is told both', async (length) => {
    expect(await put(WITHOUT, { 'x-amz-decoded-content-length': length })).toEqual([
      400,
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    ]);
  });
});
