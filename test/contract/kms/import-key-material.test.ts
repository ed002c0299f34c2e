// ImportKeyMaterial through the AWS SDK.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { importMaterial, wrapMaterial } from './import-client.ts';
import { bytes, createKey, DAY, refusal, useServer } from './support.ts';

const server = useServer();

const external = (input: sdk.CreateKeyCommandInput = {}) =>
  createKey(server.kms, { Origin: 'EXTERNAL', ...input });
const describeKey = async (KeyId: string) =>
  (await server.kms.send(new sdk.DescribeKeyCommand({ KeyId }))).KeyMetadata;
const states = async (KeyId: string, client = server.kms) => {
  const answer = await client.send(
    new sdk.ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }),
  );
  return answer.Rotations?.map(({ KeyMaterialState, ImportState }) => `${KeyMaterialState} ${ImportState}`);
};
const seal = async (KeyId: string) =>
  (await server.kms.send(new sdk.EncryptCommand({ KeyId, Plaintext: bytes('x') }))).CiphertextBlob;
const open = (CiphertextBlob: Uint8Array | undefined) =>
  refusal(server.kms.send(new sdk.DecryptCommand({ CiphertextBlob })));

describe('ImportKeyMaterial', () => {
  it.each([
    'RSAES_OAEP_SHA_1',
    'RSAES_OAEP_SHA_256',
    'RSA_AES_KEY_WRAP_SHA_1',
    'RSA_AES_KEY_WRAP_SHA_256',
  ] as const)('takes symmetric material wrapped by %s', async (algorithm) => {
    const { KeyId, Arn } = await external();
    const answer = await importMaterial(server.kms, KeyId, randomBytes(32), { algorithm });
    expect(answer).toMatchObject({ KeyId: Arn, KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await describeKey(KeyId)).toMatchObject({
      KeyState: 'Enabled',
      Enabled: true,
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
      CurrentKeyMaterialId: answer.KeyMaterialId,
    });
    expect(await open(await seal(KeyId))).toBe('no refusal');
  });

  it.each([
    ['RSA_2048', 'SIGN_VERIFY', () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey],
    [
      'ECC_NIST_P256',
      'KEY_AGREEMENT',
      () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
    ],
    [
      'ECC_SECG_P256K1',
      'SIGN_VERIFY',
      () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
    ],
    ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', () => generateKeyPairSync('ed25519').privateKey],
  ] as const)(
    'takes a private key of %s for %s, and shows its public half',
    async (KeySpec, KeyUsage, make) => {
      const { KeyId } = await external({ KeySpec, KeyUsage });
      const pkcs8 = make().export({ type: 'pkcs8', format: 'der' });
      const answer = await importMaterial(server.kms, KeyId, pkcs8);
      expect(answer.KeyMaterialId).toBeUndefined();
      const { PublicKey } = await server.kms.send(new sdk.GetPublicKeyCommand({ KeyId }));
      expect(PublicKey?.length).toBeGreaterThan(40);
    },
  );

  it('knows a private key again after it was deleted, and takes no other in its place', async () => {
    const { KeyId } = await external({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const pkcs8 = () =>
      generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
        type: 'pkcs8',
        format: 'der',
      });
    const own = pkcs8();
    await importMaterial(server.kms, KeyId, own);
    expect(await refusal(importMaterial(server.kms, KeyId, own))).toBe('no refusal');
    expect(await refusal(importMaterial(server.kms, KeyId, pkcs8()))).toBe('IncorrectKeyMaterialException');
    await server.kms.send(new sdk.DeleteImportedKeyMaterialCommand({ KeyId }));
    expect(await refusal(importMaterial(server.kms, KeyId, pkcs8()))).toBe('IncorrectKeyMaterialException');
    await importMaterial(server.kms, KeyId, own);
    expect((await describeKey(KeyId))?.KeyState).toBe('Enabled');
    const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    const wrong = p384.export({ type: 'pkcs8', format: 'der' });
    expect(await refusal(importMaterial(server.kms, KeyId, wrong))).toBe('IncorrectKeyMaterialException');
    expect(await refusal(importMaterial(server.kms, KeyId, randomBytes(32)))).toBe(
      'IncorrectKeyMaterialException',
    );
  });

  it('takes HMAC material of the right length alone', async () => {
    const { KeyId } = await external({ KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' });
    expect(await refusal(importMaterial(server.kms, KeyId, randomBytes(32)))).toBe(
      'IncorrectKeyMaterialException',
    );
    await importMaterial(server.kms, KeyId, randomBytes(48));
    const mac = new sdk.GenerateMacCommand({ KeyId, Message: bytes('x'), MacAlgorithm: 'HMAC_SHA_384' });
    expect((await server.kms.send(mac)).Mac).toHaveLength(48);
  });

  it('lets material expire on its day, and takes the same back to its old blobs', async () => {
    const { KeyId, Arn } = await external();
    const material = randomBytes(32);
    const ValidTo = new Date(server.aws.clock.now() + 10 * DAY);
    const { KeyMaterialId } = await importMaterial(server.kms, KeyId, material, {
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      ValidTo,
    });
    expect((await describeKey(KeyId))?.ExpirationModel).toBe('KEY_MATERIAL_EXPIRES');
    const blob = await seal(KeyId);
    await server.pass(10 * DAY);
    expect(await describeKey(KeyId)).toMatchObject({
      KeyState: 'PendingImport',
      CurrentKeyMaterialId: KeyMaterialId,
    });
    expect(await open(blob)).toBe(`KMSInvalidStateException: ${Arn} is pending import.`);
    expect(await refusal(importMaterial(server.kms, KeyId, randomBytes(32)))).toBe(
      'IncorrectKeyMaterialException',
    );
    expect((await importMaterial(server.kms, KeyId, material)).KeyMaterialId).toBe(KeyMaterialId);
    expect(await open(blob)).toBe('no refusal');
  });

  it('wants a date exactly when the material expires, in the future and within a year', async () => {
    const { KeyId } = await external();
    const attempt = (more: object) => refusal(importMaterial(server.kms, KeyId, randomBytes(32), more));
    const at = (days: number) => new Date(server.aws.clock.now() + days * DAY);
    const ExpirationModel = 'KEY_MATERIAL_EXPIRES';
    const required =
      'ValidationException: A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES';
    expect(await attempt({ ExpirationModel })).toBe(required);
    expect(await attempt({ ExpirationModel: undefined })).toBe(required);
    expect(await attempt({ ValidTo: at(1) })).toMatch(/^ValidationException/);
    expect(await attempt({ ExpirationModel, ValidTo: at(-1) })).toMatch(/^ValidationException/);
    expect(await attempt({ ExpirationModel, ValidTo: at(366) })).toMatch(/^ValidationException/);
  });

  it('keeps new material waiting until it is rotated in, one at a time', async () => {
    const { KeyId, Arn } = await external();
    const rotate = () => server.kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId }));
    const first = await importMaterial(server.kms, KeyId, randomBytes(32));
    const blob = await seal(KeyId);
    expect(await refusal(rotate())).toBe(
      `KMSInvalidStateException: No available key material pending rotation for the key: ${Arn}.`,
    );
    const ImportType = 'NEW_KEY_MATERIAL';
    const second = await importMaterial(server.kms, KeyId, randomBytes(32), {
      ImportType,
      KeyMaterialDescription: 'second',
    });
    expect(await states(KeyId)).toEqual(['CURRENT IMPORTED', 'PENDING_ROTATION IMPORTED']);
    const third = await refusal(importMaterial(server.kms, KeyId, randomBytes(32), { ImportType }));
    expect(third).toMatch(
      new RegExp(
        `^KMSInvalidStateException: New key material \\(id: [0-9a-f]{64}\\) cannot be imported into KMS key ${KeyId}, because another key material \\(id: ${second.KeyMaterialId}\\) is pending rotation\\.$`,
      ),
    );
    await rotate();
    expect(await states(KeyId)).toEqual(['NON_CURRENT IMPORTED', 'CURRENT IMPORTED']);
    expect((await describeKey(KeyId))?.CurrentKeyMaterialId).toBe(second.KeyMaterialId);
    const opened = await server.kms.send(new sdk.DecryptCommand({ CiphertextBlob: blob }));
    expect(opened.KeyMaterialId).toBe(first.KeyMaterialId);
    const { Rotations } = await server.kms.send(new sdk.ListKeyRotationsCommand({ KeyId }));
    expect(Rotations).toMatchObject([{ KeyMaterialDescription: 'second', RotationType: 'ON_DEMAND' }]);
  });

  it('needs all that a key ever used before it works again', async () => {
    const { KeyId } = await external();
    const [one, two] = [randomBytes(32), randomBytes(32)];
    const first = await importMaterial(server.kms, KeyId, one);
    await importMaterial(server.kms, KeyId, two, { ImportType: 'NEW_KEY_MATERIAL' });
    await server.kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId }));
    const { KeyMaterialId } = first;
    await server.kms.send(new sdk.DeleteImportedKeyMaterialCommand({ KeyId, KeyMaterialId }));
    expect(await states(KeyId)).toEqual(['NON_CURRENT PENDING_IMPORT', 'CURRENT IMPORTED']);
    expect((await describeKey(KeyId))?.KeyState).toBe('PendingImport');
    await importMaterial(server.kms, KeyId, one, { KeyMaterialId });
    expect((await describeKey(KeyId))?.KeyState).toBe('Enabled');
  });

  it('carries new material through every Region before it may rotate', async () => {
    const { KeyId } = await external({ MultiRegion: true });
    const [one, two] = [randomBytes(32), randomBytes(32)];
    await importMaterial(server.kms, KeyId, one);
    await server.kms.send(new sdk.ReplicateKeyCommand({ KeyId, ReplicaRegion: 'eu-west-1' }));
    await server.pass(0);
    const europe = server.aws.kms({ region: 'eu-west-1' });
    const replica = await europe.send(new sdk.DescribeKeyCommand({ KeyId }));
    expect(replica.KeyMetadata?.KeyState).toBe('PendingImport');
    expect(await refusal(importMaterial(europe, KeyId, two, { ImportType: 'NEW_KEY_MATERIAL' }))).toMatch(
      /^ValidationException/,
    );
    await importMaterial(europe, KeyId, one);
    const blob = await seal(KeyId);
    expect((await europe.send(new sdk.DecryptCommand({ CiphertextBlob: blob }))).Plaintext).toEqual(
      bytes('x'),
    );

    await importMaterial(server.kms, KeyId, two, { ImportType: 'NEW_KEY_MATERIAL' });
    expect(await states(KeyId)).toEqual([
      'CURRENT IMPORTED',
      'PENDING_MULTI_REGION_IMPORT_AND_ROTATION IMPORTED',
    ]);
    const rotate = () => server.kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId }));
    expect(await refusal(rotate())).toMatch(/^KMSInvalidStateException/);
    await importMaterial(europe, KeyId, two, { ImportType: 'EXISTING_KEY_MATERIAL' });
    expect(await states(KeyId)).toEqual(['CURRENT IMPORTED', 'PENDING_ROTATION IMPORTED']);
    await rotate();
    expect(await states(KeyId, europe)).toEqual(['NON_CURRENT IMPORTED', 'CURRENT IMPORTED']);
  });

  it('refuses tokens of other keys, changed ones, and those older than a day', async () => {
    const { KeyId } = await external();
    const other = await external();
    const given = await server.kms.send(
      new sdk.GetParametersForImportCommand({
        KeyId,
        WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
        WrappingKeySpec: 'RSA_2048',
      }),
    );
    const EncryptedKeyMaterial = wrapMaterial(
      'RSAES_OAEP_SHA_256',
      given.PublicKey ?? bytes(''),
      randomBytes(32),
    );
    const attempt = (
      to: string,
      ImportToken: Uint8Array | undefined,
      material: Uint8Array = EncryptedKeyMaterial,
    ) =>
      refusal(
        server.kms.send(
          new sdk.ImportKeyMaterialCommand({
            KeyId: to,
            ImportToken,
            EncryptedKeyMaterial: material,
            ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
          }),
        ),
      );
    const changed = Uint8Array.from(given.ImportToken ?? []);
    changed[40] = (changed[40] ?? 0) ^ 1;
    expect(await attempt(other.KeyId, given.ImportToken)).toBe('InvalidImportTokenException');
    expect(await attempt(KeyId, changed)).toBe('InvalidImportTokenException');
    expect(await attempt(KeyId, bytes('short'))).toBe('InvalidImportTokenException');
    expect(await attempt(KeyId, given.ImportToken, randomBytes(256))).toBe('InvalidCiphertextException');
    const own = await createKey(server.kms);
    expect(await attempt(own.KeyId, given.ImportToken)).toMatch(
      /^UnsupportedOperationException: .* origin is AWS_KMS/,
    );
    await server.pass(DAY);
    expect(await attempt(KeyId, given.ImportToken)).toBe('ExpiredImportTokenException');
  });
});
