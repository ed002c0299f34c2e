// Who calls by a URL: presigned, by Signature Version 4 and, where S3 still takes it, 2.
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { presign, type Signer, signHeaders } from '../../support/signer.ts';
import { startWire, type Wire } from './fake-services.ts';
import { KNOWN, SESSION, startWireWithKeys } from './known-keys.ts';
import { code, message, send, unchecked } from './raw-http.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWireWithKeys();
});
afterAll(() => wire.close());
afterEach(() => wire.clock.reset());

const host = () => `127.0.0.1:${wire.port}`;

describe('a presigned URL', () => {
  const url = (signer: Partial<Signer> = {}, expires: number | string = 900, method = 'GET') =>
    presign({ ...KNOWN, service: 's3', ...signer }, { method, host: host(), path: '/b/k' }, expires);
  const get = (path: string) => send(wire, { path });

  it('of a known key is verified', async () => {
    wire.objects.set('b/k', Buffer.from('x'));
    expect((await get(url())).status).toBe(200);
    expect(wire.last()?.call).toMatchObject({
      principal: { type: 'user' },
      signature: { version: 'AWS4-HMAC-SHA256', type: 'REST-QUERY-STRING', age: expect.any(Number) },
    });
    expect((await get(url(SESSION))).status).toBe(200);
    const tampered = await get(url().replace('/b/k?', '/b/other?'));
    expect([tampered.status, code(tampered)]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(code(await get(`${url()}&versionId=1`))).toBe('SignatureDoesNotMatch');
    expect(code(await get(url({}, 900, 'PUT')))).toBe('SignatureDoesNotMatch');
  });

  it('expires on the injected clock', async () => {
    for (const signer of [KNOWN, { accessKeyId: 'nobody', secret: 'x' }]) {
      const path = url(signer, 60);
      wire.clock.advance(61_000);
      const answer = await get(path);
      expect([answer.status, code(answer), message(answer)]).toEqual([
        403,
        'AccessDenied',
        'Request has expired',
      ]);
      expect(answer.text).toMatch(
        /<X-Amz-Expires>60<\/X-Amz-Expires><Expires>\S+Z<\/Expires><ServerTime>\S+Z<\/ServerTime>/,
      );
      wire.clock.reset();
    }
    const early = await get(url({ ...KNOWN, time: Date.now() + 3_600_000 }));
    expect([early.status, message(early)]).toEqual([403, 'Request is not yet valid']);
  });

  it.each(['604801', '-1', 'soon', '1e9'])('may not expire after %s', async (expires) => {
    const answer = await get(url({}, expires));
    expect([answer.status, code(answer)]).toEqual([400, 'AuthorizationQueryParametersError']);
  });

  it.each([
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-Date',
    'X-Amz-SignedHeaders',
    'X-Amz-Algorithm',
    'X-Amz-Expires',
  ])('needs its %s', async (name) => {
    const answer = await get(url().replace(new RegExp(`${name}=[^&]*&?`), ''));
    expect([answer.status, code(answer)]).toEqual([400, 'AuthorizationQueryParametersError']);
  });

  it.each([
    ['X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Algorithm=MD5'],
    ['aws4_request', 'aws5_request'],
    [/X-Amz-Signature=.*/, 'X-Amz-Signature=xyz'],
    [/X-Amz-Date=[^&]*/, 'X-Amz-Date=today'],
  ])('with another %s is refused', async (from, to) => {
    const answer = await get(url().replace(from, to));
    expect([answer.status, code(answer)]).toEqual([400, 'AuthorizationQueryParametersError']);
  });

  it('is the only way to say who calls', async () => {
    const answer = await send(wire, { path: url(), headers: { authorization: unchecked('s3') } });
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument']);
    expect(message(answer)).toMatch(/^Only one auth mechanism allowed/);
  });

  it('of an unknown key is held to the secret it was seen to sign with', async () => {
    const fresh = await startWire();
    fresh.objects.set('b/k', Buffer.from('x'));
    fresh.objects.set('b/other', Buffer.from('x'));
    const target = `127.0.0.1:${fresh.port}`;
    const signer = { accessKeyId: 'test', secret: 'test', service: 's3' };
    const path = presign(signer, { method: 'GET', host: target, path: '/b/k' });
    const tampered = path.replace('/b/k?', '/b/other?');
    expect((await send(fresh, { path: tampered })).status, 'nothing is known of the key yet').toBe(200);
    const { headers } = signHeaders(signer, { method: 'GET', host: target, path: '/b' });
    expect((await send(fresh, { path: '/b', headers })).status).toBe(200);
    const refused = await send(fresh, { path: tampered });
    expect([refused.status, code(refused)]).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await send(fresh, { path })).status).toBe(200);
    expect(
      (await send(fresh, { path: '/b', headers: { authorization: unchecked('s3', 'test') } })).status,
    ).toBe(200);
    await fresh.close();
  });

  it('teaches the secret itself when it fits', async () => {
    const fresh = await startWire();
    fresh.objects.set('b/k', Buffer.from('x'));
    const target = `127.0.0.1:${fresh.port}`;
    const path = presign(
      { accessKeyId: 'self', secret: 'self', service: 's3' },
      { method: 'GET', host: target, path: '/b/k' },
    );
    expect((await send(fresh, { path })).status).toBe(200);
    expect((await send(fresh, { path: path.replace('/b/k?', '/b/j?') })).status).toBe(403);
    await fresh.close();
  });

  it('works for the Query services too', async () => {
    const path = presign(
      { ...KNOWN, service: 'ses' },
      {
        method: 'GET',
        host: host(),
        path: '/',
        query: { Action: 'Delete', SetName: 'x', Version: '2010-12-01' },
        payloadHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      },
    );
    expect((await get(path)).status).toBe(200);
    expect(code(await get(path.replace('SetName=x', 'SetName=y')))).toBe('SignatureDoesNotMatch');
  });
});

describe('Signature Version 2', () => {
  const sign2 = (text: string, secret = KNOWN.secret) =>
    createHmac('sha1', secret).update(text).digest('base64');
  const date = new Date().toUTCString();
  const header = (signature: string, accessKeyId = 'AKIAKNOWN') => ({
    date,
    authorization: `AWS ${accessKeyId}:${signature}`,
  });
  const text = `GET\n\n\n${date}\n/b?acl`;

  it('of a known key is verified', async () => {
    expect((await send(wire, { path: '/b?acl', headers: header(sign2(text)) })).status).toBe(200);
    const answer = await send(wire, { path: '/b?acl', headers: header(sign2('other')) });
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('of an unknown key is taken', async () => {
    expect((await send(wire, { path: '/b', headers: header('x', 'nobody') })).status).toBe(200);
    expect(wire.last()?.call).toMatchObject({
      principal: { type: 'root' },
      signature: { version: 'AWS', type: 'REST-HEADER' },
    });
  });

  it('in a URL expires', async () => {
    const path = (expires: number | string, signature = 'x', accessKeyId = 'nobody') =>
      `/b?AWSAccessKeyId=${accessKeyId}&Expires=${expires}&Signature=${encodeURIComponent(signature)}`;
    const soon = Math.floor(Date.now() / 1000) + 60;
    expect((await send(wire, { path: path(soon) })).status).toBe(200);
    expect((await send(wire, { path: path(soon, sign2(`GET\n\n\n${soon}\n/b`), 'AKIAKNOWN') })).status).toBe(
      200,
    );
    expect(code(await send(wire, { path: path(soon, 'x', 'AKIAKNOWN') }))).toBe('SignatureDoesNotMatch');
    const late = await send(wire, { path: path(soon - 120) });
    expect([late.status, message(late)]).toEqual([403, 'Request has expired']);
    expect((await send(wire, { path: path('soon') })).status).toBe(400);
  });
});
