// EnableKey through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ARN, useServer } from './support.ts';

const server = useServer();

const enable = (KeyId: string) => server.kms.send(new sdk.EnableKeyCommand({ KeyId }));

describe('EnableKey', () => {
  it('brings a disabled key back, with all it sealed', async () => {
    const { KeyId } = await createKey(server.kms);
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    await enable(KeyId);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', Enabled: true });
    const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(opened.Plaintext).toEqual(bytes('x'));
    await enable(KeyId);
  });

  it('takes neither an alias nor a key that awaits deletion', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/e', TargetKeyId: KeyId }));
    expect(await refusal(enable('alias/e'))).toBe("NotFoundException: Invalid keyId 'alias/e'");
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect(await refusal(enable(KeyId))).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`);
  });

  it('refuses an unknown key and one without material', async () => {
    expect(await refusal(enable(UNKNOWN_ARN))).toMatch(/^NotFoundException/);
    const { KeyId, Arn } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    expect(await refusal(enable(KeyId))).toBe(`KMSInvalidStateException: ${Arn} is pending import.`);
  });
});
