// RotateKeyOnDemand through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const rotate = (KeyId: string) => server.kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId }));

describe('RotateKeyOnDemand', () => {
  it('gives the key new material at once and keeps the old for what it sealed', async () => {
    const { KeyId, Arn, CurrentKeyMaterialId } = await createKey(server.kms);
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }),
    );
    expect((await rotate(KeyId)).KeyId).toBe(Arn);
    const { KeyMetadata } = await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(KeyMetadata?.CurrentKeyMaterialId).not.toBe(CurrentKeyMaterialId);
    const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob, KeyId }));
    expect(opened).toMatchObject({ Plaintext: bytes('x'), KeyMaterialId: CurrentKeyMaterialId });
    const { Rotations } = await server.kms.send(new sdk.ListKeyRotationsCommand({ KeyId }));
    expect(Rotations).toMatchObject([{ RotationType: 'ON_DEMAND', KeyMaterialState: 'CURRENT' }]);
  });

  it('does not move the date of the next automatic rotation', async () => {
    const { KeyId } = await createKey(server.kms);
    const next = async () =>
      (await server.kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }))).NextRotationDate;
    await server.kms.send(new sdk.EnableKeyRotationCommand({ KeyId }));
    const before = await next();
    await rotate(KeyId);
    expect(await next()).toEqual(before);
  });

  it('rotates a key 25 times and no more', async () => {
    const { KeyId, Arn } = await createKey(server.kms);
    for (let times = 0; times < 25; times += 1) await rotate(KeyId);
    expect(await refusal(rotate(KeyId))).toBe(
      `LimitExceededException: The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${Arn}`,
    );
  });

  it('refuses keys that cannot rotate, disabled and unknown ones', async () => {
    const rsa = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    expect(await refusal(rotate(rsa.KeyId))).toBe('UnsupportedOperationException');
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId: rsa.KeyId }));
    expect(await refusal(rotate(rsa.KeyId))).toBe(`DisabledException: ${rsa.Arn} is disabled.`);
    expect(await refusal(rotate(UNKNOWN_ID))).toMatch(/^NotFoundException/);
  });
});
