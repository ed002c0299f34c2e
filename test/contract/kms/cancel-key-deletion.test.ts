// CancelKeyDeletion through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, DAY, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const cancel = (KeyId: string) => server.kms.send(new sdk.CancelKeyDeletionCommand({ KeyId }));

describe('CancelKeyDeletion', () => {
  it('leaves the key disabled, its blobs readable again once it is enabled', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect((await cancel(KeyId)).KeyId).toBe(Arn);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    expect(KeyMetadata?.DeletionDate).toBeUndefined();
    await server.pass(8 * DAY);
    await server.kms.send(new sdk.EnableKeyCommand({ KeyId }));
    expect((await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(bytes('x'));
  });

  it('refuses a key that nobody wants to delete', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    expect(await refusal(cancel(KeyId))).toBe(`KMSInvalidStateException: ${Arn} is not pending deletion.`);
    expect(await refusal(cancel(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });

  it('gives a key whose imported material is missing back to PendingImport', async () => {
    const { KeyId } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    await cancel(KeyId);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.KeyState).toBe('PendingImport');
  });
});
