// Refusals recorded from AWS, word for word: of keys that are not there, or cannot do what is asked of them.
import { randomBytes } from 'node:crypto';
import {
  DecryptCommand,
  GenerateDataKeyPairCommand,
  GetParametersForImportCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { Message, type Recorded, recordedRequests, spki } from './recorded-requests.ts';
import { bytes, refusal, UNKNOWN_ARN, UNKNOWN_ID } from './support.ts';

const on = recordedRequests();
const { arnOf, blobOf, derive, describeKey, encrypt, id, mac, sign, worded } = on;

const RECORDED: readonly Recorded[] = [
  [
    'DisabledException: {disabled} is disabled.',
    () => on.kms.send(new RotateKeyOnDemandCommand({ KeyId: id('disabled') })),
  ],
  [
    'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
    () =>
      on.kms.send(
        new GenerateDataKeyPairCommand({
          KeyId: id('symmetric'),
          KeyPairSpec: 'RSA_2048',
          DryRun: true,
        }),
      ),
  ],
  [
    'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
    async () =>
      on.kms.send(new DecryptCommand({ CiphertextBlob: await blobOf('symmetric'), KeyId: id('hmac224') })),
  ],
  [
    'InvalidCiphertextException',
    () => on.kms.send(new DecryptCommand({ CiphertextBlob: bytes('bad ciphertext') })),
  ],
  [
    'InvalidKeyUsageException: {symmetric} key usage is ENCRYPT_DECRYPT which is not valid for DeriveSharedSecret.',
    () => derive('symmetric', spki()),
  ],
  [
    'InvalidKeyUsageException: {symmetric} key usage is ENCRYPT_DECRYPT which is not valid for GenerateMac.',
    () => mac('symmetric', 'HMAC_SHA_256'),
  ],
  [
    'InvalidKeyUsageException: {rsa} key usage is ENCRYPT_DECRYPT which is not valid for Verify.',
    () =>
      on.kms.send(
        new VerifyCommand({
          KeyId: id('rsa'),
          Message,
          Signature: Message,
          SigningAlgorithm: 'RSASSA_PSS_SHA_256',
        }),
      ),
  ],
  [
    'InvalidKeyUsageException: {hmac224} key usage is GENERATE_VERIFY_MAC which is not valid for Sign.',
    () => sign('hmac224', 'RSASSA_PSS_SHA_256'),
  ],
  [
    'InvalidKeyUsageException: {p256} key usage is SIGN_VERIFY which is not valid for DeriveSharedSecret.',
    () => derive('p256', spki()),
  ],
  [
    'InvalidKeyUsageException: {rsaSign} key usage is SIGN_VERIFY which is not valid for Encrypt.',
    () => encrypt('rsaSign', 10, 'RSAES_OAEP_SHA_256'),
  ],
  [
    'InvalidKeyUsageException: Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.',
    () => mac('hmac224', 'HMAC_SHA_256'),
  ],
  [
    'InvalidKeyUsageException: Algorithm HMAC_SHA_512 is incompatible with key spec HMAC_256.',
    () => mac('hmac256', 'HMAC_SHA_512'),
  ],
  [
    'KMSInvalidMacException',
    () =>
      on.kms.send(
        new VerifyMacCommand({
          KeyId: id('hmac256'),
          Message,
          Mac: randomBytes(32),
          MacAlgorithm: 'HMAC_SHA_256',
        }),
      ),
  ],
  [
    'KMSInvalidSignatureException',
    () =>
      on.kms.send(
        new VerifyCommand({
          KeyId: id('rsaSign'),
          Message,
          Signature: bytes('bad signature'),
          SigningAlgorithm: 'RSASSA_PSS_SHA_256',
        }),
      ),
  ],
  [
    'KMSInvalidStateException: {external} is pending import.',
    () => on.kms.send(new RotateKeyOnDemandCommand({ KeyId: id('external') })),
  ],
  [
    'NotFoundException: Invalid arn eu-central-1',
    () => describeKey(arnOf('symmetric').replace('us-east-1', 'eu-central-1')),
  ],
  [
    "NotFoundException: Invalid keyId '134f2428cec14b25a1ae9048164dba47'",
    () => describeKey('134f2428cec14b25a1ae9048164dba47'),
  ],
  ["NotFoundException: Invalid keyId 'fake-key-id'", () => describeKey('fake-key-id')],
  ["NotFoundException: Invalid keyId 'key_id'", () => mac('key_id', 'HMAC_SHA_256')],
  ["NotFoundException: Invalid keyId 'mrk-fake-key-id'", () => describeKey('mrk-fake-key-id')],
  [`NotFoundException: Key '${UNKNOWN_ARN}' does not exist`, () => describeKey(UNKNOWN_ID)],
  [`NotFoundException: Key '${UNKNOWN_ARN}' does not exist`, () => describeKey(UNKNOWN_ARN)],
  [
    "NotFoundException: Key 'arn:aws:kms:us-east-1:000000000000:key/mrk-12345678123412341234123456789012' does not exist",
    () => describeKey('mrk-12345678123412341234123456789012'),
  ],
  ['UnsupportedOperationException', () => on.kms.send(new RotateKeyOnDemandCommand({ KeyId: id('rsa') }))],
  [
    'UnsupportedOperationException: {symmetric} origin is AWS_KMS which is not valid for this operation.',
    () =>
      on.kms.send(
        new GetParametersForImportCommand({
          KeyId: id('symmetric'),
          WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
          WrappingKeySpec: 'RSA_2048',
        }),
      ),
  ],
  [
    'UnsupportedOperationException: {symmetric} is not a multi-region primary key.',
    () => on.kms.send(new ReplicateKeyCommand({ KeyId: id('symmetric'), ReplicaRegion: 'eu-west-1' })),
  ],
];

describe('AWS’s refusals of a key, as recorded', () => {
  it.each(RECORDED)('%s', async (words, request) => {
    expect(await refusal(request())).toBe(worded(words));
  });
});
