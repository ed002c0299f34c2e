// rest-xml headers both ways: what is bound to a member, what the transfer alone meant, what must not go out as it is.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { type RawRequest, send } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const put = (path: string, headers: RawRequest['headers'] = {}) =>
  send(wire, { method: 'PUT', path, headers, body: 'x' });

describe('headers', () => {
  it('come in as they are bound', async () => {
    await put('/b/k', {
      'content-type': 'not a media type',
      'content-encoding': 'gzip',
      expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
      'if-modified-since': 'whenever',
      'x-amz-meta-Name': 'value',
      'x-amz-meta-__proto__': 'p',
      'x-amz-meta-empty': '',
      'x-amz-meta-utf8': Buffer.from('grün', 'utf8').toString('latin1'),
    });
    expect(wire.last()?.input).toMatchObject({
      ContentType: 'not a media type',
      ContentEncoding: 'gzip',
      Expires: new Date('2026-10-21T07:28:00Z'),
    });
    const { Metadata, IfModifiedSince } = wire.lastInput<Record<string, object>>();
    expect(Object.entries(Metadata ?? {})).toEqual([
      ['name', 'value'],
      ['__proto__', 'p'],
      ['empty', ''],
      ['utf8', 'grün'],
    ]);
    expect(IfModifiedSince).toBeUndefined();
  });

  it('go out safely', async () => {
    await put('/b/out');
    const answer = await send(wire, { path: '/b/out' });
    expect(answer.headers).toMatchObject({
      etag: '"e"',
      'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
      'content-length': '1',
      'x-amz-meta-plain': expect.stringContaining('bel  x'),
    });
  });
});
