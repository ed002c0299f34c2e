// DisableKeyRotation through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, DAY, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const disable = (KeyId: string) => server.kms.send(new sdk.DisableKeyRotationCommand({ KeyId }));

describe('DisableKeyRotation', () => {
  it('leaves the material as it is for good', async () => {
    const { KeyId } = await createKey(server.kms);
    await server.kms.send(new sdk.EnableKeyRotationCommand({ KeyId }));
    await disable(KeyId);
    const status = await server.kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }));
    expect(status.KeyRotationEnabled).toBe(false);
    await server.pass(400 * DAY);
    expect((await server.kms.send(new sdk.ListKeyRotationsCommand({ KeyId }))).Rotations).toEqual([]);
    expect(await refusal(disable(KeyId))).toBe('no refusal');
  });

  it('refuses keys that cannot rotate, disabled and unknown ones', async () => {
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(await refusal(disable(hmac.KeyId))).toBe('UnsupportedOperationException');
    const { KeyId } = await createKey(server.kms);
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    expect(await refusal(disable(KeyId))).toMatch(/^DisabledException/);
    expect(await refusal(disable(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });
});
