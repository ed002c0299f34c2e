// Another account's root, holding every identifier there is, gets nothing out of any operation.
import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../../src/services/kms/operations/index.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { bytes, createKey, FOREIGN, refusal, STRANGER } from './support.ts';

let aws: TestServer;
let owner: sdk.KMSClient;
let stranger: sdk.KMSClient;
const ARN = { symmetric: '', external: '', signing: '', hmac: '', agreement: '', primary: '' };
let blob: Uint8Array;
let GrantToken: string | undefined;
let GrantId: string | undefined;
const ALIAS = 'alias/secret';
const ALIAS_ARN = 'arn:aws:kms:us-east-1:000000000000:alias/secret';

beforeAll(async () => {
  aws = await startTestServer();
  owner = aws.kms();
  stranger = aws.kms({ account: STRANGER });
  ARN.symmetric = (await createKey(owner)).Arn;
  ARN.external = (await createKey(owner, { Origin: 'EXTERNAL' })).Arn;
  ARN.signing = (await createKey(owner, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' })).Arn;
  ARN.hmac = (await createKey(owner, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' })).Arn;
  ARN.agreement = (await createKey(owner, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' })).Arn;
  ARN.primary = (await createKey(owner, { MultiRegion: true })).Arn;
  await owner.send(new sdk.CreateAliasCommand({ AliasName: ALIAS, TargetKeyId: ARN.symmetric }));
  const sealed = await owner.send(
    new sdk.EncryptCommand({ KeyId: ARN.symmetric, Plaintext: bytes('secret') }),
  );
  blob = sealed.CiphertextBlob ?? bytes('');
  const grant = await owner.send(
    new sdk.CreateGrantCommand({
      KeyId: ARN.symmetric,
      GranteePrincipal: 'arn:aws:iam::000000000000:root',
      Operations: ['Decrypt'],
    }),
  );
  ({ GrantToken, GrantId } = grant);
});
afterAll(() => aws.close());

const Message = bytes('message');
const Mac = bytes('mac');
const KEY_OF = () => ({ KeyId: ARN.symmetric });

/** Operations that name another account's key (or alias, or grant); the account's own come below. */
const ATTEMPTS: Readonly<Record<string, () => Promise<unknown>>> = {
  CancelKeyDeletion: () => stranger.send(new sdk.CancelKeyDeletionCommand(KEY_OF())),
  CreateAlias: () =>
    stranger.send(new sdk.CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: ARN.symmetric })),
  CreateGrant: () =>
    stranger.send(
      new sdk.CreateGrantCommand({
        ...KEY_OF(),
        GranteePrincipal: `arn:aws:iam::${STRANGER}:root`,
        Operations: ['Decrypt'],
      }),
    ),
  Decrypt: () => stranger.send(new sdk.DecryptCommand({ CiphertextBlob: blob })),
  DeleteImportedKeyMaterial: () =>
    stranger.send(new sdk.DeleteImportedKeyMaterialCommand({ KeyId: ARN.external })),
  DeriveSharedSecret: () =>
    stranger.send(
      new sdk.DeriveSharedSecretCommand({
        KeyId: ARN.agreement,
        KeyAgreementAlgorithm: 'ECDH',
        PublicKey: bytes('k'),
      }),
    ),
  DescribeKey: () => stranger.send(new sdk.DescribeKeyCommand(KEY_OF())),
  DisableKey: () => stranger.send(new sdk.DisableKeyCommand(KEY_OF())),
  DisableKeyRotation: () => stranger.send(new sdk.DisableKeyRotationCommand(KEY_OF())),
  EnableKey: () => stranger.send(new sdk.EnableKeyCommand(KEY_OF())),
  EnableKeyRotation: () => stranger.send(new sdk.EnableKeyRotationCommand(KEY_OF())),
  Encrypt: () => stranger.send(new sdk.EncryptCommand({ ...KEY_OF(), Plaintext: bytes('x') })),
  GenerateDataKey: () => stranger.send(new sdk.GenerateDataKeyCommand({ ...KEY_OF(), KeySpec: 'AES_256' })),
  GenerateDataKeyPair: () =>
    stranger.send(new sdk.GenerateDataKeyPairCommand({ ...KEY_OF(), KeyPairSpec: 'ECC_NIST_P256' })),
  GenerateDataKeyPairWithoutPlaintext: () =>
    stranger.send(
      new sdk.GenerateDataKeyPairWithoutPlaintextCommand({ ...KEY_OF(), KeyPairSpec: 'ECC_NIST_P256' }),
    ),
  GenerateDataKeyWithoutPlaintext: () =>
    stranger.send(new sdk.GenerateDataKeyWithoutPlaintextCommand({ ...KEY_OF(), KeySpec: 'AES_256' })),
  GenerateMac: () =>
    stranger.send(new sdk.GenerateMacCommand({ KeyId: ARN.hmac, Message, MacAlgorithm: 'HMAC_SHA_256' })),
  GetKeyLastUsage: () => stranger.send(new sdk.GetKeyLastUsageCommand(KEY_OF())),
  GetKeyPolicy: () => stranger.send(new sdk.GetKeyPolicyCommand(KEY_OF())),
  GetKeyRotationStatus: () => stranger.send(new sdk.GetKeyRotationStatusCommand(KEY_OF())),
  GetParametersForImport: () =>
    stranger.send(
      new sdk.GetParametersForImportCommand({
        KeyId: ARN.external,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
    ),
  GetPublicKey: () => stranger.send(new sdk.GetPublicKeyCommand({ KeyId: ARN.signing })),
  ImportKeyMaterial: () =>
    stranger.send(
      new sdk.ImportKeyMaterialCommand({
        KeyId: ARN.external,
        ImportToken: bytes('t'),
        EncryptedKeyMaterial: bytes('m'),
        ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      }),
    ),
  ListAliases: () => stranger.send(new sdk.ListAliasesCommand(KEY_OF())),
  ListGrants: () => stranger.send(new sdk.ListGrantsCommand(KEY_OF())),
  ListKeyPolicies: () => stranger.send(new sdk.ListKeyPoliciesCommand(KEY_OF())),
  ListKeyRotations: () => stranger.send(new sdk.ListKeyRotationsCommand(KEY_OF())),
  ListResourceTags: () => stranger.send(new sdk.ListResourceTagsCommand(KEY_OF())),
  ListRetirableGrants: () =>
    stranger.send(
      new sdk.ListRetirableGrantsCommand({ RetiringPrincipal: 'arn:aws:iam::000000000000:user/a' }),
    ),
  PutKeyPolicy: () => stranger.send(new sdk.PutKeyPolicyCommand({ ...KEY_OF(), Policy: '{}' })),
  async ReEncrypt() {
    const own = await createKey(stranger);
    return stranger.send(new sdk.ReEncryptCommand({ CiphertextBlob: blob, DestinationKeyId: own.KeyId }));
  },
  ReplicateKey: () =>
    stranger.send(new sdk.ReplicateKeyCommand({ KeyId: ARN.primary, ReplicaRegion: 'eu-west-1' })),
  RetireGrant: () => stranger.send(new sdk.RetireGrantCommand({ GrantToken })),
  RevokeGrant: () => stranger.send(new sdk.RevokeGrantCommand({ ...KEY_OF(), GrantId })),
  RotateKeyOnDemand: () => stranger.send(new sdk.RotateKeyOnDemandCommand(KEY_OF())),
  ScheduleKeyDeletion: () => stranger.send(new sdk.ScheduleKeyDeletionCommand(KEY_OF())),
  Sign: () =>
    stranger.send(new sdk.SignCommand({ KeyId: ARN.signing, Message, SigningAlgorithm: 'ECDSA_SHA_256' })),
  TagResource: () =>
    stranger.send(new sdk.TagResourceCommand({ ...KEY_OF(), Tags: [{ TagKey: 'a', TagValue: 'b' }] })),
  UntagResource: () => stranger.send(new sdk.UntagResourceCommand({ ...KEY_OF(), TagKeys: ['a'] })),
  async UpdateAlias() {
    const own = await createKey(stranger);
    const AliasName = 'alias/own';
    await stranger.send(new sdk.CreateAliasCommand({ AliasName, TargetKeyId: own.KeyId }));
    return stranger.send(new sdk.UpdateAliasCommand({ AliasName, TargetKeyId: ARN.symmetric }));
  },
  UpdateKeyDescription: () =>
    stranger.send(new sdk.UpdateKeyDescriptionCommand({ ...KEY_OF(), Description: 'd' })),
  UpdatePrimaryRegion: () =>
    stranger.send(new sdk.UpdatePrimaryRegionCommand({ KeyId: ARN.primary, PrimaryRegion: 'eu-west-1' })),
  Verify: () =>
    stranger.send(
      new sdk.VerifyCommand({
        KeyId: ARN.signing,
        Message,
        Signature: Mac,
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    ),
  VerifyMac: () =>
    stranger.send(new sdk.VerifyMacCommand({ KeyId: ARN.hmac, Message, Mac, MacAlgorithm: 'HMAC_SHA_256' })),
};

/** These act on the caller's own account: a stranger finds nothing of the owner's there. */
const OWN_ACCOUNT = ['CreateKey', 'DeleteAlias', 'GenerateRandom', 'ListKeys'];
const isCustomKeyStore = (name: string) => name.includes('CustomKeyStore');

describe('a stranger from another account', () => {
  it('is tried with every operation there is', () => {
    const tried = [...Object.keys(ATTEMPTS), ...OWN_ACCOUNT];
    const there = Object.keys(operations).filter((name) => !isCustomKeyStore(name));
    expect(tried.sort()).toEqual(there.sort());
  });

  for (const [name, attempt] of Object.entries(ATTEMPTS)) {
    it(`is refused by ${name}`, async () => {
      expect(await refusal(attempt())).toMatch(FOREIGN);
    });
  }

  it('gets the same answer for a key that does not exist', async () => {
    const missing = ARN.symmetric.replace(/[0-9a-f]{12}$/, '000000000000');
    const answer = (KeyId: string) => refusal(stranger.send(new sdk.DescribeKeyCommand({ KeyId })));
    expect(await answer(missing)).toBe(await answer(ARN.symmetric));
    const sealed = (KeyId: string) =>
      refusal(stranger.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') })));
    expect(await sealed('arn:aws:kms:us-east-1:000000000000:alias/nothing')).toBe(await sealed(ALIAS_ARN));
  });

  it('sees neither keys nor aliases, and cannot delete an alias by name', async () => {
    const lone = aws.kms({ account: '111100001111' });
    expect((await lone.send(new sdk.ListKeysCommand({}))).Keys).toEqual([]);
    expect((await lone.send(new sdk.ListAliasesCommand({}))).Aliases).toEqual([]);
    expect(await refusal(lone.send(new sdk.DeleteAliasCommand({ AliasName: ALIAS })))).toBe(
      'NotFoundException: Alias arn:aws:kms:us-east-1:111100001111:alias/secret is not found.',
    );
  });

  it('is let in by a key policy that names its account, for what the policy says alone', async () => {
    const { Policy = '' } = await owner.send(new sdk.GetKeyPolicyCommand(KEY_OF()));
    const policy = JSON.parse(Policy);
    policy.Statement.push({
      Sid: 'guests',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${STRANGER}:root` },
      Action: 'kms:Decrypt',
      Resource: '*',
    });
    await owner.send(new sdk.PutKeyPolicyCommand({ ...KEY_OF(), Policy: JSON.stringify(policy) }));
    const opened = await stranger.send(new sdk.DecryptCommand({ CiphertextBlob: blob }));
    expect(opened.Plaintext).toEqual(bytes('secret'));
    expect(opened.KeyId).toBe(ARN.symmetric);
    expect(await refusal(ATTEMPTS.Encrypt?.() ?? Promise.resolve())).toMatch(FOREIGN);
    await owner.send(new sdk.PutKeyPolicyCommand({ ...KEY_OF(), Policy }));
    expect(await refusal(stranger.send(new sdk.DecryptCommand({ CiphertextBlob: blob })))).toMatch(FOREIGN);
  });
});
