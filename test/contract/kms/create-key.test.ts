// CreateKey through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createRole } from '../../support/principals.ts';
import { createKey, refusal, useServer } from './support.ts';

const server = useServer();

describe('CreateKey', () => {
  it('makes a symmetric key and describes it as AWS does', async () => {
    const key = await createKey(server.kms, { Description: 'mail', Tags: [{ TagKey: 'a', TagValue: '' }] });
    expect(key).toEqual({
      AWSAccountId: '000000000000',
      KeyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      Arn: `arn:aws:kms:us-east-1:000000000000:key/${key.KeyId}`,
      CreationDate: expect.any(Date),
      Enabled: true,
      Description: 'mail',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
      CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ['RSA_2048', 'SIGN_VERIFY', 'SigningAlgorithms', 6],
    ['RSA_3072', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', 2],
    ['ECC_NIST_P384', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', 1],
    ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'SigningAlgorithms', 1],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'SigningAlgorithms', 2],
    ['ML_DSA_87', 'SIGN_VERIFY', 'SigningAlgorithms', 1],
    ['HMAC_384', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', 1],
  ] as const)('makes %s for %s, and tells what it can do', async (KeySpec, KeyUsage, list, count) => {
    const key = await createKey(server.kms, { KeySpec, KeyUsage });
    expect(key).toMatchObject({ KeySpec, KeyUsage, KeyState: 'Enabled' });
    expect(key[list]).toHaveLength(count);
    expect(key.CurrentKeyMaterialId).toBeUndefined();
  });

  it('makes a multi-Region primary with an id that starts with mrk-', async () => {
    const key = await createKey(server.kms, { MultiRegion: true });
    expect(key.KeyId).toMatch(/^mrk-[0-9a-f]{32}$/);
    expect(key.MultiRegionConfiguration).toEqual({
      MultiRegionKeyType: 'PRIMARY',
      PrimaryKey: { Arn: key.Arn, Region: 'us-east-1' },
      ReplicaKeys: [],
    });
  });

  it('leaves a key for imported material without any', async () => {
    const key = await createKey(server.kms, { Origin: 'EXTERNAL' });
    expect(key).toMatchObject({ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' });
    expect(key.CurrentKeyMaterialId).toBeUndefined();
  });

  it('refuses both names of the key spec at once', async () => {
    const both = { KeySpec: 'HMAC_256', CustomerMasterKeySpec: 'HMAC_256' } as const;
    expect(await refusal(createKey(server.kms, both))).toBe(
      'ValidationException: You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  });

  it('refuses what it cannot keep: custom key stores and SM2', async () => {
    const unsupported = /^UnsupportedOperationException/;
    expect(await refusal(createKey(server.kms, { Origin: 'AWS_CLOUDHSM' }))).toMatch(unsupported);
    expect(await refusal(createKey(server.kms, { CustomKeyStoreId: 'cks-1' }))).toMatch(unsupported);
    expect(await refusal(createKey(server.kms, { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' }))).toMatch(
      unsupported,
    );
  });

  it('refuses a policy that would lock its caller out, unless told to bypass the check', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: (await createRole(server.aws, 'admin')).arn },
        Action: 'kms:*',
        Resource: '*',
      },
    });
    expect(await refusal(createKey(server.kms, { Policy }))).toBe(
      'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
    );
    const key = await createKey(server.kms, { Policy, BypassPolicyLockoutSafetyCheck: true });
    expect(await refusal(server.kms.send(new sdk.DescribeKeyCommand({ KeyId: key.KeyId })))).toMatch(
      /^AccessDeniedException: .* because no resource-based policy allows the kms:DescribeKey action$/,
    );
  });

  it('refuses a policy that names a role which is not there, even where it may lock its caller out', async () => {
    const statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
    const Principal = { AWS: 'arn:aws:iam::000000000000:role/nothing' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: { ...statement, Principal } });
    for (const BypassPolicyLockoutSafetyCheck of [false, true]) {
      expect(await refusal(createKey(server.kms, { Policy, BypassPolicyLockoutSafetyCheck }))).toBe(
        'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.',
      );
    }
  });
});
