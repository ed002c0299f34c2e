// Refusals recorded from AWS (facts/data/aws_recorded_errors.json), provoked one by one over the wire.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { bytes, type CreatedKey, createKey, refusal, UNKNOWN_ARN, UNKNOWN_ID } from './support.ts';

let aws: TestServer;
let kms: sdk.KMSClient;
const keys: Record<string, CreatedKey> = {};

beforeAll(async () => {
  aws = await startTestServer();
  kms = aws.kms();
  keys.symmetric = await createKey(kms);
  keys.disabled = await createKey(kms);
  await kms.send(new sdk.DisableKeyCommand({ KeyId: keys.disabled.KeyId }));
  keys.hmac224 = await createKey(kms, { KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' });
  keys.hmac256 = await createKey(kms, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  keys.rsa = await createKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
  keys.rsaSign = await createKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
  keys.p256 = await createKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  keys.p384 = await createKey(kms, { KeySpec: 'ECC_NIST_P384', KeyUsage: 'SIGN_VERIFY' });
  keys.k1 = await createKey(kms, { KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' });
  keys.agreement = await createKey(kms, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
  keys.external = await createKey(kms, { Origin: 'EXTERNAL' });
});
afterAll(() => aws.close());

const id = (name: string) => keys[name]?.KeyId ?? name;
const arnOf = (name: string) => keys[name]?.Arn ?? name;
const anything = <T>(value: string): T => value as T;
const Message = bytes('some important message');
const blobOf = async (name = 'symmetric') => {
  const sealed = await kms.send(new sdk.EncryptCommand({ KeyId: id(name), Plaintext: Message }));
  return sealed.CiphertextBlob ?? Message;
};
const spki = (): Uint8Array =>
  generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ type: 'spki', format: 'der' });
const sign = (name: string, SigningAlgorithm: sdk.SigningAlgorithmSpec, more: object = {}) =>
  kms.send(new sdk.SignCommand({ KeyId: id(name), Message, SigningAlgorithm, ...more }));
const mac = (name: string, MacAlgorithm: sdk.MacAlgorithmSpec) =>
  kms.send(new sdk.GenerateMacCommand({ KeyId: id(name), Message, MacAlgorithm }));
const derive = (name: string, PublicKey: Uint8Array, algorithm = 'ECDH') =>
  kms.send(
    new sdk.DeriveSharedSecretCommand({
      KeyId: id(name),
      KeyAgreementAlgorithm: anything(algorithm),
      PublicKey,
    }),
  );
const encrypt = (name: string, length: number, EncryptionAlgorithm?: sdk.EncryptionAlgorithmSpec) =>
  kms.send(new sdk.EncryptCommand({ KeyId: id(name), Plaintext: randomBytes(length), EncryptionAlgorithm }));
const tag = (TagKey: string, TagValue = 'value') => ({ TagKey, TagValue });
const describeKey = (KeyId: string) => kms.send(new sdk.DescribeKeyCommand({ KeyId }));

/** [what is recorded, the request] */
const RECORDED: readonly (readonly [() => string, () => Promise<unknown>])[] = [
  [
    () => `DisabledException: ${arnOf('disabled')} is disabled.`,
    () => kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId: id('disabled') })),
  ],
  [
    () => 'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
    () =>
      kms.send(
        new sdk.GenerateDataKeyPairCommand({
          KeyId: id('symmetric'),
          KeyPairSpec: 'RSA_2048',
          DryRun: true,
        }),
      ),
  ],
  [
    () =>
      'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
    async () => kms.send(new sdk.DecryptCommand({ CiphertextBlob: await blobOf(), KeyId: id('hmac224') })),
  ],
  [
    () => 'InvalidCiphertextException',
    () => kms.send(new sdk.DecryptCommand({ CiphertextBlob: bytes('bad ciphertext') })),
  ],
  [
    () =>
      `InvalidKeyUsageException: ${arnOf('symmetric')} key usage is ENCRYPT_DECRYPT which is not valid for DeriveSharedSecret.`,
    () => derive('symmetric', spki()),
  ],
  [
    () =>
      `InvalidKeyUsageException: ${arnOf('symmetric')} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.`,
    () => mac('symmetric', 'HMAC_SHA_256'),
  ],
  [
    () =>
      `InvalidKeyUsageException: ${arnOf('rsa')} key usage is ENCRYPT_DECRYPT which is not valid for Verify.`,
    () =>
      kms.send(
        new sdk.VerifyCommand({
          KeyId: id('rsa'),
          Message,
          Signature: Message,
          SigningAlgorithm: 'RSASSA_PSS_SHA_256',
        }),
      ),
  ],
  [
    () =>
      `InvalidKeyUsageException: ${arnOf('hmac224')} key usage is GENERATE_VERIFY_MAC which is not valid for Sign.`,
    () => sign('hmac224', 'RSASSA_PSS_SHA_256'),
  ],
  [
    () =>
      `InvalidKeyUsageException: ${arnOf('p256')} key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.`,
    () => derive('p256', spki()),
  ],
  [
    () =>
      `InvalidKeyUsageException: ${arnOf('rsaSign')} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    () => encrypt('rsaSign', 10, 'RSAES_OAEP_SHA_256'),
  ],
  [
    () => 'InvalidKeyUsageException: Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.',
    () => mac('hmac224', 'HMAC_SHA_256'),
  ],
  [
    () => 'InvalidKeyUsageException: Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.',
    () => mac('hmac256', 'HMAC_SHA_512'),
  ],
  [
    () => 'KMSInvalidMacException',
    () =>
      kms.send(
        new sdk.VerifyMacCommand({
          KeyId: id('hmac256'),
          Message,
          Mac: randomBytes(32),
          MacAlgorithm: 'HMAC_SHA_256',
        }),
      ),
  ],
  [
    () => 'KMSInvalidSignatureException',
    () =>
      kms.send(
        new sdk.VerifyCommand({
          KeyId: id('rsaSign'),
          Message,
          Signature: bytes('bad signature'),
          SigningAlgorithm: 'RSASSA_PSS_SHA_256',
        }),
      ),
  ],
  [
    () => `KMSInvalidStateException: ${arnOf('external')} is pending import.`,
    () => kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId: id('external') })),
  ],
  [
    () => 'NotFoundException: Invalid arn eu-central-1',
    () => describeKey(arnOf('symmetric').replace('us-east-1', 'eu-central-1')),
  ],
  [
    () => "NotFoundException: Invalid keyId '134f2428cec14b25a1ae9048164dba47'",
    () => describeKey('134f2428cec14b25a1ae9048164dba47'),
  ],
  [() => "NotFoundException: Invalid keyId 'fake-key-id'", () => describeKey('fake-key-id')],
  [() => "NotFoundException: Invalid keyId 'key_id'", () => mac('key_id', 'HMAC_SHA_256')],
  [() => "NotFoundException: Invalid keyId 'mrk-fake-key-id'", () => describeKey('mrk-fake-key-id')],
  [() => `NotFoundException: Key '${UNKNOWN_ARN}' does not exist`, () => describeKey(UNKNOWN_ID)],
  [() => `NotFoundException: Key '${UNKNOWN_ARN}' does not exist`, () => describeKey(UNKNOWN_ARN)],
  [
    () =>
      "NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/mrk-12345678123412341234123456789012' does not exist",
    () => describeKey('mrk-12345678123412341234123456789012'),
  ],
  [() => 'TagException: Duplicate tag keys', () => createKey(kms, { Tags: [tag('a'), tag('a')] })],
  [
    () => 'TagException: Tags beginning with aws: are reserved',
    () => createKey(kms, { Tags: [tag('AWS:name')] }),
  ],
  [
    () => 'TagException: Too many tags',
    () => createKey(kms, { Tags: Array.from({ length: 51 }, (_, index) => tag(`k${index}`)) }),
  ],
  [
    () => 'UnsupportedOperationException',
    () => kms.send(new sdk.RotateKeyOnDemandCommand({ KeyId: id('rsa') })),
  ],
  [
    () =>
      `UnsupportedOperationException: ${arnOf('symmetric')} origin is AWS_KMS which is not valid for this operation.`,
    () =>
      kms.send(
        new sdk.GetParametersForImportCommand({
          KeyId: id('symmetric'),
          WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
          WrappingKeySpec: 'RSA_2048',
        }),
      ),
  ],
  [
    () => `UnsupportedOperationException: ${arnOf('symmetric')} is not a multi-region primary key.`,
    () => kms.send(new sdk.ReplicateKeyCommand({ KeyId: id('symmetric'), ReplicaRegion: 'eu-west-1' })),
  ],
  [() => 'ValidationException', () => derive('agreement', bytes('no public key'))],
  [
    () =>
      "ValidationException: 1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    () => kms.send(new sdk.GenerateRandomCommand({ NumberOfBytes: 0 })),
  ],
  [
    () =>
      "ValidationException: 1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    () => kms.send(new sdk.GenerateRandomCommand({ NumberOfBytes: 1025 })),
  ],
  // The recording is older than four key specs and one usage, which follow in the list.
  [
    () =>
      "ValidationException: 1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ECC_NIST_EDWARDS25519]",
    () => createKey(kms, { KeySpec: anything('HMAC_random') }),
  ],
  [
    () =>
      "ValidationException: 1 validation error detected: Value 'RANDOM' at 'keyUsage' failed to satisfy constraint: Member must satisfy enum value set: [ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC, KEY_AGREEMENT]",
    () => createKey(kms, { KeyUsage: anything('RANDOM') }),
  ],
  [
    () =>
      "ValidationException: 1 validation error detected: Value 'INVALID' at 'keyAgreementAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ECDH]",
    () => derive('agreement', spki(), 'INVALID'),
  ],
  [
    () =>
      "ValidationException: 1 validation error detected: Value 'INVALID' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
    () => mac('hmac256', anything('INVALID')),
  ],
  [
    () =>
      `ValidationException: 1 validation error detected: Value '${'a'.repeat(129)}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128`,
    () => createKey(kms, { Tags: [tag('a'.repeat(129))] }),
  ],
  [
    () =>
      `ValidationException: 1 validation error detected: Value '${'v'.repeat(257)}' at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
    () => createKey(kms, { Tags: [tag('k', 'v'.repeat(257))] }),
  ],
  [
    () =>
      "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    () => encrypt('symmetric', 4097),
  ],
  ...(
    [
      ['RSAES_OAEP_SHA_1', 214],
      ['RSAES_OAEP_SHA_256', 190],
    ] as const
  ).map(
    ([algorithm, most]) =>
      [
        () =>
          `ValidationException: Algorithm ${algorithm} and key spec RSA_2048 cannot encrypt data larger than ${most} bytes.`,
        () => encrypt('rsa', most + 1, algorithm),
      ] as const,
  ),
  [
    () =>
      'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    () => kms.send(new sdk.CreateAliasCommand({ AliasName: 'no-prefix', TargetKeyId: id('symmetric') })),
  ],
  ...(
    [
      ['p256', 'ECDSA_SHA_256'],
      ['k1', 'ECDSA_SHA_256'],
      ['p384', 'ECDSA_SHA_384'],
      ['rsaSign', 'RSASSA_PKCS1_V1_5_SHA_256'],
      ['rsaSign', 'RSASSA_PKCS1_V1_5_SHA_512'],
      ['rsaSign', 'RSASSA_PSS_SHA_256'],
      ['rsaSign', 'RSASSA_PSS_SHA_384'],
      ['rsaSign', 'RSASSA_PSS_SHA_512'],
    ] as const
  ).map(
    ([name, algorithm]) =>
      [
        () => `ValidationException: Digest is invalid length for algorithm ${algorithm}.`,
        () => sign(name, algorithm, { MessageType: 'DIGEST' }),
      ] as const,
  ),
  [
    () => 'ValidationException: KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048',
    () => createKey(kms, { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' }),
  ],
  [
    () => 'ValidationException: NumberOfBytes is required.',
    () => kms.send(new sdk.GenerateRandomCommand({})),
  ],
  [
    () =>
      'ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    () => createKey(kms, { KeySpec: 'HMAC_256' }),
  ],
];

describe('refusals recorded from AWS', () => {
  for (const [index, [expected, provoke]] of RECORDED.entries()) {
    it(`number ${index + 1} is answered word for word`, async () => {
      expect(await refusal(provoke())).toBe(expected());
    });
  }

  it('count every violation of a request', async () => {
    const request = createKey(kms, {
      KeySpec: anything('X'),
      KeyUsage: anything('Y'),
      Tags: [tag('')],
    });
    const message = await refusal(request);
    expect(message).toMatch(/^ValidationException: 3 validation errors detected: Value 'Y' at 'keyUsage'/);
    expect(message).toContain("; Value 'X' at 'keySpec'");
    expect(message).toContain("; Value '' at 'tags.1.member.tagKey'");
  });
});
