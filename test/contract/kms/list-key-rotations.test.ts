// ListKeyRotations through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const list = (input: sdk.ListKeyRotationsCommandInput) =>
  server.kms.send(new sdk.ListKeyRotationsCommand(input));

describe('ListKeyRotations', () => {
  it('lists rotations page by page, and the first material when asked for all', async () => {
    const { KeyId, Arn, CurrentKeyMaterialId } = await createKey(server.kms);
    for (let times = 0; times < 3; times += 1)
      await server.kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId }));
    const page = await list({ KeyId, Limit: 2 });
    expect(page.Rotations).toHaveLength(2);
    expect(page.Truncated).toBe(true);
    expect((await list({ KeyId, Limit: 2, Marker: page.NextMarker })).Rotations).toHaveLength(1);
    const all = await list({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(all.Rotations?.map(({ KeyMaterialState }) => KeyMaterialState)).toEqual([
      'NON_CURRENT',
      'NON_CURRENT',
      'NON_CURRENT',
      'CURRENT',
    ]);
    expect(all.Rotations?.[0]).toEqual({
      KeyId: Arn,
      KeyMaterialId: CurrentKeyMaterialId,
      KeyMaterialState: 'NON_CURRENT',
    });
  });

  it('refuses keys that cannot rotate, foreign markers and unknown keys', async () => {
    const hmac = await createKey(server.kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(await refusal(list({ KeyId: hmac.KeyId }))).toBe('UnsupportedOperationException');
    const { KeyId } = await createKey(server.kms);
    expect(await refusal(list({ KeyId, Marker: 'x' }))).toMatch(/^InvalidMarkerException/);
    expect(await refusal(list({ KeyId: UNKNOWN_ID }))).toMatch(/^NotFoundException/);
  });
});
