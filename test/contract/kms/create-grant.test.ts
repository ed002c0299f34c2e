// CreateGrant through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createUser, type Person } from './people.ts';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const grant = (input: sdk.CreateGrantCommandInput, kms = server.kms) =>
  kms.send(new sdk.CreateGrantCommand(input));
const Plaintext = bytes('x');
const encrypt = (who: Person, KeyId: string, EncryptionContext?: Record<string, string>) =>
  refusal(who.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext, EncryptionContext })));
const decrypt = (
  who: Person,
  CiphertextBlob: Uint8Array | undefined,
  EncryptionContext?: Record<string, string>,
) => refusal(who.kms.send(new sdk.DecryptCommand({ CiphertextBlob, EncryptionContext })));
const DENIED = /^AccessDeniedException/;

describe('CreateGrant', () => {
  it('lets its grantee do what it names, and nothing more', async () => {
    const ada = await createUser(server.aws, 'ada');
    const { KeyId, Arn } = await createKey(server.kms);
    expect(await encrypt(ada, Arn)).toMatch(DENIED);
    const answer = await grant({ KeyId, GranteePrincipal: ada.arn, Operations: ['Encrypt', 'DescribeKey'] });
    expect(answer.GrantId).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.GrantToken).toEqual(expect.any(String));
    expect(await encrypt(ada, Arn)).toBe('no refusal');
    expect(await refusal(ada.kms.send(new sdk.DescribeKeyCommand({ KeyId })))).toBe('no refusal');
    const sealed = await server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext }));
    expect(await decrypt(ada, sealed.CiphertextBlob)).toMatch(DENIED);
  });

  it('reaches into another account, by ARN, where no policy does', async () => {
    const stranger = await createUser(server.aws, 'stranger', '999988887777');
    const { KeyId, Arn } = await createKey(server.kms);
    expect(await encrypt(stranger, Arn)).toMatch(DENIED);
    const { GrantToken = '' } = await grant({
      KeyId,
      GranteePrincipal: stranger.arn,
      Operations: ['Encrypt'],
    });
    expect(await encrypt(stranger, Arn)).toBe('no refusal');
    const byToken = new sdk.EncryptCommand({ KeyId: Arn, Plaintext, GrantTokens: [GrantToken] });
    expect(await refusal(stranger.kms.send(byToken))).toBe('no refusal');
  });

  it('yields to an explicit deny', async () => {
    const eve = await createUser(server.aws, 'eve');
    const { KeyId, Arn } = await createKey(server.kms);
    await grant({ KeyId, GranteePrincipal: eve.arn, Operations: ['Encrypt'] });
    const { Policy = '' } = await server.kms.send(new sdk.GetKeyPolicyCommand({ KeyId }));
    const policy = JSON.parse(Policy);
    policy.Statement.push({
      Effect: 'Deny',
      Principal: { AWS: eve.arn },
      Action: 'kms:Encrypt',
      Resource: '*',
    });
    await server.kms.send(new sdk.PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(policy) }));
    expect(await encrypt(eve, Arn)).toMatch(/ with an explicit deny in a resource-based policy$/);
  });

  it('holds each cryptographic operation to EncryptionContextEquals and EncryptionContextSubset', async () => {
    const bob = await createUser(server.aws, 'bob');
    const { Arn } = await createKey(server.kms);
    const Operations: sdk.GrantOperation[] = [
      'Encrypt',
      'Decrypt',
      'GenerateDataKey',
      'GenerateDataKeyWithoutPlaintext',
      'GenerateDataKeyPair',
      'ReEncryptFrom',
      'ReEncryptTo',
    ];
    const constrained = async (Constraints: sdk.GrantConstraints) => {
      const { GrantId } = await grant({ KeyId: Arn, GranteePrincipal: bob.arn, Operations, Constraints });
      return () => server.kms.send(new sdk.RevokeGrantCommand({ KeyId: Arn, GrantId }));
    };
    const attempts = async (EncryptionContext: Record<string, string>) => {
      const sealed = await server.kms.send(
        new sdk.EncryptCommand({ KeyId: Arn, Plaintext, EncryptionContext }),
      );
      const { CiphertextBlob } = sealed;
      const context = { KeyId: Arn, EncryptionContext };
      const made = [
        bob.kms.send(new sdk.EncryptCommand({ ...context, Plaintext })),
        bob.kms.send(new sdk.DecryptCommand({ ...context, CiphertextBlob })),
        bob.kms.send(new sdk.GenerateDataKeyCommand({ ...context, KeySpec: 'AES_256' })),
        bob.kms.send(new sdk.GenerateDataKeyWithoutPlaintextCommand({ ...context, KeySpec: 'AES_256' })),
        bob.kms.send(new sdk.GenerateDataKeyPairCommand({ ...context, KeyPairSpec: 'ECC_NIST_P256' })),
        bob.kms.send(
          new sdk.ReEncryptCommand({
            CiphertextBlob,
            SourceEncryptionContext: EncryptionContext,
            DestinationKeyId: Arn,
            DestinationEncryptionContext: EncryptionContext,
          }),
        ),
      ];
      const answers = await Promise.all(made.map(refusal));
      return answers.map((answer) => (DENIED.test(answer) ? 'denied' : answer));
    };
    const all = (answer: string) => Array.from({ length: 6 }, () => answer);

    const revoke = await constrained({ EncryptionContextEquals: { a: '1', b: '2' } });
    expect(await attempts({ b: '2', a: '1' })).toEqual(all('no refusal'));
    expect(await attempts({ a: '1', b: '2', c: '3' })).toEqual(all('denied'));
    expect(await attempts({ A: '1', b: '2' })).toEqual(all('denied'));
    await revoke();
    await constrained({ EncryptionContextSubset: { a: '1' } });
    expect(await attempts({ a: '1', c: '3' })).toEqual(all('no refusal'));
    expect(await attempts({ a: '2', c: '3' })).toEqual(all('denied'));
  });

  it('can be made through a grant, and then only narrower', async () => {
    const [carol, dave] = [await createUser(server.aws, 'carol'), await createUser(server.aws, 'dave')];
    const { Arn } = await createKey(server.kms);
    await grant({
      KeyId: Arn,
      GranteePrincipal: carol.arn,
      Operations: ['CreateGrant', 'Encrypt'],
      Constraints: { EncryptionContextSubset: { team: 'mail' } },
    });
    const attempt = (Operations: sdk.GrantOperation[], Constraints?: sdk.GrantConstraints) =>
      refusal(grant({ KeyId: Arn, GranteePrincipal: dave.arn, Operations, Constraints }, carol.kms));
    expect(await attempt(['Encrypt'])).toMatch(DENIED);
    expect(await attempt(['Decrypt'], { EncryptionContextSubset: { team: 'mail' } })).toMatch(DENIED);
    expect(await attempt(['Encrypt'], { EncryptionContextSubset: { team: 'other' } })).toMatch(DENIED);
    expect(await attempt(['Encrypt'], { EncryptionContextEquals: { team: 'mail', to: 'dave' } })).toBe(
      'no refusal',
    );
    expect(await encrypt(dave, Arn, { team: 'mail', to: 'dave' })).toBe('no refusal');
    expect(await encrypt(dave, Arn, { team: 'mail' })).toMatch(DENIED);
  });

  it('with a name is made once, its tokens each time anew', async () => {
    const { KeyId } = await createKey(server.kms);
    const input: sdk.CreateGrantCommandInput = {
      KeyId,
      GranteePrincipal: 'arn:aws:iam::111122223333:role/r',
      Operations: ['Encrypt', 'Decrypt'],
      Name: 'retry',
    };
    const first = await grant(input);
    const second = await grant({ ...input, Operations: ['Decrypt', 'Encrypt'] });
    expect(second.GrantId).toBe(first.GrantId);
    expect(second.GrantToken).not.toBe(first.GrantToken);
    expect((await grant({ ...input, Operations: ['Encrypt'] })).GrantId).not.toBe(first.GrantId);
    expect((await grant({ ...input, Name: undefined })).GrantId).not.toBe(first.GrantId);
  });

  it('refuses operations that the key cannot do, by the code of its page', async () => {
    const GranteePrincipal = 'arn:aws:iam::111122223333:user/u';
    const symmetric = await createKey(server.kms);
    const signing = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const attempt = (KeyId: string, Operations: sdk.GrantOperation[], Constraints?: sdk.GrantConstraints) =>
      refusal(grant({ KeyId, GranteePrincipal, Operations, Constraints }));
    expect(await attempt(symmetric.KeyId, ['Sign'])).toMatch(/^ValidationError: /);
    expect(await attempt(signing.KeyId, ['GenerateDataKey'])).toMatch(/^ValidationError: /);
    expect(await attempt(signing.KeyId, ['Sign', 'GetPublicKey'])).toBe('no refusal');
    expect(await attempt(signing.KeyId, ['Sign'], { EncryptionContextSubset: { a: 'b' } })).toMatch(
      /^ValidationException/,
    );
    expect(await attempt(symmetric.KeyId, ['decrypt' as sdk.GrantOperation])).toMatch(
      /^ValidationException: .*'operations.1.member'/,
    );
    expect(await attempt(symmetric.KeyId, [])).toMatch(/^ValidationException/);
  });

  it('refuses constraints too large, principals that are none, and runs dry', async () => {
    const { KeyId } = await createKey(server.kms);
    const base = {
      KeyId,
      GranteePrincipal: 'arn:aws:iam::111122223333:user/u',
      Operations: ['Encrypt'] as sdk.GrantOperation[],
    };
    const nine = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`k${index}`, 'v']));
    expect(await refusal(grant({ ...base, Constraints: { EncryptionContextEquals: nine } }))).toMatch(
      /^ValidationException/,
    );
    const long = { EncryptionContextSubset: { a: 'x'.repeat(385) } };
    expect(await refusal(grant({ ...base, Constraints: long }))).toMatch(/^ValidationException/);
    expect(await refusal(grant({ ...base, GranteePrincipal: 'somebody' }))).toMatch(/^InvalidArnException/);
    expect(await refusal(grant({ ...base, GranteePrincipal: 'arn:aws:s3:::bucket' }))).toMatch(
      /^InvalidArnException/,
    );
    expect(await refusal(grant({ ...base, RetiringPrincipal: 'nobody' }))).toMatch(/^InvalidArnException/);
    expect(await refusal(grant({ ...base, DryRun: true }))).toMatch(/^DryRunOperationException/);
    expect(await refusal(grant({ ...base, KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
    const listed = await server.kms.send(new sdk.ListGrantsCommand({ KeyId }));
    expect(listed.Grants).toEqual([]);
  });

  it('refuses a user or role of the own account that is not there, to have or to retire it', async () => {
    const { KeyId } = await createKey(server.kms);
    const there = await createUser(server.aws, 'there');
    const attempt = (GranteePrincipal: string, RetiringPrincipal?: string) =>
      refusal(grant({ KeyId, GranteePrincipal, RetiringPrincipal, Operations: ['Encrypt'] }));
    const absent = 'arn:aws:iam::000000000000:role/absent';
    const refused = `InvalidArnException: ARN does not refer to a valid principal: ${absent}`;
    expect(await attempt(absent)).toBe(refused);
    expect(await attempt(there.arn, absent)).toBe(refused);
    expect(await attempt(there.arn, there.arn)).toBe('no refusal');
    // A group is no principal.
    expect(await attempt('arn:aws:iam::000000000000:group/g')).toMatch(/^InvalidArnException/);
  });

  it('believes accounts, sessions, services and their roles, and what other accounts hold', async () => {
    const { KeyId } = await createKey(server.kms);
    for (const GranteePrincipal of [
      '000000000000',
      'arn:aws:iam::000000000000:root',
      'arn:aws:sts::000000000000:assumed-role/r/session',
      'arn:aws:sts::000000000000:federated-user/f',
      'arn:aws:iam::000000000000:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      'arn:aws:iam::111122223333:role/path/r',
      'ebs.amazonaws.com',
    ]) {
      const answer = await refusal(grant({ KeyId, GranteePrincipal, Operations: ['Encrypt'] }));
      expect([GranteePrincipal, answer]).toEqual([GranteePrincipal, 'no refusal']);
    }
  });
});
