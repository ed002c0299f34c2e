// What no decent client sends, and what the server does when it is told to stop.
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { send, sendBytes } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

describe('what is no HTTP', () => {
  it.each([
    ['a word', 'hello\r\n\r\n'],
    ['a version of the future', 'GET /b HTTP/9.9\r\n\r\n'],
    ['a TLS hello', Buffer.from('160301020001000001fc0303', 'hex')],
    ['a header without a colon', 'GET /b HTTP/1.1\r\nnonsense\r\n\r\n'],
    ['a space in a header name', 'GET /b HTTP/1.1\r\nHost: h\r\na b: c\r\n\r\n'],
    ['two lengths', 'PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and a coding',
      'PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a negative length', 'PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n'],
    ['a word for a length', 'PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: five\r\n\r\n'],
  ])('(%s) is answered 400 and cut', async (_what, bytes) => {
    const text = await sendBytes(wire, [bytes]);
    expect(text).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(text).toContain('<Code>BadRequest</Code>');
  });

  it('in too much of a header is RequestHeaderSectionTooLarge', async () => {
    const text = await sendBytes(wire, [`GET /b HTTP/1.1\r\nHost: h\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`]);
    expect(text).toContain('<Code>RequestHeaderSectionTooLarge</Code>');
  });

  it('in its own chunked coding is refused without a crash', async () => {
    await sendBytes(wire, [
      'POST /b?delete HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n',
    ]);
    expect((await send(wire, { path: '/b' })).status).toBe(200);
  });

  it.each([
    ['a coding that is none', 'xchunked\r\n\r\n0\r\n\r\n'],
    ['a chunk without a size', 'chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n'],
    ['a chunk with an endless extension', `chunked\r\n\r\n5;${'e'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`],
  ])('behind headers that are refused by themselves (%s) leaves the refusal its way', async (_what, rest) => {
    const text = await sendBytes(wire, [`PUT /b/k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: ${rest}`]);
    expect(text).toMatch(/^HTTP\/1.1 501 /);
    expect(text).toContain('<Code>NotImplemented</Code>');
  });

  it.each([
    ['more bytes than its Content-Length', ''],
    ['the same on a connection that has been used', 'GET /b HTTP/1.1\r\nHost: h\r\n\r\n'],
  ])('behind a whole request (%s) leaves that one its answer', async (_what, before) => {
    const text = await sendBytes(wire, [
      `${before}PUT /b/beyond HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nhello\r\n`,
    ]);
    expect(text.match(/HTTP\/1.1 \d+/g)?.slice(before === '' ? 0 : 1)).toEqual([
      'HTTP/1.1 200',
      'HTTP/1.1 400',
    ]);
    expect(String(wire.objects.get('b/beyond'))).toBe('hel');
  });

  it.each([
    ['two Hosts', 'GET /b HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['one Host twice', 'GET /b HTTP/1.1\r\nHost: a\r\nX: y\r\nhOST: a\r\n\r\n'],
    ['two Hosts of HTTP 1.0', 'GET /b HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['two Hosts of the control API', 'GET /_waxseal/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['two Hosts and a body', 'PUT /b/k HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 5\r\n\r\nhello'],
    ['a Host with a path', 'GET /b HTTP/1.1\r\nHost: a/b\r\n\r\n'],
    ['a Host with a space', 'GET /b HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a Host with a user', 'GET /b HTTP/1.1\r\nHost: me@a\r\n\r\n'],
    ['a Host with half a bracket', 'GET /b HTTP/1.1\r\nHost: [::1\r\n\r\n'],
    ['a Host with a word for a port', 'GET /b HTTP/1.1\r\nHost: a:http\r\n\r\n'],
    ['two Hosts in one', 'GET /b HTTP/1.1\r\nHost: a:80:80\r\n\r\n'],
    ['a Host that is no ASCII', Buffer.from('GET /b HTTP/1.1\r\nHost: \xe4\r\n\r\n', 'latin1')],
    ['an absolute target with no host', 'GET http:///b HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an absolute target with a host that is none', 'GET http://a@b/b HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('(%s) is refused by its Host, and cut (RFC 9112, 3.2)', async (_what, bytes) => {
    const text = await sendBytes(wire, [bytes]);
    expect(text).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(text.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect(text).toContain('<Code>BadRequest</Code>');
    expect(wire.objects.has('b/k')).toBe(false);
  });

  it('has no Host, though it is HTTP 1.1, and gets an empty 400, as from S3 (versitygw#1530)', async () => {
    const text = await sendBytes(wire, ['GET /b HTTP/1.1\r\n\r\n']);
    expect(text).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(text).toMatch(/\r\nconnection: close\r\n/i);
    expect(text).toMatch(/\r\n\r\n(?:0\r\n\r\n)?$/);
  });

  it.each([
    'Host:',
    'Host: [::1]:4566',
    'Host: a_b.localhost:4566',
    'host: LOCALHOST:',
    'Host: localhost.',
    'Date: x\r\nHost: h\r\nFrom: me',
  ])('is not what comes with %j', async (header) => {
    const text = await sendBytes(wire, [`GET / HTTP/1.1\r\n${header}\r\nConnection: close\r\n\r\n`]);
    expect(text).toMatch(/^HTTP\/1.1 200/);
  });

  it('(two Hosts) is refused in its turn behind a request that was good', async () => {
    const text = await sendBytes(wire, [
      'GET /b HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    ]);
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('needs no Host, as HTTP 1.0 has none', async () => {
    expect(await sendBytes(wire, ['GET /b HTTP/1.0\r\n\r\n'])).toMatch(/^HTTP\/1.1 200/);
  });
});

describe('an odd request', () => {
  it.each([
    'OPTIONS * HTTP/1.1',
    'GET ?x HTTP/1.1',
    'GET /?%00 HTTP/1.1',
    'TRACE / HTTP/1.1',
    'GET //// HTTP/1.1',
    'GET /#fragment HTTP/1.1',
    'GET http:// HTTP/1.1',
    'GET http://[::1 HTTP/1.1',
    `GET /${'a/'.repeat(5_000)} HTTP/1.1`,
    `GET /b?${'a=b&'.repeat(5_000)} HTTP/1.1`,
  ])('%# is answered, and not by a 500', async (line) => {
    const text = await sendBytes(wire, [`${line}\r\nHost: h\r\nConnection: close\r\n\r\n`]);
    expect(text).toMatch(/^HTTP\/1.1 [234]\d\d/);
  });

  it('to upgrade the connection is taken for what it is', async () => {
    const text = await sendBytes(
      wire,
      ['GET /b HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'],
      {
        until: (answer) => answer.includes('\r\n\r\n'),
      },
    );
    expect(text).toMatch(/^HTTP\/1.1 200/);
  });

  it('to connect through is cut', async () => {
    await sendBytes(wire, ['CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n']);
    expect((await send(wire, { path: '/b' })).status).toBe(200);
  });
});

describe('a client that stops halfway', () => {
  it.each([
    ['its headers', 'PUT /b/k HTTP/1.1\r\nHost: h\r\n'],
    ['a small body', 'PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc'],
    ['a large body', `PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n${'a'.repeat(70_000)}`],
    ['a document', 'POST /b?delete HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n<Delete>'],
    [
      'a form',
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nAct',
    ],
  ])('in the middle of %s is cut', async (_what, bytes) => {
    const impatient = await startWire({ stalledAfterMs: 50 });
    await sendBytes(impatient, [bytes]);
    expect(impatient.objects.size).toBe(0);
    await impatient.close();
  });
});

describe('a client that waits for us', () => {
  it('gets its answers though it has closed its own side', async () => {
    const piped = 'GET /b HTTP/1.1\r\nHost: h\r\n\r\n'.repeat(3);
    const text = await sendBytes(wire, [piped], { end: true });
    expect(text.match(/HTTP\/1.1 200/g)).toHaveLength(3);
  });

  it('is left in peace', async () => {
    const impatient = await startWire({ stalledAfterMs: 50 });
    const timedOut = once(impatient.server.server, 'timeout');
    const answer = send(impatient, {
      method: 'POST',
      headers: { 'x-amz-target': 'TrentService.Wait' },
      body: '{}',
    });
    await timedOut;
    impatient.waiting.release();
    expect((await answer).status).toBe(200);
    await impatient.close();
  });
});

describe('closing', () => {
  it('lets what is under way end, takes nothing new and leaves no socket', async () => {
    const closing = await startWire();
    const idle = connect(closing.port, '127.0.0.1');
    const idleClosed = new Promise((resolve) => idle.on('close', resolve));
    await new Promise((resolve) => idle.on('connect', resolve));
    idle.write('GET /b HTTP/1.1\r\nHost: h\r\n\r\n');
    await new Promise((resolve) => idle.once('data', resolve));

    const busy = connect(closing.port, '127.0.0.1');
    let text = '';
    busy.on('data', (chunk) => {
      text += chunk;
    });
    const busyClosed = new Promise((resolve) => busy.on('close', resolve));
    busy.write('PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n');
    await new Promise((resolve) => busy.once('data', resolve));
    const closed = closing.close();
    await idleClosed;
    busy.write(Buffer.alloc(100_000));
    await busyClosed;
    await closed;
    expect(text).toMatch(/HTTP\/1.1 200 OK/);
    expect(closing.objects.get('b/k')?.length).toBe(100_000);
  });

  it('does not wait for a client that neither sends nor leaves', async () => {
    const closing = await startWire({ closeWithinMs: 50 });
    const stuck = connect(closing.port, '127.0.0.1');
    const gone = new Promise((resolve) => stuck.on('close', resolve));
    stuck.on('error', () => {});
    stuck.write('PUT /b/k HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n\r\n');
    await new Promise((resolve) => stuck.once('data', resolve));
    await Promise.all([closing.close(), gone]);
    expect(closing.objects.size).toBe(0);
  });
});
