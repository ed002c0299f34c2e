// GenerateDataKeyPairWithoutPlaintext through the AWS SDK.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { base64, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const generate = (input: sdk.GenerateDataKeyPairWithoutPlaintextCommandInput) =>
  server.kms.send(new sdk.GenerateDataKeyPairWithoutPlaintextCommand(input));
const publicOf = (pkcs8: Uint8Array | undefined) =>
  createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8 ?? []), format: 'der', type: 'pkcs8' }))
    .export({ type: 'spki', format: 'der' })
    .toString('base64');

describe('GenerateDataKeyPairWithoutPlaintext', () => {
  it.each([
    'RSA_2048',
    'ECC_NIST_P256',
    'ECC_NIST_P384',
    'ECC_NIST_P521',
    'ECC_SECG_P256K1',
    'ECC_NIST_EDWARDS25519',
  ] as const)('makes a pair of %s whose private half opens under the key', async (KeyPairSpec) => {
    const { KeyId, Arn, CurrentKeyMaterialId } = await createKey(server.kms);
    const EncryptionContext = { pair: KeyPairSpec };
    const pair = await generate({ KeyId, KeyPairSpec, EncryptionContext });
    expect(pair).toMatchObject({ KeyId: Arn, KeyPairSpec, KeyMaterialId: CurrentKeyMaterialId });
    const opened = await server.kms.send(
      new sdk.DecryptCommand({ CiphertextBlob: pair.PrivateKeyCiphertextBlob, EncryptionContext }),
    );
    expect(publicOf(opened.Plaintext)).toBe(base64(pair.PublicKey));
    expect(pair).not.toHaveProperty('PrivateKeyPlaintext');
  });

  it('refuses keys that are not symmetric, SM2, and specs that are none', async () => {
    const { KeyId } = await createKey(server.kms);
    const rsa = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const KeyPairSpec = 'ECC_NIST_P256';
    expect(await refusal(generate({ KeyId: rsa.KeyId, KeyPairSpec }))).toMatch(/^InvalidKeyUsageException/);
    expect(await refusal(generate({ KeyId, KeyPairSpec: 'SM2' }))).toMatch(/^UnsupportedOperationException/);
    const odd = 'ML_DSA_44' as sdk.DataKeyPairSpec;
    expect(await refusal(generate({ KeyId, KeyPairSpec: odd }))).toMatch(
      /^ValidationException: .*'keyPairSpec'/,
    );
    expect(await refusal(generate({ KeyId: UNKNOWN_ID, KeyPairSpec }))).toMatch(/^NotFoundException/);
  });

  it('makes nothing in a dry run', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(generate({ KeyId, KeyPairSpec: 'RSA_4096', DryRun: true }))).toMatch(
      /^DryRunOperationException/,
    );
  });
});
