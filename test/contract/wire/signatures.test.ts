// Signature Version 4 in the Authorization header, by a key that IAM knows, and each protocol's word for a refusal.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signHeaders } from '../../support/signer.ts';
import type { Wire } from './fake-services.ts';
import { KNOWN, SESSION, startWireWithKeys } from './known-keys.ts';
import { type Answer, code, message, send } from './raw-http.ts';
import { type Change, signedCalls } from './signed-calls.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWireWithKeys();
});
afterAll(() => wire.close());
afterEach(() => wire.clock.reset());

const host = () => `127.0.0.1:${wire.port}`;
const { signed, kms, ses, s3 } = signedCalls(() => wire);

describe('a key that IAM knows', () => {
  it('is its principal when the signature holds', async () => {
    for (const call of [kms, ses, s3] as const) {
      expect((await call(KNOWN)).status).toBe(200);
      expect((await call(SESSION)).status).toBe(200);
    }
    await kms(SESSION);
    expect(wire.last()?.call).toMatchObject({
      principal: { type: 'role', roleName: 'r' },
      account: '111122223333',
    });
  });

  it.each(['/b/a b', '/b/a+b', "/b/!'()*~._-", '/b/a//b/../c', '/b/é', '/b/%', '/b/a=b&c;d:e@f,g$h'])(
    'signs the path %s however it is escaped',
    async (path) => {
      const encoded = path
        .split('/')
        .map((part) =>
          encodeURIComponent(part).replace(
            /[!'()*]/g,
            (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
          ),
        )
        .join('/');
      expect((await signed(KNOWN, { method: 'PUT', path: encoded })).status).toBe(200);
      const { target, headers } = signHeaders(
        { ...KNOWN, service: 's3' },
        { method: 'PUT', host: host(), path: encoded },
      );
      const lazily = target
        .replaceAll('%3D', '=')
        .replaceAll('%26', '&')
        .replaceAll('%40', '@')
        .replaceAll('%7E', '~');
      expect((await send(wire, { method: 'PUT', path: lazily, headers })).status).toBe(200);
    },
  );

  it('signs query parameters in whatever order and spelling', async () => {
    const query = { prefix: 'a b+c/é', 'max-keys': '3', marker: '' };
    expect((await signed(KNOWN, { path: '/b', query })).status).toBe(200);
    const { headers } = signHeaders(
      { ...KNOWN, service: 's3' },
      { method: 'GET', host: host(), path: '/b', query },
    );
    const answer = await send(wire, { path: '/b?prefix=a+b%2Bc/%C3%A9&marker&max-keys=3', headers });
    expect(answer.status).toBe(200);
  });

  it('signs headers with spaces, twice the same, and UTF-8 as bytes', async () => {
    expect((await signed(KNOWN, { path: '/b', headers: { 'x-amz-meta-a': '  a   b  ' } })).status).toBe(200);
    const answer = await signed(
      KNOWN,
      { path: '/b', headers: { 'x-amz-meta-a': 'one,two' } },
      ({ headers }) => {
        (headers as Record<string, unknown>)['x-amz-meta-a'] = ['one', 'two'];
      },
    );
    expect(answer.status).toBe(200);
  });

  it.each<[string, Change]>([
    [
      'the signature',
      ({ headers }) =>
        (headers.authorization = headers.authorization.replace(/.$/, (c) => (c === '0' ? '1' : '0'))),
    ],
    [
      'a signed header',
      ({ headers }) =>
        (headers['x-amz-date'] =
          headers['x-amz-date']?.replace(/\dZ$/, (d) => (d === '0Z' ? '1Z' : '0Z')) ?? ''),
    ],
    [
      'the region',
      ({ headers }) => (headers.authorization = headers.authorization.replace('us-east-1', 'eu-west-1')),
    ],
    ['the host', ({ headers }) => (headers.host = 'elsewhere')],
    [
      'the list of headers',
      ({ headers }) => (headers.authorization = headers.authorization.replace('host;', '')),
    ],
  ])('is refused once %s was changed', async (_what, change) => {
    const answers = [
      await kms(KNOWN, '{}', change),
      await ses(KNOWN, 'Action=Delete&SetName=x', change),
      await s3(KNOWN, change),
    ];
    expect(answers.map((answer) => [answer.status, code(answer)])).toEqual([
      [400, 'InvalidSignatureException'],
      [403, 'SignatureDoesNotMatch'],
      [403, 'SignatureDoesNotMatch'],
    ]);
  });

  it('is refused once the body was changed', async () => {
    const { headers } = signHeaders(
      { ...KNOWN, service: 'kms' },
      {
        method: 'POST',
        host: host(),
        path: '/',
        body: '{"Text":"x"}',
        headers: { 'x-amz-target': 'TrentService.Echo' },
      },
    );
    expect(code(await send(wire, { method: 'POST', headers, body: '{"Text":"y"}' }))).toBe(
      'InvalidSignatureException',
    );
  });

  it('is shown what S3 signed', async () => {
    const answer = await s3({ ...KNOWN, secret: 'wrong' });
    expect(answer.text).toMatch(
      /<AWSAccessKeyId>AKIAKNOWN<\/AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256\n/,
    );
    expect(answer.text).toMatch(/<CanonicalRequest>GET\n\/b\n\nhost:/);
    expect(answer.text).toMatch(/<StringToSignBytes>41 57 53 34 2d /);
  });

  it('may be fifteen minutes off and no more, on the injected clock', async () => {
    const skewed = (minutes: number) => ({ ...KNOWN, time: Date.now() + minutes * 60_000 });
    expect((await s3(skewed(-14))).status).toBe(200);
    expect((await s3(skewed(14))).status).toBe(200);
    const answers = [await kms(skewed(-16)), await ses(skewed(16)), await s3(skewed(-16))];
    expect(answers.map((answer) => [answer.status, code(answer)])).toEqual([
      [400, 'InvalidSignatureException'],
      [403, 'SignatureDoesNotMatch'],
      [403, 'RequestTimeTooSkewed'],
    ]);
    expect(message(answers[0] as Answer)).toMatch(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    );
    expect(answers[2]?.text).toContain('<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>');
    wire.clock.advance(86_400_000);
    expect(code(await s3(KNOWN))).toBe('RequestTimeTooSkewed');
    expect((await s3({ ...KNOWN, time: Date.now() + 86_400_000 })).status).toBe(200);
  });

  it('is refused while inactive, and without, with a wrong, with an expired token', async () => {
    const off = { accessKeyId: 'AKIAOFF', secret: 's' };
    const { token: _, ...tokenless } = SESSION;
    const wrong = { ...SESSION, token: 'other' };
    const extra = { ...KNOWN, token: 'unasked' };
    for (const [signer, s3Code] of [
      [off, 'InvalidAccessKeyId'],
      [tokenless, 'InvalidToken'],
      [wrong, 'InvalidToken'],
      [extra, 'InvalidToken'],
    ] as const) {
      const answers = [await kms(signer), await ses(signer), await s3(signer)];
      expect(answers.map(code)).toEqual(['UnrecognizedClientException', 'InvalidClientTokenId', s3Code]);
    }
    wire.clock.advance(7_200_000);
    const late = { ...SESSION, time: wire.clock.now() };
    const answers = [await kms(late), await ses(late), await s3(late)];
    expect(answers.map((answer) => [answer.status, code(answer)])).toEqual([
      [400, 'ExpiredTokenException'],
      [403, 'ExpiredToken'],
      [400, 'ExpiredToken'],
    ]);
  });
});
