// GetPublicKey through the AWS SDK.
import { createPublicKey, publicEncrypt } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const getPublicKey = (KeyId: string) => server.kms.send(new sdk.GetPublicKeyCommand({ KeyId }));
const parse = (spki: Uint8Array | undefined) =>
  createPublicKey({ key: Buffer.from(spki ?? []), format: 'der', type: 'spki' });

describe('GetPublicKey', () => {
  it.each([
    ['RSA_2048', 'SIGN_VERIFY', 'rsa', 'SigningAlgorithms'],
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'rsa', 'EncryptionAlgorithms'],
    ['ECC_NIST_P521', 'SIGN_VERIFY', 'ec', 'SigningAlgorithms'],
    ['ECC_NIST_P256', 'KEY_AGREEMENT', 'ec', 'KeyAgreementAlgorithms'],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'ed25519', 'SigningAlgorithms'],
  ] as const)('answers the public half of %s for %s', async (KeySpec, KeyUsage, type, list) => {
    const { KeyId, Arn } = await createKey(server.kms, { KeySpec, KeyUsage });
    const answer = await getPublicKey(KeyId);
    expect(answer).toMatchObject({ KeyId: Arn, KeySpec, CustomerMasterKeySpec: KeySpec, KeyUsage });
    expect(parse(answer.PublicKey).asymmetricKeyType).toBe(type);
    const lists = ['SigningAlgorithms', 'EncryptionAlgorithms', 'KeyAgreementAlgorithms'] as const;
    expect(lists.filter((name) => answer[name] !== undefined)).toEqual([list]);
  });

  it('answers ML-DSA keys in the SubjectPublicKeyInfo of RFC 9881', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
    const { PublicKey } = await getPublicKey(KeyId);
    // SEQUENCE { SEQUENCE { id-ml-dsa-44 } BIT STRING of 1312 bytes }
    expect(Buffer.from(PublicKey ?? []).toString('hex', 0, 22)).toBe(
      '30820532300b06096086480165030403110382052100',
    );
    expect(PublicKey).toHaveLength(1312 + 22);
  });

  it('lets others encrypt outside what only the key opens', async () => {
    const { KeyId } = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const { PublicKey } = await getPublicKey(KeyId);
    const CiphertextBlob = publicEncrypt({ key: parse(PublicKey), oaepHash: 'sha256' }, bytes('x'));
    const opened = await server.kms.send(
      new sdk.DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }),
    );
    expect(opened.Plaintext).toEqual(bytes('x'));
  });

  it('refuses keys without a public half, unknown and disabled ones', async () => {
    const symmetric = await createKey(server.kms);
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    for (const { KeyId } of [symmetric, hmac]) {
      expect(await refusal(getPublicKey(KeyId))).toMatch(/^UnsupportedOperationException/);
    }
    expect(await refusal(getPublicKey(UNKNOWN_ID))).toMatch(/^NotFoundException/);
    const { KeyId } = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    expect(await refusal(getPublicKey(KeyId))).toMatch(/^DisabledException/);
  });
});
