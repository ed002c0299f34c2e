// Who is let in and in which order requests are refused: validation, not found, access, state, usage.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/core/call.ts';
import { HERE, STRANGER, startPipeline } from './pipeline.ts';

const user: Principal = {
  type: 'user',
  account: HERE,
  name: 'u',
  id: 'AIDAEXAMPLE',
  arn: `arn:aws:iam::${HERE}:user/u`,
};
let identity: object[] = [];
const kms = startPipeline((principal) => ({
  identity:
    principal.type === 'user'
      ? [{ name: 'own', document: JSON.stringify({ Version: '2012-10-17', Statement: identity }) }]
      : [],
}));
const { operations: on } = kms;
afterAll(() => kms.close());

const bytes = Buffer.from('x');
const allow = (Action: string, Resource = '*', Condition: object = {}) => [
  { Effect: 'Allow', Action, Resource, Condition },
];
const as = { principal: user };
let key = '';
let signing = '';
beforeAll(async () => {
  key = (await kms.call(on.CreateKey, {})).KeyMetadata?.Arn ?? '';
  const spec = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
  signing = (await kms.call(on.CreateKey, spec)).KeyMetadata?.Arn ?? '';
});
const encrypt = (KeyId = key, given: object = as) =>
  kms.refusal(on.Encrypt, { KeyId, Plaintext: bytes }, given);
const putPolicy = (...statements: object[]) =>
  kms.call(on.PutKeyPolicy, {
    KeyId: key,
    BypassPolicyLockoutSafetyCheck: true,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  });
const ROOT = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${HERE}:root` },
  Action: 'kms:*',
  Resource: '*',
};

describe('access to a key', () => {
  it('needs an identity policy under the default key policy, and says so', async () => {
    identity = [];
    expect(await encrypt()).toBe(
      `AccessDeniedException: User: arn:aws:iam::${HERE}:user/u is not authorized to perform: kms:Encrypt on resource: ${key} because no identity-based policy allows the kms:Encrypt action`,
    );
    identity = allow('kms:Encrypt', key);
    expect(await encrypt()).toBe('no refusal');
    identity = allow('kms:Encrypt', '*', { StringEquals: { 'kms:KeySpec': 'RSA_2048' } });
    expect(await encrypt()).toMatch(/^AccessDeniedException/);
  });

  it('is not given by an identity policy where the key policy leaves the account out', async () => {
    identity = allow('kms:*');
    await putPolicy({ ...ROOT, Action: ['kms:PutKeyPolicy', 'kms:DescribeKey'] });
    expect(await encrypt()).toBe(
      `AccessDeniedException: User: arn:aws:iam::${HERE}:user/u is not authorized to perform: kms:Encrypt on resource: ${key} because no resource-based policy allows the kms:Encrypt action`,
    );
    await putPolicy(ROOT, { ...ROOT, Principal: { AWS: user.arn }, Action: 'kms:Encrypt' });
    identity = [];
    expect(await encrypt()).toBe('no refusal');
    await putPolicy(ROOT);
  });

  it('is given to services by key policy alone, for whom they act', async () => {
    const service = { type: 'service', service: 'ses.amazonaws.com' } as const;
    const given = {
      principal: service,
      source: { account: HERE, arn: `arn:aws:ses:us-east-1:${HERE}:receipt-rule-set/s:receipt-rule/r` },
    };
    expect(await encrypt(key, given)).toMatch(/^AccessDeniedException/);
    await putPolicy(ROOT, {
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': HERE } },
    });
    expect(await encrypt(key, given)).toBe('no refusal');
    const other = { ...given, source: { ...given.source, account: STRANGER } };
    expect(await encrypt(key, other)).toMatch(/^AccessDeniedException/);
    await putPolicy(ROOT);
  });

  it('through a service carries kms:ViaService, with which a policy can tell it from direct use', async () => {
    const Condition = { StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } };
    await putPolicy(ROOT, {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Encrypt',
      Resource: '*',
      Condition,
    });
    expect(await encrypt(key, {})).toMatch(/^AccessDeniedException/);
    expect(await encrypt(key, { viaService: 's3.us-east-1.amazonaws.com' })).toBe('no refusal');
    await putPolicy(ROOT);
  });

  it('of another account needs both sides', async () => {
    const stranger: Principal = { ...user, account: STRANGER, arn: `arn:aws:iam::${STRANGER}:user/u` };
    await putPolicy(ROOT, { ...ROOT, Principal: { AWS: stranger.arn }, Action: 'kms:Encrypt' });
    identity = [];
    expect(await encrypt(key, { principal: stranger })).toBe(
      `AccessDeniedException: User: ${stranger.arn} is not authorized to perform: kms:Encrypt on resource: ${key} because no identity-based policy allows the kms:Encrypt action`,
    );
    identity = allow('kms:Encrypt');
    expect(await encrypt(key, { principal: stranger })).toBe('no refusal');
    await putPolicy(ROOT);
  });

  it('of another account is not named where a ciphertext led to it', async () => {
    const stranger: Principal = { ...user, account: STRANGER, arn: `arn:aws:iam::${STRANGER}:user/u` };
    const { CiphertextBlob } = await kms.call(on.Encrypt, { KeyId: key, Plaintext: bytes });
    const decrypt = () => kms.refusal(on.Decrypt, { CiphertextBlob }, { principal: stranger });
    const refused = `AccessDeniedException: User: ${stranger.arn} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because`;
    identity = allow('kms:Decrypt');
    expect(await decrypt()).toBe(
      `${refused} the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
    );
    await putPolicy(ROOT, { ...ROOT, Principal: { AWS: stranger.arn }, Action: 'kms:Decrypt' });
    identity = [];
    expect(await decrypt()).toBe(`${refused} no identity-based policy allows the kms:Decrypt action`);
    await putPolicy(ROOT);
  });
});

describe('the order of refusals', () => {
  it('is validation, not found, access, state, usage', async () => {
    identity = [];
    const tooLong = Buffer.alloc(4097);
    const unknown = key.replace(/[0-9a-f]{12}$/, '000000000000');
    const attempt = (KeyId: string, Plaintext: Buffer, given: object) =>
      kms.refusal(on.Encrypt, { KeyId, Plaintext }, given);
    expect(await attempt(unknown, tooLong, as)).toMatch(/^ValidationException/);
    expect(await attempt(unknown, bytes, as)).toMatch(/^NotFoundException/);
    await kms.call(on.DisableKey, { KeyId: signing });
    expect(await attempt(signing, bytes, as)).toMatch(/^AccessDeniedException/);
    expect(await attempt(signing, bytes, {})).toMatch(/^DisabledException/);
    await kms.call(on.EnableKey, { KeyId: signing });
    expect(await attempt(signing, bytes, {})).toMatch(/^InvalidKeyUsageException/);
  });

  it('holds for aliases too, which need leave on the alias and on the key', async () => {
    const AliasName = 'alias/mine';
    const create = () => kms.refusal(on.CreateAlias, { AliasName, TargetKeyId: key }, as);
    identity = allow('kms:CreateAlias', key);
    expect(await create()).toMatch(/^AccessDeniedException: .*:alias\/mine because/);
    identity = allow('kms:CreateAlias', `arn:aws:kms:us-east-1:${HERE}:alias/*`);
    expect(await create()).toMatch(/^AccessDeniedException: .*:key\//);
    identity = allow('kms:CreateAlias');
    expect(await create()).toBe('no refusal');
  });

  it('asks for TagResource beside CreateKey when tags come along', async () => {
    const create = (Tags?: { TagKey: string; TagValue: string }[]) => kms.refusal(on.CreateKey, { Tags }, as);
    identity = allow('kms:CreateKey');
    expect(await create()).toBe('no refusal');
    expect(await create([{ TagKey: 'a', TagValue: 'b' }])).toMatch(
      /^AccessDeniedException: .*kms:TagResource/,
    );
    identity = allow('kms:*', '*', { StringEquals: { 'aws:RequestTag/a': 'b' } });
    expect(await create([{ TagKey: 'a', TagValue: 'b' }])).toBe('no refusal');
    expect(await create([{ TagKey: 'a', TagValue: 'c' }])).toMatch(/^AccessDeniedException/);
  });
});
