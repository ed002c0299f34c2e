// Who calls: signatures in headers, known keys and unknown ones, and each protocol's word for a refusal.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWire, type Wire } from './fake-services.ts';
import { code, KNOWN, message, SESSION, startWireWithKeys } from './known-keys.ts';
import { type Answer, send, unchecked } from './raw-http.ts';
import { presign, type Signer, signHeaders, type Unsigned } from './signer.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWireWithKeys();
});
afterAll(() => wire.close());
afterEach(() => wire.clock.reset());

const host = () => `127.0.0.1:${wire.port}`;
const principal = () => wire.last()?.call.principal;

type Change = (signed: ReturnType<typeof signHeaders>) => void;
async function signed(
  signer: Omit<Signer, 'service'> & { service?: string },
  unsigned: Partial<Unsigned> = {},
  change: Change = () => {},
) {
  const full: Unsigned = { method: 'GET', host: host(), path: '/', ...unsigned };
  const result = signHeaders({ service: 's3', ...signer }, full);
  change(result);
  return send(wire, {
    method: full.method as 'GET',
    path: result.target,
    headers: result.headers,
    ...(full.body !== undefined && { body: full.body }),
  });
}
const kms = (signer: Omit<Signer, 'service'>, body = '{"Text":"x"}', change?: Change) =>
  signed(
    { ...signer, service: 'kms' },
    {
      method: 'POST',
      body,
      headers: { 'x-amz-target': 'TrentService.Echo', 'content-type': 'application/x-amz-json-1.1' },
    },
    change,
  );
const ses = (signer: Omit<Signer, 'service'>, body = 'Action=Delete&SetName=x', change?: Change) =>
  signed(
    { ...signer, service: 'ses' },
    { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    change,
  );
const s3 = (signer: Omit<Signer, 'service'>, change?: Change) => signed(signer, { path: '/b' }, change);

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

describe('a key that nobody created', () => {
  it('is the root of its account, whatever it signs with', async () => {
    expect((await s3({ accessKeyId: '444455556666', secret: 'anything' })).status).toBe(200);
    expect(principal()).toEqual({ type: 'root', account: '444455556666', accessKeyId: '444455556666' });
    await kms({ accessKeyId: 'whoever', secret: 'x', token: 'any' });
    expect(wire.last()?.call).toMatchObject({ account: '000000000000', principal: { type: 'root' } });
  });

  it('is refused where only known keys are wanted', async () => {
    const strict = await startWire({ requireKnownKeys: true });
    const headers = (service: string) => ({ authorization: unchecked(service, 'AKIASTRANGER') });
    const answers = [
      await send(strict, {
        method: 'POST',
        headers: { ...headers('kms'), 'x-amz-target': 'TrentService.Echo' },
        body: '{}',
      }),
      await send(strict, { method: 'POST', headers: headers('ses'), body: 'Action=Delete' }),
      await send(strict, { path: '/b', headers: headers('s3') }),
      await send(strict, {
        path: presign(
          { accessKeyId: 'a', secret: 'b', service: 's3' },
          { method: 'GET', host: host(), path: '/b' },
        ),
      }),
    ];
    expect(answers.map((answer) => [answer.status, code(answer)])).toEqual([
      [400, 'UnrecognizedClientException'],
      [403, 'InvalidClientTokenId'],
      [403, 'InvalidAccessKeyId'],
      [403, 'InvalidAccessKeyId'],
    ]);
    await strict.close();
  });

  it('may sign with Version 4A', async () => {
    const authorization =
      'AWS4-ECDSA-P256-SHA256 Credential=test/20260101/s3/aws4_request, SignedHeaders=host, Signature=3045';
    expect((await send(wire, { path: '/b', headers: { authorization } })).status).toBe(200);
  });
});

describe('Signature Version 4A', () => {
  const regional = { ...KNOWN, regionSet: '*' };
  const version = 'AWS4-ECDSA-P256-SHA256';

  it('of a known key is verified, for every protocol', async () => {
    for (const answer of [await s3(regional), await kms(regional), await ses(regional)]) {
      expect(answer.status).toBe(200);
      expect(wire.last()?.call).toMatchObject({
        principal: { type: 'user' },
        signature: { version, type: 'REST-HEADER' },
      });
    }
    expect((await s3({ ...SESSION, regionSet: 'us-east-1,eu-*' })).status).toBe(200);
  });

  it('is refused with another secret, for other regions than it signs, and for another body', async () => {
    const wrong = await s3({ ...regional, secret: 'wrong' });
    expect([wrong.status, code(wrong)]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(wrong.text).toContain(`<StringToSign>${version}\n`);
    const elsewhere = await s3(regional, ({ headers }) => {
      headers['x-amz-region-set'] = 'eu-west-1';
    });
    expect(code(elsewhere)).toBe('SignatureDoesNotMatch');
    const garbled = await s3(regional, ({ headers }) => {
      headers.authorization = headers.authorization.replace(/Signature=.*/, 'Signature=3045');
    });
    expect(code(garbled)).toBe('SignatureDoesNotMatch');
    expect(code(await kms({ ...regional, secret: 'wrong' }))).toBe('InvalidSignatureException');
  });

  it('may be presigned', async () => {
    wire.objects.set('b/k', Buffer.from('x'));
    const path = presign({ ...regional, service: 's3' }, { method: 'GET', host: host(), path: '/b/k' });
    expect((await send(wire, { path })).status).toBe(200);
    expect(wire.last()?.call.signature).toMatchObject({ version, type: 'REST-QUERY-STRING' });
    const tampered = await send(wire, { path: path.replace('/b/k?', '/b/other?') });
    expect([tampered.status, code(tampered)]).toEqual([403, 'SignatureDoesNotMatch']);
  });
});

describe('no credentials', () => {
  it('are an anonymous caller', async () => {
    await send(wire, { path: '/b' });
    expect(wire.last()?.call).toMatchObject({
      principal: { type: 'anonymous' },
      region: 'us-east-1',
      signature: { version: 'none', type: 'none' },
    });
  });
});

describe('a malformed Authorization header', () => {
  const CREDENTIAL = 'Credential=a/20260101/us-east-1/SERVICE/aws4_request';
  it.each([
    ['AWS4-HMAC-SHA256', 'AuthorizationHeaderMalformed'],
    ['AWS4-HMAC-SHA256 nonsense', 'AuthorizationHeaderMalformed'],
    [`AWS4-HMAC-SHA256 ${CREDENTIAL}`, 'AuthorizationHeaderMalformed'],
    [`AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=host`, 'AuthorizationHeaderMalformed'],
    [`AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=, Signature=x`, 'AuthorizationHeaderMalformed'],
    ['AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=x', 'AuthorizationHeaderMalformed'],
    [
      'AWS4-HMAC-SHA256 Credential=/20260101/us-east-1/SERVICE/aws4_request, SignedHeaders=host, Signature=x',
      'AuthorizationHeaderMalformed',
    ],
    ['AWS nonsense', 'InvalidArgument'],
    ['Basic dXNlcjpzZWNyZXQ=', 'InvalidArgument'],
    ['', 'InvalidArgument'],
  ])('%s is refused', async (text, s3Code) => {
    const authorization = (service: string) => text.replace('SERVICE', service);
    const answer = await send(wire, { path: '/b', headers: { authorization: authorization('s3') } });
    expect([answer.status, code(answer)]).toEqual([400, s3Code]);
    expect(answer.text).not.toContain('dXNlcjpzZWNyZXQ');
    const json = await send(wire, {
      method: 'POST',
      headers: { authorization: authorization('kms'), 'x-amz-target': 'TrentService.Echo' },
      body: '{}',
    });
    expect([json.status, code(json)]).toEqual([400, 'IncompleteSignatureException']);
    const query = await send(wire, {
      method: 'POST',
      headers: { authorization: authorization('ses'), 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=Delete&Version=2010-12-01',
    });
    expect([query.status, code(query)]).toEqual([400, 'IncompleteSignature']);
  });
});

describe('the log', () => {
  it('holds no signature, no token and no customer key', async () => {
    const lines: object[] = [];
    const keep = (facts: object) => {
      lines.push(facts);
    };
    const talkative = await startWire({
      log: { debug: keep, info: keep, warn: keep, error: keep, debugging: true },
    });
    const headers = {
      authorization: `${unchecked('s3').slice(0, -4)}beef`,
      'x-amz-security-token': 'secret-token',
      'x-amz-server-side-encryption-customer-key': 'secret-customer-key',
    };
    await send(talkative, { path: '/b/absent?secret-query=1', headers });
    await send(talkative, { path: '/b/breaks', headers }).catch(() => {});
    await send(talkative, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': 'TrentService.Crash', authorization: unchecked('kms') },
      body: '{"secret-body":1}',
    });
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines[0]).toMatchObject({ code: 'NoSuchKey', status: 404, path: '/b/absent', method: 'GET' });
    expect(JSON.stringify(lines)).not.toMatch(/beef|secret-(?:token|customer-key|query|body)/);
    await talkative.close();
  });
});
