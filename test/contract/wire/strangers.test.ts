// Callers whom IAM does not know: keys that nobody created, no key at all, and credentials that are none.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presign } from '../../support/signer.ts';
import { startWire, type Wire } from './fake-services.ts';
import { code, send, unchecked } from './raw-http.ts';
import { signedCalls } from './signed-calls.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
afterAll(() => wire.close());

const host = () => `127.0.0.1:${wire.port}`;
const { kms, s3 } = signedCalls(() => wire);

describe('a key that nobody created', () => {
  it('is the root of its account, whatever it signs with', async () => {
    expect((await s3({ accessKeyId: '444455556666', secret: 'anything' })).status).toBe(200);
    expect(wire.last()?.call.principal).toEqual({
      type: 'root',
      account: '444455556666',
      accessKeyId: '444455556666',
    });
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
