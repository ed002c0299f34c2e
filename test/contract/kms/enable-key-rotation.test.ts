// EnableKeyRotation through the AWS SDK.
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { bytes, createKey, DAY, refusal, UNKNOWN_ID, useServer } from './support.ts';

const server = useServer();

const enable = (KeyId: string, RotationPeriodInDays?: number) =>
  server.kms.send(new sdk.EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }));
const rotations = async (KeyId: string) =>
  (await server.kms.send(new sdk.ListKeyRotationsCommand({ KeyId }))).Rotations ?? [];

describe('EnableKeyRotation', () => {
  it('rotates the material when its time comes, and every blob still opens', async () => {
    const { KeyId, CurrentKeyMaterialId } = await createKey(server.kms);
    await enable(KeyId, 90);
    const old = await server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('old') }));
    await server.pass(89 * DAY);
    expect(await rotations(KeyId)).toEqual([]);
    await server.pass(DAY);
    const [rotation] = await rotations(KeyId);
    expect(rotation).toMatchObject({ RotationType: 'AUTOMATIC', KeyMaterialState: 'CURRENT' });
    expect(rotation?.KeyMaterialId).not.toBe(CurrentKeyMaterialId);
    const now = await server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('new') }));
    for (const [sealed, text, material] of [
      [old, 'old', CurrentKeyMaterialId],
      [now, 'new', rotation?.KeyMaterialId],
    ] as const) {
      const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
      expect(opened).toMatchObject({ Plaintext: bytes(text), KeyMaterialId: material });
    }
    await server.pass(180 * DAY);
    expect(await rotations(KeyId)).toHaveLength(3);
  });

  it('has rotated on each of its dates after a leap of millennia, before others have noticed', async () => {
    const { KeyId } = await createKey(server.kms);
    await enable(KeyId, 90);
    const { CiphertextBlob } = await server.kms.send(
      new sdk.EncryptCommand({ KeyId, Plaintext: bytes('old') }),
    );
    const years = 7000;
    await server.pass(years * 365 * DAY);
    const { NextRotationDate } = await server.kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }));
    expect(Math.ceil(((NextRotationDate?.getTime() ?? 0) - server.aws.clock.now()) / DAY)).toBe(10);
    const { Plaintext } = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob }));
    expect(Plaintext).toEqual(bytes('old'));
    const { Rotations = [] } = await server.kms.send(new sdk.ListKeyRotationsCommand({ KeyId, Limit: 1000 }));
    expect(new Set(Rotations.map(({ KeyMaterialState }) => KeyMaterialState))).toEqual(
      new Set(['NON_CURRENT']),
    );
    await server.kms.send(new sdk.DisableKeyRotationCommand({ KeyId }));
  }, 20_000);

  it('takes a year unless told, and a new period from today', async () => {
    const { KeyId } = await createKey(server.kms);
    const status = () => server.kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }));
    await enable(KeyId);
    expect(await status()).toMatchObject({ RotationPeriodInDays: 365 });
    await enable(KeyId, 2560);
    const { NextRotationDate } = await status();
    const days = ((NextRotationDate?.getTime() ?? 0) - server.aws.clock.now()) / DAY;
    expect(Math.round(days)).toBe(2560);
  });

  it('waits while the key is disabled, and catches up once when it is enabled', async () => {
    const { KeyId } = await createKey(server.kms);
    await enable(KeyId, 90);
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    await server.pass(300 * DAY);
    expect(await rotations(KeyId)).toEqual([]);
    await server.kms.send(new sdk.EnableKeyCommand({ KeyId }));
    await server.pass(0);
    expect(await rotations(KeyId)).toHaveLength(1);
    const { NextRotationDate } = await server.kms.send(new sdk.GetKeyRotationStatusCommand({ KeyId }));
    expect(Math.round(((NextRotationDate?.getTime() ?? 0) - server.aws.clock.now()) / DAY)).toBe(90);
  });

  it('refuses keys that cannot rotate, each in its words', async () => {
    const rsa = await createKey(server.kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const external = await createKey(server.kms, { Origin: 'EXTERNAL' });
    const { KeyId, Arn } = await createKey(server.kms);
    expect(await refusal(enable(rsa.KeyId))).toBe('UnsupportedOperationException');
    expect(await refusal(enable(external.KeyId))).toMatch(
      /^UnsupportedOperationException: .* origin is EXTERNAL/,
    );
    expect(await refusal(enable(KeyId, 89))).toMatch(/^ValidationException: .*'rotationPeriodInDays'.* 90$/);
    expect(await refusal(enable(KeyId, 2561))).toMatch(/^ValidationException/);
    expect(await refusal(enable(UNKNOWN_ID))).toMatch(/^NotFoundException/);
    await server.kms.send(new sdk.DisableKeyCommand({ KeyId }));
    expect(await refusal(enable(KeyId))).toBe(`DisabledException: ${Arn} is disabled.`);
  });
});
