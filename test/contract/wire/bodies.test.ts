// Bodies in and out: gathered or streamed, hashed, cut short, held back, never half-written.
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../support/signer.ts';
import { bodySuite, LARGE, SMALL } from './body-suite.ts';
import { code, send, sendBytes } from './raw-http.ts';

const on = bodySuite();
const { put, received, bodyGiven } = on;

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
    const text = await sendBytes(on.wire, ['PUT /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n']);
    expect(text).toContain('HTTP/1.1 411');
    expect(text).toContain('<Code>MissingContentLength</Code>');
  });

  it('must not come in chunks of unknown length', async () => {
    const text = await sendBytes(on.wire, [
      'PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    ]);
    expect(text).toContain('HTTP/1.1 501');
    expect(text).toContain('A header you provided implies functionality that is not implemented.');
    expect(text).toContain('<Header>Transfer-Encoding</Header>');
  });

  it('comes in spite of an expectation that nobody knows', async () => {
    const text = await sendBytes(on.wire, [
      'PUT /b/k HTTP/1.1\r\nHost: h\r\nExpect: 200\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc',
    ]);
    expect(text).toContain('HTTP/1.1 200');
  });

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('whose hash is announced must match it (%s)', async (_size, body) => {
    expect((await put(body, { 'x-amz-content-sha256': sha256(body) })).status).toBe(200);
    on.wire.objects.clear();
    const answer = await put(body, { 'x-amz-content-sha256': sha256('other') });
    expect([answer.status, code(answer)]).toEqual([400, 'XAmzContentSHA256Mismatch']);
    expect(answer.text).toContain(
      `<ClientComputedContentSHA256>${sha256('other')}</ClientComputedContentSHA256>`,
    );
    expect(answer.text).toContain(`<S3ComputedContentSHA256>${sha256(body)}</S3ComputedContentSHA256>`);
    expect(on.wire.objects.size).toBe(0);
  });

  it.each(['STREAMING-NONSENSE', 'abc'])('refuses %s for a hash', async (hash) => {
    const answer = await put(SMALL, { 'x-amz-content-sha256': hash });
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument']);
  });

  it.each([10, 200_000])('that the client abandons after %i bytes leaves nothing', async (sent) => {
    await sendBytes(
      on.wire,
      [`PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n`, Buffer.alloc(sent)],
      { end: true },
    );
    expect(on.wire.objects.size).toBe(0);
    expect((await put(SMALL)).status).toBe(200);
  });

  it('that nobody reads does not keep the answer', async () => {
    const answer = await send(on.wire, { method: 'GET', path: '/b/absent', body: LARGE });
    expect(answer.status).toBe(404);
  });

  it('is asked for where the client holds it back, and not where the request is refused', async () => {
    const request = (path: string) =>
      `PUT ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`;
    const accepted = await new Promise<string>((resolve) => {
      const socket = connect(on.wire.port, '127.0.0.1');
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
    const refused = await sendBytes(on.wire, [request('/b/%zz').replace('Connection: close\r\n', '')]);
    expect(refused).toMatch(/^HTTP\/1.1 400/);
    expect(refused).toMatch(/connection: close/i);
  });
});

describe('an answer', () => {
  it('in memory and streaming is whole and has its length', async () => {
    for (const body of [SMALL, LARGE, Buffer.alloc(0)]) {
      await put(body);
      const answer = await send(on.wire, { path: '/b/k' });
      expect(answer.headers['content-length']).toBe(String(body.length));
      expect(answer.bytes.equals(body)).toBe(true);
      const head = await send(on.wire, { method: 'HEAD', path: '/b/k' });
      expect([head.headers['content-length'], head.bytes.length]).toEqual([String(body.length), 0]);
    }
  });

  it('waits for a slow reader and stops when the reader is gone', async () => {
    await sendBytes(on.wire, ['GET /b/endless HTTP/1.1\r\nHost: h\r\n\r\n'], {
      until: (text) => text.length > 200_000,
    });
    await expect.poll(() => on.wire.pulled.returned).toBe(true);
    expect(on.wire.pulled.chunks).toBeLessThan(1_000);
  });

  it('that breaks cuts the connection, so that nobody takes it for complete', async () => {
    await expect(send(on.wire, { path: '/b/breaks' })).rejects.toThrow();
    expect(on.wire.logged.at(-1)).toMatchObject({
      err: expect.objectContaining({ message: 'the disk is gone' }),
    });
  });

  it('leaves the connection to the next request', async () => {
    await put(LARGE);
    const get = 'GET /b/k HTTP/1.1\r\nHost: h\r\n';
    const text = await sendBytes(on.wire, [`${get}\r\n${get}Connection: close\r\n\r\n`]);
    expect(text.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
  });
});
