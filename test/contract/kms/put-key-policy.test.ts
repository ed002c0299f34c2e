// PutKeyPolicy through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { nobodies, somebodies } from '../../support/principals.ts';
import { bytes, createKey, refusal, useServer } from './support.ts';

const server = useServer();

const ROOT = {
  Sid: 'root',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::000000000000:root' },
  Action: 'kms:*',
  Resource: '*',
};
const INVALID_PRINCIPALS =
  'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.';
const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [ROOT, ...statements] });
const put = (KeyId: string, Policy: string, more: Partial<sdk.PutKeyPolicyCommandInput> = {}) =>
  server.kms.send(new sdk.PutKeyPolicyCommand({ KeyId, Policy, ...more }));
const encrypt = (KeyId: string, EncryptionContext?: Record<string, string>) =>
  server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x'), EncryptionContext }));

describe('PutKeyPolicy', () => {
  it('keeps the text as it came, and needs no policy name', async () => {
    const { KeyId } = await createKey(server.kms);
    const text = policyOf().replaceAll(',', ' ,\n ');
    await put(KeyId, text);
    const { Policy } = await server.kms.send(new sdk.GetKeyPolicyCommand({ KeyId }));
    expect(Policy).toBe(text);
  });

  it('holds from the next request on: a Deny denies even the root', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    await encrypt(KeyId);
    await put(KeyId, policyOf({ Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*' }));
    expect(await refusal(encrypt(KeyId))).toBe(
      `AccessDeniedException: User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Encrypt on resource: ${Arn} with an explicit deny in a resource-based policy`,
    );
    await put(KeyId, policyOf());
    expect(await refusal(encrypt(KeyId))).toBe('no refusal');
  });

  it('binds conditions to the encryption context, its keys and the algorithm', async () => {
    const { KeyId } = await createKey(server.kms);
    const deny = (Condition: object) =>
      put(
        KeyId,
        policyOf({ Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*', Condition }),
      );
    await deny({ StringNotEquals: { 'kms:EncryptionContext:team': 'mail' } });
    expect(await refusal(encrypt(KeyId, { team: 'mail' }))).toBe('no refusal');
    expect(await refusal(encrypt(KeyId, { team: 'other' }))).toMatch(/^AccessDenied/);
    await deny({ Null: { 'kms:EncryptionContext:team': 'true' } });
    expect(await refusal(encrypt(KeyId))).toMatch(/^AccessDenied/);
    await deny({ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': ['secret'] } });
    expect(await refusal(encrypt(KeyId, { secret: 'x', b: 'y' }))).toMatch(/^AccessDenied/);
    await deny({ StringEquals: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' } });
    expect(await refusal(encrypt(KeyId))).toMatch(/^AccessDenied/);
    await deny({ StringEquals: { 'kms:CallerAccount': '000000000000' } });
    expect(await refusal(encrypt(KeyId))).toMatch(/^AccessDenied/);
    await deny({ StringEquals: { 'kms:KeySpec': 'RSA_2048' } });
    expect(await refusal(encrypt(KeyId))).toBe('no refusal');
  });

  it('binds conditions to the aliases of the key, and to the one in the request', async () => {
    const { KeyId } = await createKey(server.kms);
    const only = (Condition: object) =>
      put(
        KeyId,
        policyOf({ Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*', Condition }),
      );
    await only({ StringNotEquals: { 'kms:RequestAlias': 'alias/door' } });
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/door', TargetKeyId: KeyId }));
    expect(await refusal(encrypt(KeyId))).toMatch(/^AccessDenied/);
    expect(await refusal(encrypt('alias/door'))).toBe('no refusal');
    await only({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/door' } });
    expect(await refusal(encrypt(KeyId))).toMatch(/^AccessDenied/);
  });

  it.each([
    ['not JSON', 'nonsense'],
    ['an unknown element', '{"Version":"2012-10-17","Statements":[]}'],
    [
      'no principal',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}',
    ],
  ])('refuses %s', async (_, text) => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(put(KeyId, text))).toMatch(/^MalformedPolicyDocumentException/);
  });

  it('refuses principals that are not there, whatever the statement does with them', async () => {
    const { KeyId } = await createKey(server.kms);
    const strangers = (await nobodies(server.aws)).map((AWS) => ({ AWS: ['*', AWS] }));
    for (const Principal of [...strangers, { Service: 'ses' }, { CanonicalUser: 'a'.repeat(64) }]) {
      for (const Effect of ['Allow', 'Deny']) {
        const text = policyOf({ Effect, Principal, Action: 'kms:Encrypt', Resource: '*' });
        expect(await refusal(put(KeyId, text)), JSON.stringify(Principal)).toBe(INVALID_PRINCIPALS);
      }
    }
  });

  it('takes whoever is there, and believes what it is told of other accounts', async () => {
    const { KeyId } = await createKey(server.kms);
    for (const AWS of await somebodies(server.aws)) {
      const text = policyOf({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*' });
      expect(await refusal(put(KeyId, text)), AWS).toBe('no refusal');
    }
  });

  it('refuses to lock its caller out unless told to', async () => {
    const { KeyId } = await createKey(server.kms);
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...ROOT, Action: 'kms:Describe*' }] });
    expect(await refusal(put(KeyId, text))).toBe(
      'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
    );
    await put(KeyId, text, { BypassPolicyLockoutSafetyCheck: true });
    expect(await refusal(put(KeyId, policyOf()))).toMatch(/^AccessDeniedException/);
  });

  it('refuses a policy past the quota, another name and characters out of the pattern', async () => {
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(put(KeyId, policyOf() + ' '.repeat(32_768)))).toMatch(/^LimitExceededException/);
    expect(await refusal(put(KeyId, policyOf(), { PolicyName: 'other' }))).toMatch(/^NotFoundException/);
    expect(await refusal(put(KeyId, policyOf({ Sid: '€' })))).toMatch(/^ValidationException/);
  });
});
