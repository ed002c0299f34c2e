// Refusals recorded from AWS, word for word: of input that no key could make good.
import { CreateAliasCommand, GenerateRandomCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { anything, type Recorded, recordedRequests, spki, tag } from './recorded-requests.ts';
import { bytes, createKey, refusal } from './support.ts';

const on = recordedRequests();
const { derive, encrypt, id, mac, sign, worded } = on;

const RECORDED: readonly Recorded[] = [
  ['TagException: Duplicate tag keys', () => createKey(on.kms, { Tags: [tag('a'), tag('a')] })],
  [
    'TagException: Tags beginning with aws: are reserved',
    () => createKey(on.kms, { Tags: [tag('AWS:name')] }),
  ],
  [
    'TagException: Too many tags',
    () => createKey(on.kms, { Tags: Array.from({ length: 51 }, (_, index) => tag(`k${index}`)) }),
  ],
  ['ValidationException', () => derive('agreement', bytes('no public key'))],
  [
    "ValidationException: 1 validation error detected: Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    () => on.kms.send(new GenerateRandomCommand({ NumberOfBytes: 0 })),
  ],
  [
    "ValidationException: 1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024",
    () => on.kms.send(new GenerateRandomCommand({ NumberOfBytes: 1025 })),
  ],
  // The recording is older than four key specs and one usage, which follow in the list.
  [
    "ValidationException: 1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, ECC_NIST_P384, ECC_NIST_P256, ECC_NIST_P521, HMAC_384, RSA_3072, ECC_SECG_P256K1, RSA_4096, SYMMETRIC_DEFAULT, HMAC_256, HMAC_224, HMAC_512, SM2, ML_DSA_44, ML_DSA_65, ML_DSA_87, ECC_NIST_EDWARDS25519]",
    () => createKey(on.kms, { KeySpec: anything('HMAC_random') }),
  ],
  [
    "ValidationException: 1 validation error detected: Value 'RANDOM' at 'keyUsage' failed to satisfy constraint: Member must satisfy enum value set: [ENCRYPT_DECRYPT, SIGN_VERIFY, GENERATE_VERIFY_MAC, KEY_AGREEMENT]",
    () => createKey(on.kms, { KeyUsage: anything('RANDOM') }),
  ],
  [
    "ValidationException: 1 validation error detected: Value 'INVALID' at 'keyAgreementAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [ECDH]",
    () => derive('agreement', spki(), 'INVALID'),
  ],
  [
    "ValidationException: 1 validation error detected: Value 'INVALID' at 'macAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [HMAC_SHA_384, HMAC_SHA_256, HMAC_SHA_224, HMAC_SHA_512]",
    () => mac('hmac256', anything('INVALID')),
  ],
  [
    `ValidationException: 1 validation error detected: Value '${'a'.repeat(129)}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128`,
    () => createKey(on.kms, { Tags: [tag('a'.repeat(129))] }),
  ],
  [
    `ValidationException: 1 validation error detected: Value '${'v'.repeat(257)}' at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256`,
    () => createKey(on.kms, { Tags: [tag('k', 'v'.repeat(257))] }),
  ],
  [
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
        `ValidationException: Algorithm ${algorithm} and key spec RSA_2048 cannot encrypt data larger than ${most} bytes.`,
        () => encrypt('rsa', most + 1, algorithm),
      ] as const,
  ),
  [
    'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    () => on.kms.send(new CreateAliasCommand({ AliasName: 'no-prefix', TargetKeyId: id('symmetric') })),
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
        `ValidationException: Digest is invalid length for algorithm ${algorithm}.`,
        () => sign(name, algorithm, { MessageType: 'DIGEST' }),
      ] as const,
  ),
  [
    'ValidationException: KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048',
    () => createKey(on.kms, { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' }),
  ],
  ['ValidationException: NumberOfBytes is required.', () => on.kms.send(new GenerateRandomCommand({}))],
  [
    'ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    () => createKey(on.kms, { KeySpec: 'HMAC_256' }),
  ],
];

describe('AWS’s refusals of input, as recorded', () => {
  it.each(RECORDED)('%s', async (words, request) => {
    expect(await refusal(request())).toBe(worded(words));
  });

  it('count every violation of a request', async () => {
    const request = createKey(on.kms, {
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
