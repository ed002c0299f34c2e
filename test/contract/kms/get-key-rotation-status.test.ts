// GetKeyRotationStatus through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const status = (KeyId: string) => server.kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }));

describe('GetKeyRotationStatus', () => {
  it('says no without dates, and yes with period and next date', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    const { $metadata: _, ...off } = await status(KeyId);
    expect(off).toEqual({ KeyId: Arn, KeyRotationEnabled: false });
    await server.kms.send(new sdk.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 100 }));
    expect(await status(KeyId)).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 100,
      NextRotationDate: expect.any(Date),
    });
  });

  it('says no while the key awaits deletion, and remembers', async () => {
    const { KeyId } = await createKey(server.kms);
    await server.kms.send(new sdk.EnableKeyRotationCommand({ KeyId }));
    await server.kms.send(new sdk.ScheduleKeyDeletionCommand({ KeyId }));
    expect((await status(KeyId)).KeyRotationEnabled).toBe(false);
    await server.kms.send(new sdk.CancelKeyDeletionCommand({ KeyId }));
    expect((await status(KeyId)).KeyRotationEnabled).toBe(true);
  });

  // Terraform's aws_kms_key asks it of every key whose material is AWS's.
  it('says no of asymmetric and HMAC keys, which can never rotate', async () => {
    const ecc = await createKey(server.kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    for (const { KeyId, Arn } of [ecc, hmac])
      expect(await status(KeyId)).toMatchObject({ KeyId: Arn, KeyRotationEnabled: false });
  });

  it('refuses keys with imported material, and unknown ones', async () => {
    const { KeyId } = await createKey(server.kms, { Origin: 'EXTERNAL' });
    expect(await refusal(status(KeyId))).toMatch(/^UnsupportedOperationException/);
    expect(await refusal(status(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });
});
