// AWS managed keys: made when their own service first asks, used through it alone, changed by nobody.
import { afterAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/call.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';
import { HERE, root, STRANGER, startPipeline } from './pipeline.ts';

const kms = startPipeline();
const { operations: on } = kms;
afterAll(() => kms.close());

const bytes = Buffer.from('x');
const S3 = { viaService: 's3.us-east-1.amazonaws.com' };
const ALIAS = 'alias/aws/s3';
const DENIED = /^AccessDeniedException/;
const user: Principal = {
  type: 'user',
  account: HERE,
  name: 'u',
  id: 'AIDAU',
  arn: `arn:aws:iam::${HERE}:user/u`,
};
const roleOf = (account: AccountId): Principal => ({
  type: 'role',
  account,
  roleName: 'replication',
  roleId: 'AROAR',
  sessionName: 's3-replication',
  roleArn: `arn:aws:iam::${account}:role/replication`,
  arn: `arn:aws:sts::${account}:assumed-role/replication/s3-replication`,
});
const ses = (account: AccountId) => ({
  principal: { type: 'service', service: 'ses.amazonaws.com' } as const,
  account,
  source: { account, arn: `arn:aws:ses:us-east-1:${account}:receipt-rule-set/set:receipt-rule/rule` },
  referer: account,
});
const seal = (KeyId: string, given: object) =>
  kms.refusal(on.GenerateDataKey, { KeyId, KeySpec: 'AES_256' }, given);

describe('the AWS managed key aws/s3', () => {
  it('is not there until S3 asks, whoever else does', async () => {
    const missing = `NotFoundException: Alias arn:aws:kms:us-east-1:${HERE}:alias/aws/s3 is not found.`;
    expect(await seal(ALIAS, {})).toBe(missing);
    expect(await seal(ALIAS, { viaService: 'ses.us-east-1.amazonaws.com' })).toBe(missing);
    expect(await seal(ALIAS, S3)).toBe('no refusal');
    const { KeyMetadata } = await kms.call(on.DescribeKey, { KeyId: ALIAS });
    expect(KeyMetadata).toMatchObject({
      KeyManager: 'AWS',
      Description: 'Default key that protects my S3 objects when no other key is defined',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: 'Enabled',
      MultiRegion: false,
    });
    const { Aliases } = await kms.call(on.ListAliases, {});
    expect(Aliases?.map(({ AliasName }) => AliasName)).toEqual([ALIAS]);
  });

  it('serves every principal of its account through S3, and none of them directly', async () => {
    for (const principal of [root(), user, roleOf(HERE)]) {
      expect(await seal(ALIAS, { principal, ...S3 })).toBe('no refusal');
      expect(await seal(ALIAS, { principal })).toMatch(DENIED);
      expect(await seal(ALIAS, { principal, viaService: 's3.eu-west-1.amazonaws.com' })).toMatch(DENIED);
    }
  });

  it('serves no other account, through S3 or by ARN, not even for replication', async () => {
    await seal(ALIAS, S3);
    const { KeyMetadata } = await kms.call(on.DescribeKey, { KeyId: ALIAS });
    const arn = KeyMetadata?.Arn ?? '';
    for (const principal of [root(STRANGER), roleOf(STRANGER)]) {
      expect(await seal(arn, { principal, ...S3 })).toMatch(DENIED);
      expect(await seal(`arn:aws:kms:us-east-1:${HERE}:alias/aws/s3`, { principal, ...S3 })).toMatch(DENIED);
    }
    const sealed = await kms.call(on.Encrypt, { KeyId: ALIAS, Plaintext: bytes }, S3);
    const blob = { CiphertextBlob: sealed.CiphertextBlob };
    expect(await kms.refusal(on.Decrypt, blob, { principal: roleOf(STRANGER), ...S3 })).toMatch(DENIED);
    expect(await kms.refusal(on.Decrypt, blob, { principal: roleOf(HERE), ...S3 })).toBe('no refusal');
  });

  it('is one a Region and account', async () => {
    const ireland = 'eu-west-1' as Region;
    const keys = [
      await kms.call(on.GenerateDataKey, { KeyId: ALIAS, KeySpec: 'AES_256' }, S3),
      await kms.call(on.GenerateDataKey, { KeyId: ALIAS, KeySpec: 'AES_256' }, S3),
      await kms.call(
        on.GenerateDataKey,
        { KeyId: ALIAS, KeySpec: 'AES_256' },
        { region: ireland, viaService: 's3.eu-west-1.amazonaws.com' },
      ),
      await kms.call(
        on.GenerateDataKey,
        { KeyId: ALIAS, KeySpec: 'AES_256' },
        { principal: root(STRANGER), ...S3 },
      ),
    ].map(({ KeyId }) => KeyId);
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('lets its account look, and refuses every change', async () => {
    await seal(ALIAS, S3);
    const { KeyMetadata } = await kms.call(on.DescribeKey, { KeyId: ALIAS });
    const KeyId = KeyMetadata?.KeyId ?? '';
    const { Policy = '' } = await kms.call(on.GetKeyPolicy, { KeyId });
    expect(JSON.parse(Policy).Id).toBe('auto-s3-2');
    const status = await kms.call(on.GetKeyRotationStatus, { KeyId });
    expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    const changes = [
      kms.refusal(on.PutKeyPolicy, { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true }),
      kms.refusal(on.DisableKey, { KeyId }),
      kms.refusal(on.EnableKey, { KeyId }),
      kms.refusal(on.ScheduleKeyDeletion, { KeyId }),
      kms.refusal(on.UpdateKeyDescription, { KeyId, Description: 'mine' }),
      kms.refusal(on.EnableKeyRotation, { KeyId }),
      kms.refusal(on.DisableKeyRotation, { KeyId }),
      kms.refusal(on.RotateKeyOnDemand, { KeyId }),
      kms.refusal(on.TagResource, { KeyId, Tags: [{ TagKey: 'a', TagValue: 'b' }] }),
      kms.refusal(on.CreateAlias, { AliasName: 'alias/mine', TargetKeyId: KeyId }),
      kms.refusal(on.CreateGrant, { KeyId, GranteePrincipal: user.arn, Operations: ['Decrypt'] }),
    ];
    for (const change of changes) expect(await change).toMatch(DENIED);
    expect(await kms.refusal(on.DeleteAlias, { AliasName: ALIAS })).toBe('NotAuthorizedException: ');
  });

  it('rotates every year, and still opens what it sealed', async () => {
    const sealed = await kms.call(on.Encrypt, { KeyId: ALIAS, Plaintext: bytes }, S3);
    kms.clock.advance(366 * 86_400_000);
    await kms.clock.settle();
    const { Rotations } = await kms.call(on.ListKeyRotations, {
      KeyId: (sealed.KeyId ?? '').split('/')[1] ?? '',
    });
    expect(Rotations).toMatchObject([{ RotationType: 'AUTOMATIC' }]);
    const opened = await kms.call(on.Decrypt, { CiphertextBlob: sealed.CiphertextBlob }, S3);
    expect(opened.Plaintext).toEqual(bytes);
  });
});

describe('the AWS managed key aws/ses', () => {
  it('serves SES for its own account alone', async () => {
    expect(await seal('alias/aws/ses', ses(HERE))).toBe('no refusal');
    const { KeyMetadata } = await kms.call(on.DescribeKey, { KeyId: 'alias/aws/ses' });
    expect(KeyMetadata?.KeyManager).toBe('AWS');
    expect(await seal(KeyMetadata?.Arn ?? '', ses(STRANGER))).toMatch(DENIED);
    expect(await seal('alias/aws/ses', ses(HERE))).toBe('no refusal');
    expect(await seal('alias/aws/ses', {})).toMatch(DENIED);
  });

  it('is not for S3, nor aws/s3 for SES', async () => {
    await seal('alias/aws/ses', ses(HERE));
    await seal(ALIAS, S3);
    expect(await seal('alias/aws/ses', S3)).toMatch(DENIED);
    expect(await seal(ALIAS, ses(HERE))).toMatch(DENIED);
  });
});
