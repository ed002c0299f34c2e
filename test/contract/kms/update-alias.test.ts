// UpdateAlias through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const updateAlias = (AliasName: string, TargetKeyId: string) =>
  server.kms.send(new sdk.UpdateAliasCommand({ AliasName, TargetKeyId }));
async function named(name: string, input: sdk.CreateKeyCommandInput = {}) {
  const key = await createKey(server.kms, input);
  await server.kms.send(new sdk.CreateAliasCommand({ AliasName: name, TargetKeyId: key.KeyId }));
  return key;
}

describe('UpdateAlias', () => {
  it('moves the name to another key, for the next request already', async () => {
    await named('alias/moving');
    const { KeyId, Arn } = await createKey(server.kms);
    await updateAlias('alias/moving', KeyId);
    const sealed = await server.kms.send(
      new sdk.EncryptCommand({ KeyId: 'alias/moving', Plaintext: bytes('x') }),
    );
    expect(sealed.KeyId).toBe(Arn);
  });

  it('refuses a key of another type or another usage', async () => {
    await named('alias/symmetric');
    await named('alias/signing', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const agreement = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
    const p384 = await createKey(server.kms, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
    expect(await refusal(updateAlias('alias/symmetric', hmac.KeyId))).toMatch(/^ValidationException/);
    expect(await refusal(updateAlias('alias/signing', agreement.KeyId))).toMatch(/^ValidationException/);
    expect(await refusal(updateAlias('alias/signing', p384.KeyId))).toBe('no refusal');
  });

  it('asks for the state of the new key, not of the old', async () => {
    const old = await named('alias/states');
    const next = await createKey(server.kms);
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId: old.KeyId }));
    await updateAlias('alias/states', next.KeyId);
    expect(await refusal(updateAlias('alias/states', old.KeyId))).toBe(
      `KMSInvalidStateException: ${old.Arn} is pending deletion.`,
    );
  });

  it('gives no key more than fifty names', async () => {
    const { KeyId } = await named('alias/full');
    const names = Array.from({ length: 49 }, (_, index) => `alias/full-${index}`);
    await Promise.all(
      names.map((AliasName) =>
        server.kms.send(new sdk.CreateAliasCommand({ AliasName, TargetKeyId: KeyId })),
      ),
    );
    await named('alias/other');
    expect(await refusal(updateAlias('alias/other', KeyId))).toMatch(/^LimitExceededException/);
    expect(await refusal(updateAlias('alias/full', KeyId))).toBe('no refusal');
  });

  it('refuses an unknown alias and an unknown key', async () => {
    const { KeyId } = await named('alias/known');
    expect(await refusal(updateAlias('alias/none', KeyId))).toMatch(/^NotFoundException: Alias/);
    expect(await refusal(updateAlias('alias/known', UNKNOWN_ID))).toMatch(/^NotFoundException: Key/);
  });
});
