// Signature Version 4A: key pairs instead of secrets, one signature for several regions.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { presign } from '../../support/signer.ts';
import type { Wire } from './fake-services.ts';
import { KNOWN, SESSION, startWireWithKeys } from './known-keys.ts';
import { code, send } from './raw-http.ts';
import { signedCalls } from './signed-calls.ts';

let wire: Wire;
beforeAll(async () => {
  wire = await startWireWithKeys();
});
afterAll(() => wire.close());
afterEach(() => wire.clock.reset());

const host = () => `127.0.0.1:${wire.port}`;
const { kms, ses, s3 } = signedCalls(() => wire);

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
