// Verify through the AWS SDK.
import { createHash, generateKeyPairSync, sign as signOffline } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const Message = bytes('a letter');
const verify = (input: sdk.VerifyCommandInput) => server.kms.send(new sdk.VerifyCommand(input));

const CASES = [
  ['RSA_2048', 'RSASSA_PSS_SHA_256', 'sha256'],
  ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512', 'sha512'],
  ['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256'],
  ['ECC_NIST_P384', 'ECDSA_SHA_384', 'sha384'],
  ['ECC_NIST_P521', 'ECDSA_SHA_512', 'sha512'],
  ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'sha256'],
] as const;

describe('Verify', () => {
  it.each(CASES)(
    'under %s takes %s of the message and of its digest alike',
    async (KeySpec, SigningAlgorithm, hash) => {
      const { KeyId, Arn } = await createKey(server.kms, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
      const ready = createHash(hash).update(Message).digest();
      const raw = await server.kms.send(new sdk.SignCommand({ KeyId, Message, SigningAlgorithm }));
      const digested = await server.kms.send(
        new sdk.SignCommand({ KeyId, Message: ready, MessageType: 'DIGEST', SigningAlgorithm }),
      );
      for (const { Signature } of [raw, digested]) {
        expect(await verify({ KeyId, Message, Signature, SigningAlgorithm })).toMatchObject({
          KeyId: Arn,
          SignatureValid: true,
          SigningAlgorithm,
        });
        const byDigest = {
          KeyId,
          Message: ready,
          MessageType: 'DIGEST',
          Signature,
          SigningAlgorithm,
        } as const;
        expect((await verify(byDigest)).SignatureValid).toBe(true);
        const other = createHash(hash).update('another').digest();
        expect(await refusal(verify({ ...byDigest, Message: other }))).toBe('KMSInvalidSignatureException');
        expect(await refusal(verify({ KeyId, Message: bytes('another'), Signature, SigningAlgorithm }))).toBe(
          'KMSInvalidSignatureException',
        );
        const flipped = Uint8Array.from(Signature ?? []);
        flipped[10] = (flipped[10] ?? 0) ^ 1;
        expect(await refusal(verify({ ...byDigest, Signature: flipped }))).toBe(
          'KMSInvalidSignatureException',
        );
      }
    },
  );

  it('takes Ed25519, Ed25519ph and ML-DSA signatures, and no others', async () => {
    const cases = [
      ['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 'RAW', Message],
      [
        'ECC_NIST_EDWARDS25519',
        'ED25519_PH_SHA_512',
        'DIGEST',
        createHash('sha512').update(Message).digest(),
      ],
      ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'RAW', Message],
      ['ML_DSA_44', 'ML_DSA_SHAKE_256', 'EXTERNAL_MU', createHash('sha512').update(Message).digest()],
    ] as const;
    for (const [KeySpec, SigningAlgorithm, MessageType, message] of cases) {
      const { KeyId } = await createKey(server.kms, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
      const request = { KeyId, Message: message, MessageType, SigningAlgorithm };
      const { Signature } = await server.kms.send(new sdk.SignCommand(request));
      expect((await verify({ ...request, Signature })).SignatureValid).toBe(true);
      for (const wrong of [bytes('short'), Uint8Array.from(Signature ?? []).fill(1)]) {
        expect(await refusal(verify({ ...request, Signature: wrong }))).toBe('KMSInvalidSignatureException');
      }
    }
  });

  it('does not take a signature of somebody else', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const Signature = signOffline('sha256', Message, privateKey);
    expect(await refusal(verify({ KeyId, Message, Signature, SigningAlgorithm: 'ECDSA_SHA_256' }))).toBe(
      'KMSInvalidSignatureException',
    );
  });

  it('refuses a dry run only where it would refuse the request', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const SigningAlgorithm = 'ECDSA_SHA_256';
    const { Signature } = await server.kms.send(new sdk.SignCommand({ KeyId, Message, SigningAlgorithm }));
    const request = { KeyId, Message, Signature, SigningAlgorithm, DryRun: true } as const;
    expect(await refusal(verify(request))).toMatch(/^DryRunOperationException/);
    expect(await refusal(verify({ ...request, KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
    expect(await refusal(verify({ ...request, SigningAlgorithm: 'SM2DSA' }))).toMatch(
      /^InvalidKeyUsageException/,
    );
  });
});
