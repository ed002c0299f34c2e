// ScheduleKeyDeletion through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, DAY, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const schedule = (KeyId: string, PendingWindowInDays?: number) =>
  server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));

describe('ScheduleKeyDeletion', () => {
  it('waits thirty days unless told, and says when', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const before = server.aws.clock.now();
    const answer = await schedule(KeyId);
    expect(answer).toMatchObject({ KeyId: Arn, KeyState: 'PendingDeletion', PendingWindowInDays: 30 });
    const wait = (answer.DeletionDate?.getTime() ?? 0) - before;
    expect(wait).toBeGreaterThanOrEqual(30 * DAY - 1000);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({
      KeyState: 'PendingDeletion',
      Enabled: false,
      DeletionDate: answer.DeletionDate,
    });
  });

  it('destroys the key, its aliases and its material when the day comes', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/doomed', TargetKeyId: KeyId }));
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    await schedule(KeyId, 7);
    await server.pass(7 * DAY - 60_000);
    expect(await refusal(server.kms.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe(
      `KMSInvalidStateException: ${Arn} is pending deletion.`,
    );
    await server.pass(60_000);
    expect(await refusal(server.kms.send(new sdk.DescribeKeyCommand({ KeyId })))).toBe(
      `NotFoundException: Key '${Arn}' does not exist`,
    );
    expect(await refusal(server.kms.send(new sdk.DecryptCommand({ CiphertextBlob })))).toBe(
      'AccessDeniedException: User: arn:aws:iam::000000000000:root is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    );
    const { KeyId: next } = await createKey(server.kms);
    await server.kms.send(new sdk.CreateAliasCommand({ AliasName: 'alias/doomed', TargetKeyId: next }));
  });

  it('keeps a multi-Region primary until the last replica is gone, then waits its own time', async () => {
    const { KeyId, Arn } = await createKey(server.kms, { MultiRegion: true });
    await server.kms.send(new sdk.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }));
    await server.pass(0);
    const answer = await schedule(KeyId, 8);
    expect(answer).toEqual(
      expect.objectContaining({ KeyId: Arn, KeyState: 'PendingReplicaDeletion', PendingWindowInDays: 8 }),
    );
    expect(answer.DeletionDate).toBeUndefined();
    const europe = server.aws.kms({ region: 'eu-west-1' });
    await europe.send(new sdk.ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await server.pass(7 * DAY);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: expect.any(Date) });
    await server.pass(8 * DAY);
    expect(await refusal(server.kms.send(new sdk.DescribeKeyCommand({ KeyId })))).toMatch(
      /^NotFoundException/,
    );
  });

  it('refuses fewer than seven days, more than thirty, and a second time', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    for (const days of [6, 31]) expect(await refusal(schedule(KeyId, days))).toMatch(/^ValidationException/);
    expect(await refusal(schedule(KeyId, 366))).toMatch(
      /^ValidationException: 1 validation error detected: Value '366' at 'pendingWindowInDays'/,
    );
    await schedule(KeyId);
    expect(await refusal(schedule(KeyId))).toBe(`KMSInvalidStateException: ${Arn} is pending deletion.`);
    expect(await refusal(schedule(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });
});
