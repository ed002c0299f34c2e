// DeriveSharedSecret through the AWS SDK.
import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const derive = (input: Omit<sdk.DeriveSharedSecretCommandInput, 'KeyAgreementAlgorithm'>) =>
  server.kms.send(new sdk.DeriveSharedSecretCommand({ KeyAgreementAlgorithm: 'ECDH', ...input }));
const agreement = (KeySpec: sdk.KeySpec) => createKey(server.kms, { KeySpec, KeyUsage: 'KEY_AGREEMENT' });

describe('DeriveSharedSecret', () => {
  it.each([
    ['ECC_NIST_P256', 'prime256v1', 32],
    ['ECC_NIST_P384', 'secp384r1', 48],
    ['ECC_NIST_P521', 'secp521r1', 66],
  ] as const)('under %s agrees with whoever holds the other half', async (KeySpec, namedCurve, length) => {
    const { KeyId, Arn } = await agreement(KeySpec);
    const peer = generateKeyPairSync('ec', { namedCurve });
    const PublicKey = peer.publicKey.export({ type: 'spki', format: 'der' });
    const answer = await derive({ KeyId, PublicKey });
    expect(answer).toMatchObject({ KeyId: Arn, KeyAgreementAlgorithm: 'ECDH', KeyOrigin: 'AWS_KMS' });
    const own = await server.kms.send(new sdk.GetPublicKeyCommand({ KeyId }));
    const publicKey = createPublicKey({ key: Buffer.from(own.PublicKey ?? []), format: 'der', type: 'spki' });
    const expected = diffieHellman({ privateKey: peer.privateKey, publicKey });
    expect(expected).toHaveLength(length);
    expect(Buffer.from(answer.SharedSecret ?? [])).toEqual(expected);
  });

  it('refuses a key of another curve, of another kind, and no key, without a word', async () => {
    const { KeyId } = await agreement('ECC_NIST_P256');
    const spki = { type: 'spki', format: 'der' } as const;
    const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).publicKey.export(spki);
    const ed = generateKeyPairSync('ed25519').publicKey.export(spki);
    for (const PublicKey of [p384, ed, bytes('no key')]) {
      expect(await refusal(derive({ KeyId, PublicKey }))).toBe('ValidationException');
    }
  });

  it('refuses keys of another usage, unknown ones, and tells nothing in a dry run', async () => {
    const signing = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const peer = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const PublicKey = peer.publicKey.export({ type: 'spki', format: 'der' });
    expect(await refusal(derive({ KeyId: signing.KeyId, PublicKey }))).toBe(
      `InvalidKeyUsageException: ${signing.Arn} key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.`,
    );
    expect(await refusal(derive({ KeyId: UNKNOWN_ID, PublicKey }))).toMatch(/^NotFoundException/);
    const { KeyId } = await agreement('ECC_NIST_P256');
    expect(await refusal(derive({ KeyId, PublicKey, DryRun: true }))).toMatch(/^DryRunOperationException/);
  });
});
