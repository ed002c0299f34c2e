// Sign through the AWS SDK.
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { ed25519ph } from '@noble/curves/ed25519.js';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const Message = bytes('a letter');
const sign = (input: sdk.SignCommandInput) => server.kms.send(new sdk.SignCommand(input));
const digest = (name: string, message = Message) => createHash(name).update(message).digest();

async function signer(KeySpec: sdk.KeySpec) {
  const { KeyId, Arn } = await createKey(server.kms, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
  const { PublicKey } = await server.kms.send(new sdk.GetPublicKeyCommand({ KeyId }));
  return { KeyId, Arn, spki: Buffer.from(PublicKey ?? []) };
}
const imported = (spki: Buffer) => createPublicKey({ key: spki, format: 'der', type: 'spki' });

describe('Sign', () => {
  it.each([
    ['RSASSA_PSS_SHA_256', 'sha256', 32],
    ['RSASSA_PSS_SHA_384', 'sha384', 48],
    ['RSASSA_PSS_SHA_512', 'sha512', 64],
    ['RSASSA_PKCS1_V1_5_SHA_256', 'sha256', 0],
    ['RSASSA_PKCS1_V1_5_SHA_384', 'sha384', 0],
    ['RSASSA_PKCS1_V1_5_SHA_512', 'sha512', 0],
  ] as const)(
    'signs by %s what its public key verifies offline, raw or digested',
    async (SigningAlgorithm, hash, saltLength) => {
      const { KeyId, spki, Arn } = await signer('RSA_2048');
      const padding = saltLength ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
      const key = { key: imported(spki), padding, ...(saltLength && { saltLength }) };
      const raw = await sign({ KeyId, Message, SigningAlgorithm });
      expect(raw).toMatchObject({ KeyId: Arn, SigningAlgorithm });
      const ready = await sign({ KeyId, Message: digest(hash), MessageType: 'DIGEST', SigningAlgorithm });
      for (const { Signature } of [raw, ready]) {
        expect(verify(hash, Message, key, Signature ?? Message)).toBe(true);
        expect(verify(hash, bytes('another'), key, Signature ?? Message)).toBe(false);
      }
    },
  );

  it.each([
    ['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256'],
    ['ECC_NIST_P384', 'ECDSA_SHA_384', 'sha384'],
    ['ECC_NIST_P521', 'ECDSA_SHA_512', 'sha512'],
    ['ECC_SECG_P256K1', 'ECDSA_SHA_256', 'sha256'],
  ] as const)('signs under %s in DER, raw or digested', async (spec, SigningAlgorithm, hash) => {
    const { KeyId, spki } = await signer(spec);
    const raw = await sign({ KeyId, Message, SigningAlgorithm });
    const ready = await sign({ KeyId, Message: digest(hash), MessageType: 'DIGEST', SigningAlgorithm });
    for (const { Signature } of [raw, ready]) {
      expect(verify(hash, Message, imported(spki), Signature ?? Message)).toBe(true);
    }
  });

  it('signs by Ed25519, and by Ed25519ph what was digested', async () => {
    const { KeyId, spki } = await signer('ECC_NIST_EDWARDS25519');
    const raw = await sign({ KeyId, Message, SigningAlgorithm: 'ED25519_SHA_512' });
    expect(verify(null, Message, imported(spki), raw.Signature ?? Message)).toBe(true);
    const ready = await sign({
      KeyId,
      Message: digest('sha512'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ED25519_PH_SHA_512',
    });
    expect(ed25519ph.verify(ready.Signature ?? Message, Message, spki.subarray(-32))).toBe(true);
  });

  it.each([
    ['ML_DSA_44', ml_dsa44],
    ['ML_DSA_65', ml_dsa65],
    ['ML_DSA_87', ml_dsa87],
  ] as const)('signs under %s, raw or by its external μ', async (spec, scheme) => {
    const { KeyId, spki } = await signer(spec);
    const publicKey = spki.subarray(-(scheme.lengths.publicKey ?? 0));
    const SigningAlgorithm = 'ML_DSA_SHAKE_256';
    const raw = await sign({ KeyId, Message, SigningAlgorithm });
    expect(scheme.verify(raw.Signature ?? Message, Message, publicKey)).toBe(true);
    // FIPS 204 §6.2: μ = H(H(pk) || 0 || 0 || M)
    const shake = (...parts: Uint8Array[]) => {
      const state = createHash('shake256', { outputLength: 64 });
      for (const part of parts) state.update(part);
      return state.digest();
    };
    const mu = shake(shake(publicKey), Buffer.from([0, 0]), Message);
    const byMu = await sign({ KeyId, Message: mu, MessageType: 'EXTERNAL_MU', SigningAlgorithm });
    expect(scheme.verify(byMu.Signature ?? Message, Message, publicKey)).toBe(true);
  });

  it('refuses what key, algorithm and message type cannot do together', async () => {
    const p256 = await signer('ECC_NIST_P256');
    const ed = await signer('ECC_NIST_EDWARDS25519');
    const mldsa = await signer('ML_DSA_44');
    expect(await refusal(sign({ KeyId: p256.KeyId, Message, SigningAlgorithm: 'ECDSA_SHA_384' }))).toBe(
      'InvalidKeyUsageException: Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256.',
    );
    const request = (
      KeyId: string,
      SigningAlgorithm: sdk.SigningAlgorithmSpec,
      MessageType: sdk.MessageType,
    ) => refusal(sign({ KeyId, Message: digest('sha512'), SigningAlgorithm, MessageType }));
    expect(await request(ed.KeyId, 'ED25519_SHA_512', 'DIGEST')).toMatch(/^ValidationException/);
    expect(await request(ed.KeyId, 'ED25519_PH_SHA_512', 'RAW')).toMatch(/^ValidationException/);
    expect(await request(mldsa.KeyId, 'ML_DSA_SHAKE_256', 'DIGEST')).toMatch(/^ValidationException/);
    expect(await request(p256.KeyId, 'ECDSA_SHA_256', 'EXTERNAL_MU')).toMatch(/^ValidationException/);
    expect(await request(p256.KeyId, 'ECDSA_SHA_256', 'DIGEST')).toBe(
      'ValidationException: Digest is invalid length for algorithm ECDSA_SHA_256.',
    );
  });

  it('refuses an encryption key, an unknown one, and signs nothing in a dry run', async () => {
    const symmetric = await createKey(server.kms);
    const SigningAlgorithm = 'ECDSA_SHA_256';
    expect(await refusal(sign({ KeyId: symmetric.KeyId, Message, SigningAlgorithm }))).toMatch(
      /^InvalidKeyUsageException/,
    );
    expect(await refusal(sign({ KeyId: UNKNOWN_ID, Message, SigningAlgorithm }))).toMatch(
      /^NotFoundException/,
    );
    const { KeyId } = await signer('ECC_NIST_P256');
    expect(await refusal(sign({ KeyId, Message, SigningAlgorithm, DryRun: true }))).toMatch(
      /^DryRunOperationException/,
    );
  });
});
