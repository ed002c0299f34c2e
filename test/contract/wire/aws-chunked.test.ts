// aws-chunked: the frames taken off, their trailers shown, and every way in which they can be wrong.
import { describe, expect, it } from 'vitest';
import { chunked } from '../../support/signer.ts';
import { bodySuite, LARGE, SMALL } from './body-suite.ts';
import { code, message, sendBytes } from './raw-http.ts';

const on = bodySuite();
const { put, received, bodyGiven } = on;

describe('aws-chunked', () => {
  const framed = (body: Uint8Array, length: number, headers: Record<string, string> = {}) =>
    put(body, {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'content-encoding': 'aws-chunked',
      'x-amz-decoded-content-length': String(length),
      ...headers,
    });
  const TRAILER = { 'x-amz-checksum-crc32': 'AAAAAA==' };

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('is taken off, its trailers shown (%s)', async (_size, body) => {
    const chunks = [body.subarray(0, 8_192), body.subarray(8_192, 100_000), body.subarray(100_000)].filter(
      (c) => c.length > 0,
    );
    const answer = await framed(chunked({ chunks, trailers: TRAILER }), body.length, {
      'x-amz-trailer': 'X-Amz-Checksum-Crc32',
    });
    expect(answer.status).toBe(200);
    expect(received()?.equals(body)).toBe(true);
    expect(bodyGiven().length).toBe(body.length);
    expect(bodyGiven().trailers).toEqual(TRAILER);
    expect(on.wire.last()?.input).not.toHaveProperty('ContentEncoding');
  });

  it('has small chunks at its end alone', async () => {
    const chunks = [LARGE.subarray(0, 8_192), LARGE.subarray(8_192, 10_000), LARGE.subarray(10_000)];
    const answer = await framed(chunked({ chunks }), LARGE.length);
    expect([answer.status, code(answer)]).toEqual([403, 'InvalidChunkSizeError']);
    expect(answer.text).toContain('<Chunk>3</Chunk><BadChunkSize>1808</BadChunkSize>');
  });

  it.each([
    ['aws-chunked,gzip', 'gzip'],
    ['gzip,aws-chunked', 'gzip'],
    ['foo, aws-chunked, bar', 'foo, bar'],
  ])('is no encoding of the object: of %s stays %s', async (encoding, kept) => {
    const answer = await framed(chunked({ chunks: [SMALL] }), 11, { 'content-encoding': encoding });
    expect(answer.status).toBe(200);
    expect(on.wire.last()?.input).toMatchObject({ ContentEncoding: kept });
  });

  it('is an encoding of the object where the body is not framed', async () => {
    expect((await put(SMALL, { 'content-encoding': 'aws-chunked' })).status).toBe(200);
    expect(on.wire.last()?.input).toMatchObject({ ContentEncoding: 'aws-chunked' });
  });

  it('may hold nothing', async () => {
    expect((await framed(chunked({ chunks: [] }), 0)).status).toBe(200);
    expect(received()?.length).toBe(0);
  });

  it('may come without an outer length', async () => {
    const frame = chunked({ chunks: [SMALL] });
    const text = await sendBytes(on.wire, [
      'PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n' +
        `X-Amz-Decoded-Content-Length: ${SMALL.length}\r\n\r\n${frame.length.toString(16)}\r\n`,
      frame,
      '\r\n0\r\n\r\n',
    ]);
    expect(text).toContain('HTTP/1.1 200');
    expect(received()?.equals(SMALL)).toBe(true);
  });

  it('must tell the decoded length', async () => {
    const answer = await put(chunked({ chunks: [SMALL] }), {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    });
    expect([answer.status, code(answer)]).toEqual([411, 'MissingContentLength']);
  });

  it.each([
    ['more than promised', chunked({ chunks: [SMALL] }), 5, 'IncompleteBody'],
    ['less than promised', chunked({ chunks: [SMALL] }), 50, 'IncompleteBody'],
    ['less than promised, streaming', chunked({ chunks: [LARGE] }), LARGE.length + 1, 'IncompleteBody'],
    ['no last chunk', Buffer.from('b\r\nhello world\r\n'), 11, 'IncompleteBody'],
    ['half a chunk', Buffer.from('b\r\nhello'), 11, 'IncompleteBody'],
    ['no size', Buffer.from('hello world'), 11, 'IncompleteBody'],
    // Whatever is wrong with the framing, S3 calls it incomplete (versitygw's probes: versitygw#1666, #1685).
    ['a word for a size', Buffer.from('xyz\r\nhello world\r\n0\r\n\r\n'), 11, 'IncompleteBody'],
    ['a negative size', Buffer.from('-1\r\nhello world\r\n0\r\n\r\n'), 11, 'IncompleteBody'],
    ['a size in another notation', Buffer.from('0xb\r\nhello world\r\n0\r\n\r\n'), 11, 'IncompleteBody'],
    ['a size beyond numbers', Buffer.from('ffffffffffffffffffff\r\nhello'), 11, 'IncompleteBody'],
    ['an extension', Buffer.from('b;name=value\r\nhello world\r\n0\r\n\r\n'), 11, 'IncompleteBody'],
    ['a header without end', Buffer.alloc(100_000, '0'), 11, 'IncompleteBody'],
    ['a bare line feed after a size', Buffer.from('b\nhello world\r\n0\r\n\r\n'), 11, 'IncompleteBody'],
    ['a bare line feed after a chunk', Buffer.from('b\r\nhello world\n0\r\n\r\n'), 11, 'IncompleteBody'],
    [
      'a bare line feed after the last size',
      Buffer.from('b\r\nhello world\r\n0\n\r\n'),
      11,
      'IncompleteBody',
    ],
    ['no line end after a chunk', Buffer.from('b\r\nhello worldxx0\r\n\r\n'), 11, 'IncompleteBody'],
    ['half a line at the end', Buffer.from('b\r\nhello world\r\n0\r\n\r'), 11, 'IncompleteBody'],
    [
      'a bare line feed at the end',
      Buffer.from('b\r\nhello world\r\n0\r\nx-amz-checksum-crc32: AAAAAA==\n'),
      11,
      'IncompleteBody',
    ],
    ['no line end behind the last size', Buffer.from('b\r\nhello world\r\n0'), 11, 'IncompleteBody'],
    [
      'a trailer nobody announced',
      chunked({ chunks: [SMALL], trailers: TRAILER }),
      11,
      'MalformedTrailerError',
    ],
    [
      'a trailer without a colon',
      Buffer.from('b\r\nhello world\r\n0\r\nnonsense\r\n\r\n'),
      11,
      'MalformedTrailerError',
    ],
  ])('with %s is refused', async (_what, body, length, expected) => {
    const answer = await framed(body, length);
    expect([answer.status, code(answer)]).toEqual([400, expected]);
    expect(on.wire.objects.size).toBe(0);
  });

  it('may write its sizes with leading zeros', async () => {
    const answer = await framed(Buffer.from(`${'0'.repeat(15)}B\r\nhello world\r\n00\r\n\r\n`), 11);
    expect([answer.status, received()?.toString()]).toEqual([200, 'hello world']);
  });

  it.each([
    ['more', 5],
    ['less', 50],
  ])('with %s bytes than promised tells both numbers', async (_what, promised) => {
    const { text } = await framed(chunked({ chunks: [SMALL] }), promised);
    expect(text).toContain(
      '<Message>You did not provide the number of bytes specified by the Content-Length HTTP header</Message>',
    );
    expect(text).toContain(
      `<NumberBytesExpected>${promised}</NumberBytesExpected><NumberBytesProvided>11</NumberBytesProvided>`,
    );
  });

  it('may end the line of a trailer in a bare line feed, as the documentation has it', async () => {
    const body = Buffer.from('b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\n\r\n\r\n');
    const answer = await framed(body, 11, { 'x-amz-trailer': 'x-amz-checksum-crc32' });
    expect(answer.status).toBe(200);
    expect(bodyGiven().trailers).toEqual(TRAILER);
  });

  // OpenStack Swift's test/s3api, which runs against AWS too.
  it.each([
    ['the last size', '', {}],
    ['an empty line', '\r\nmore: lines\r\n\xff', {}],
    ['a trailer', 'x-amz-checksum-crc32: AAAAAA==\r\n', TRAILER],
    ['a trailer and an empty line', 'x-amz-checksum-crc32: AAAAAA==\r\n\r\nmore: lines\r\n\xff', TRAILER],
    [
      'the second of two trailers of one name',
      'x-amz-checksum-crc32: BBBBBB==\r\nx-amz-checksum-crc32: AAAAAA==\r\n',
      TRAILER,
    ],
  ])('is at its end behind %s', async (_what, end, trailers) => {
    const body = Buffer.from(`b\r\nhello world\r\n0\r\n${end}`, 'latin1');
    const answer = await framed(body, 11, { 'x-amz-trailer': Object.keys(trailers).join() });
    expect([answer.status, received()?.toString()]).toEqual([200, 'hello world']);
    expect(bodyGiven().trailers).toEqual(trailers);
  });

  it('that ends in its midst has fewer bytes than were promised', async () => {
    const answer = await framed(Buffer.from('5\r\nhello\r\n0\r\n\r\n6\r\n world\r\n0\r\n\r\n'), 11);
    expect([answer.status, code(answer)]).toEqual([400, 'IncompleteBody']);
    expect(answer.text).toContain('<NumberBytesProvided>5</NumberBytesProvided>');
  });

  it.each(['x-amz-checksum-crc32,', 'x-amz-checksum-crc32,,', 'x-amz-checksum-crc32, '])(
    'may announce its trailer with commas behind it: %j',
    async (announced) => {
      const answer = await framed(chunked({ chunks: [SMALL], trailers: TRAILER }), 11, {
        'x-amz-trailer': announced,
      });
      expect(answer.status).toBe(200);
      expect(bodyGiven().trailers).toEqual(TRAILER);
    },
  );

  it.each([
    [',x-amz-checksum-crc32', 'The value specified in the x-amz-trailer header is not supported'],
    ['x-amz-checksum-crc32, ,', 'The value specified in the x-amz-trailer header is not supported'],
    [
      'x-amz-checksum-crc32, x-amz-checksum-sha256',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ],
  ])('announces one trailer, and no %j', async (announced, words) => {
    const answer = await framed(chunked({ chunks: [SMALL], trailers: TRAILER }), 11, {
      'x-amz-trailer': announced,
    });
    expect([answer.status, code(answer), message(answer)]).toEqual([400, 'InvalidRequest', words]);
  });

  it('has no trailer behind an empty line', async () => {
    const body = Buffer.from('b\r\nhello world\r\n0\r\n\r\nx-amz-checksum-crc32: AAAAAA==\r\n');
    const answer = await framed(body, 11, { 'x-amz-trailer': 'x-amz-checksum-crc32' });
    expect([answer.status, code(answer)]).toEqual([400, 'MalformedTrailerError']);
  });

  it('without the trailer it announced is refused', async () => {
    const answer = await framed(chunked({ chunks: [SMALL] }), 11, {
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    expect(code(answer)).toBe('MalformedTrailerError');
  });
});
