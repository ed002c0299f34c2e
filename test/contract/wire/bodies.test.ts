// Bodies in and out: gathered or streamed, framed, hashed, cut short, held back, never half-written.
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Body } from '../../../src/core/body.ts';
import { startWire, type Wire } from './fake-services.ts';
import { type Answer, send, sendBytes, unchecked } from './raw-http.ts';
import { chunked, sha256, signHeaders } from './signer.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());
beforeEach(() => {
  wire.seen.length = 0;
  wire.objects.clear();
});

const SMALL = Buffer.from('hello world');
const LARGE = Buffer.alloc(300_000, 'abcdefghij');
const put = (body: Uint8Array, headers: Record<string, string> = {}) =>
  send(wire, { method: 'PUT', path: '/b/k', headers, body });
const code = ({ text }: Answer) => /<Code>(.*?)<\/Code>/.exec(text)?.[1];
const received = () => wire.seen.at(-1)?.body;
const bodyGiven = () => wire.lastInput<{ Body: Body }>().Body;

describe('a body', () => {
  it('of 64 KiB or less stands in memory before the operation runs', async () => {
    for (const size of [0, 1, 65_536]) {
      await put(Buffer.alloc(size, 1));
      expect(bodyGiven().whole?.length).toBe(size);
      expect(received()?.length).toBe(size);
    }
  });

  it('of more streams', async () => {
    await put(LARGE);
    expect(bodyGiven().whole).toBeUndefined();
    expect(bodyGiven().length).toBe(LARGE.length);
    expect(received()?.equals(LARGE)).toBe(true);
  });

  it('must tell its length', async () => {
    const text = await sendBytes(wire, ['PUT /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n']);
    expect(text).toContain('HTTP/1.1 411');
    expect(text).toContain('<Code>MissingContentLength</Code>');
  });

  it('must not come in chunks of unknown length', async () => {
    const text = await sendBytes(wire, [
      'PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    ]);
    expect(text).toContain('HTTP/1.1 501');
    expect(text).toContain('A header you provided implies functionality that is not implemented.');
    expect(text).toContain('<Header>Transfer-Encoding</Header>');
  });

  it('comes in spite of an expectation that nobody knows', async () => {
    const text = await sendBytes(wire, [
      'PUT /b/k HTTP/1.1\r\nHost: h\r\nExpect: 200\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
    ]);
    expect(text).toContain('HTTP/1.1 200');
  });

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('whose hash is announced must match it (%s)', async (_size, body) => {
    expect((await put(body, { 'x-amz-content-sha256': sha256(body) })).status).toBe(200);
    wire.objects.clear();
    const answer = await put(body, { 'x-amz-content-sha256': sha256('other') });
    expect([answer.status, code(answer)]).toEqual([400, 'XAmzContentSHA256Mismatch']);
    expect(answer.text).toContain(
      `<ClientComputedContentSHA256>${sha256('other')}</ClientComputedContentSHA256>`,
    );
    expect(answer.text).toContain(`<S3ComputedContentSHA256>${sha256(body)}</S3ComputedContentSHA256>`);
    expect(wire.objects.size).toBe(0);
  });

  it.each(['STREAMING-NONSENSE', 'abc', sha256('').toUpperCase()])('refuses %s for a hash', async (hash) => {
    const answer = await put(SMALL, { 'x-amz-content-sha256': hash });
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument']);
  });

  it.each([10, 200_000])('that the client abandons after %i bytes leaves nothing', async (sent) => {
    await sendBytes(
      wire,
      [`PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n`, Buffer.alloc(sent)],
      { end: true },
    );
    expect(wire.objects.size).toBe(0);
    expect((await put(SMALL)).status).toBe(200);
  });

  it('that nobody reads does not keep the answer', async () => {
    const answer = await send(wire, { method: 'GET', path: '/b/absent', body: LARGE });
    expect(answer.status).toBe(404);
  });

  it('is asked for where the client holds it back, and not where the request is refused', async () => {
    const request = (path: string) =>
      `PUT ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    const accepted = await new Promise<string>((resolve) => {
      const socket = connect(wire.port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
        if (text.endsWith('100 Continue\r\n\r\n')) socket.write('hello');
      });
      socket.on('close', () => resolve(text));
      socket.write(request('/b/k'));
    });
    expect(accepted).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK/);
    expect(received()?.toString()).toBe('hello');
    const refused = await sendBytes(wire, [request('/b/%zz').replace('Connection: close\r\n', '')]);
    expect(refused).toMatch(/^HTTP\/1.1 400/);
    expect(refused).toMatch(/connection: close/i);
  });
});

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
    expect(wire.last()?.input).not.toHaveProperty('ContentEncoding');
  });

  it('has small chunks at its end alone', async () => {
    const chunks = [LARGE.subarray(0, 8_192), LARGE.subarray(8_192, 10_000), LARGE.subarray(10_000)];
    const answer = await framed(chunked({ chunks }), LARGE.length);
    expect([answer.status, code(answer)]).toEqual([403, 'InvalidChunkSizeError']);
    expect(answer.text).toContain('<Chunk>3</Chunk><BadChunkSize>1808</BadChunkSize>');
  });

  it('may hold nothing', async () => {
    expect((await framed(chunked({ chunks: [] }), 0)).status).toBe(200);
    expect(received()?.length).toBe(0);
  });

  it('may come without an outer length', async () => {
    const frame = chunked({ chunks: [SMALL] });
    const text = await sendBytes(wire, [
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
    ['no line end at the end', Buffer.from('b\r\nhello world\r\n0\r\n'), 11, 'IncompleteBody'],
    ['something behind the end', Buffer.from('b\r\nhello world\r\n0\r\n\r\nmore'), 11, 'IncompleteBody'],
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
    expect(wire.objects.size).toBe(0);
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

  it('that breaks off behind its trailer is incomplete', async () => {
    const body = Buffer.from('b\r\nhello world\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n');
    const answer = await framed(body, 11, { 'x-amz-trailer': 'x-amz-checksum-crc32' });
    expect([answer.status, code(answer)]).toEqual([400, 'IncompleteBody']);
  });

  it('without the trailer it announced is refused', async () => {
    const answer = await framed(chunked({ chunks: [SMALL] }), 11, {
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    expect(code(answer)).toBe('MalformedTrailerError');
  });
});

describe.each([
  ['', 'AWS4-HMAC-SHA256', {}],
  [', by key pairs', 'AWS4-ECDSA-P256-SHA256', { regionSet: '*' }],
] as const)('signed chunks%s', (_how, algorithm, version) => {
  const signer = { accessKeyId: 'test', secret: 'test', service: 's3', ...version };
  const signed = (
    body: Buffer,
    options: { trailers?: Record<string, string>; tamper?: (frame: Buffer) => Buffer } = {},
  ) => {
    const { trailers, tamper = (frame) => frame } = options;
    const signing = signHeaders(signer, {
      method: 'PUT',
      host: `127.0.0.1:${wire.port}`,
      path: '/b/k',
      payloadHash: `STREAMING-${algorithm}-PAYLOAD${trailers ? '-TRAILER' : ''}`,
      headers: {
        'x-amz-decoded-content-length': String(body.length),
        ...(trailers && { 'x-amz-trailer': Object.keys(trailers).join(',') }),
      },
    });
    const chunks = [body.subarray(0, 70_000), body.subarray(70_000)].filter((chunk) => chunk.length > 0);
    const frame = chunked({ chunks, ...(trailers && { trailers }), signing });
    return put(tamper(frame), signing.headers);
  };
  const flip = (at: number) => (frame: Buffer) => {
    const copy = Buffer.from(frame);
    copy[at] = (copy[at] ?? 0) ^ 1;
    return copy;
  };

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('are accepted, with and without trailers (%s)', async (_size, body) => {
    expect((await signed(body)).status).toBe(200);
    expect(received()?.equals(body)).toBe(true);
    expect((await signed(body, { trailers: { 'x-amz-checksum-sha1': 'AAAAAA==' } })).status).toBe(200);
    expect(bodyGiven().trailers).toEqual({ 'x-amz-checksum-sha1': 'AAAAAA==' });
  });

  it.each([
    ['a byte of the payload', (frame: Buffer) => flip(frame.indexOf(SMALL))(frame), SMALL],
    ['a byte of the payload', flip(50_000), LARGE],
    ['a byte of the second chunk', flip(100_000), LARGE],
    ['the last signature', (frame: Buffer) => flip(frame.length - 8)(frame), LARGE],
  ])('are refused once %s was changed', async (_what, tamper, body) => {
    const answer = await signed(body, { tamper });
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(wire.objects.size).toBe(0);
  });

  it('are refused once a trailer was changed', async () => {
    const answer = await signed(SMALL, {
      trailers: { 'x-amz-checksum-sha1': 'AAAAAA==' },
      tamper: (frame) => Buffer.from(frame.toString('latin1').replace('AAAAAA==', 'AAAAAB=='), 'latin1'),
    });
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('must carry their signatures', async () => {
    const answer = await signed(SMALL, { tamper: () => chunked({ chunks: [SMALL] }) });
    expect([answer.status, code(answer)]).toEqual([400, 'IncompleteBody']);
  });

  it('of a key whose secret nobody can guess are taken as they are', async () => {
    const body = chunked({
      chunks: [SMALL],
      signing: { algorithm, key: Buffer.alloc(32, 1), date: 'd', scope: 's', signature: 'seed' },
    });
    const answer = await put(body, {
      authorization: unchecked('s3', 'AKIAUNKNOWN'),
      'x-amz-content-sha256': `STREAMING-${algorithm}-PAYLOAD`,
      'x-amz-decoded-content-length': String(SMALL.length),
    });
    expect(answer.status).toBe(200);
  });
});

describe('an answer', () => {
  it('in memory and streaming is whole and has its length', async () => {
    for (const body of [SMALL, LARGE, Buffer.alloc(0)]) {
      await put(body);
      const answer = await send(wire, { path: '/b/k' });
      expect(answer.headers['content-length']).toBe(String(body.length));
      expect(answer.bytes.equals(body)).toBe(true);
      const head = await send(wire, { method: 'HEAD', path: '/b/k' });
      expect([head.headers['content-length'], head.bytes.length]).toEqual([String(body.length), 0]);
    }
  });

  it('waits for a slow reader and stops when the reader is gone', async () => {
    await sendBytes(wire, ['GET /b/endless HTTP/1.1\r\nHost: h\r\n\r\n'], {
      until: (text) => text.length > 200_000,
    });
    await expect.poll(() => wire.pulled.returned).toBe(true);
    expect(wire.pulled.chunks).toBeLessThan(1_000);
  });

  it('that breaks cuts the connection, so that nobody takes it for complete', async () => {
    await expect(send(wire, { path: '/b/breaks' })).rejects.toThrow();
    expect(wire.logged.at(-1)).toMatchObject({
      err: expect.objectContaining({ message: 'the disk is gone' }),
    });
  });

  it('leaves the connection to the next request', async () => {
    await put(LARGE);
    const get = 'GET /b/k HTTP/1.1\r\nHost: h\r\n';
    const text = await sendBytes(wire, [`${get}\r\n${get}Connection: close\r\n\r\n`]);
    expect(text.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
  });
});
