// DeleteImportedKeyMaterial through the AWS SDK.
import { randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { importMaterial } from './import-client.ts';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const remove = (KeyId: string, KeyMaterialId?: string) =>
  server.kms.send(new sdk.DeleteImportedKeyMaterialCommand({ KeyId, KeyMaterialId }));
const stateOf = async (KeyId: string) =>
  (await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState;

describe('DeleteImportedKeyMaterial', () => {
  it('makes the key unusable until the same material comes back', async () => {
    const { KeyId, Arn } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    const material = randomBytes(32);
    const { KeyMaterialId } = await importMaterial(server.kms, KeyId, material);
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    expect(await remove(KeyId)).toMatchObject({ KeyId: Arn, KeyMaterialId });
    expect(await stateOf(KeyId)).toBe('PendingImport');
    expect(await refusal(server.kms.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe(
      `KMSInvalidStateException: ${Arn} is pending import.`,
    );
    await importMaterial(server.kms, KeyId, material);
    expect((await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(bytes('x'));
  });

  it('forgets material that never was rotated in, and leaves the key enabled', async () => {
    const { KeyId } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    await importMaterial(server.kms, KeyId, randomBytes(32));
    const ImportType = 'NEW_KEY_MATERIAL';
    const { KeyMaterialId } = await importMaterial(server.kms, KeyId, randomBytes(32), { ImportType });
    await remove(KeyId, KeyMaterialId);
    expect(await stateOf(KeyId)).toBe('Enabled');
    expect(await refusal(importMaterial(server.kms, KeyId, randomBytes(32), { ImportType }))).toBe(
      'no refusal',
    );
  });

  it('has no effect where there is nothing, and none on the state of a key pending deletion', async () => {
    const { KeyId } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    expect(await refusal(remove(KeyId))).toBe('no refusal');
    await importMaterial(server.kms, KeyId, randomBytes(32));
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    await remove(KeyId);
    expect(await stateOf(KeyId)).toBe('PendingDeletion');
    await server.kms.send(new sdk.CancelKeyDeletionCommand({ KeyId }));
    expect(await stateOf(KeyId)).toBe('PendingImport');
  });

  it('refuses keys with material of their own, and material it does not know', async () => {
    const own = await createKey(server.kms);
    expect(await refusal(remove(own.KeyId))).toMatch(/^UnsupportedOperationException: .* origin is AWS_KMS/);
    const { KeyId } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    expect(await refusal(remove(KeyId, 'a'.repeat(64)))).toMatch(/^NotFoundException/);
    expect(await refusal(remove(KeyId, 'A'.repeat(64)))).toMatch(/^ValidationException: .*'keyMaterialId'/);
    expect(await refusal(remove(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });
});
