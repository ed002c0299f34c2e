// KMS's shapes, each said once. Bounds and patterns are AWS's model; enum orders are those of AWS's
// validation messages where a recording shows them (facts/kms.md §8), values newer than the recording last.
import {
  blob,
  boolean,
  integer,
  list,
  map,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../core/shape.ts';

export const keyId = string({ min: 1, max: 2048 });
export const arn = string({ min: 20, max: 2048 });
export const aliasName = string({ min: 1, max: 256, pattern: '^[a-zA-Z0-9:/_-]+$' });
export const description = string({ min: 0, max: 8192 });
export const policy = string({ min: 1, max: 131_072, pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' });
export const policyName = string({ min: 1, max: 128, pattern: '[\\w]+' });
export const limit = integer({ min: 1, max: 1000 });
export const marker = string({ min: 1, max: 1024, pattern: '[\\u0020-\\u00FF]*' });
export const region = string({ min: 1, max: 32, pattern: '^([a-z]+-){2,3}\\d+$' });
export const pendingWindowInDays = integer({ min: 1, max: 365 });
export const numberOfBytes = integer({ min: 1, max: 1024 });
export const customKeyStoreId = string({ min: 1, max: 64 });
export const keyMaterialId = string({ min: 64, max: 64, pattern: '^[a-f0-9]+$' });
export const xksKeyId = string({ min: 1, max: 128, pattern: '^[a-zA-Z0-9-_.]+$' });

export const plaintext = blob({ min: 1, max: 4096, sensitive: true });
export const ciphertext = blob({ min: 1, max: 6144 });
export const publicKey = blob({ min: 1, max: 8192 });

export const encryptionContext = map(string(), string());
export const grantTokens = list(string({ min: 1, max: 8192 }), { min: 0, max: 10 });
export const dryRun = boolean();
export const dryRunModifiers = list(oneOf('IGNORE_CIPHERTEXT'));

export const keyUsage = oneOf('ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT');
export const keySpec = oneOf(
  'RSA_2048',
  'ECC_NIST_P384',
  'ECC_NIST_P256',
  'ECC_NIST_P521',
  'HMAC_384',
  'RSA_3072',
  'ECC_SECG_P256K1',
  'RSA_4096',
  'SYMMETRIC_DEFAULT',
  'HMAC_256',
  'HMAC_224',
  'HMAC_512',
  'SM2',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ECC_NIST_EDWARDS25519',
);
export const customerMasterKeySpec = oneOf(
  'RSA_2048',
  'ECC_NIST_P384',
  'ECC_NIST_P256',
  'ECC_NIST_P521',
  'HMAC_384',
  'RSA_3072',
  'ECC_SECG_P256K1',
  'RSA_4096',
  'SYMMETRIC_DEFAULT',
  'HMAC_256',
  'HMAC_224',
  'HMAC_512',
  'SM2',
);
export const dataKeySpec = oneOf('AES_256', 'AES_128');
export const dataKeyPairSpec = oneOf(
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'SM2',
  'ECC_NIST_EDWARDS25519',
);
export const origin = oneOf('AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE');
export const keyState = oneOf(
  'Creating',
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
  'Updating',
);
export const expirationModel = oneOf('KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE');
export const encryptionAlgorithm = oneOf(
  'SYMMETRIC_DEFAULT',
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'SM2PKE',
);
export const signingAlgorithm = oneOf(
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'ECDSA_SHA_256',
  'ECDSA_SHA_384',
  'ECDSA_SHA_512',
  'SM2DSA',
  'ML_DSA_SHAKE_256',
  'ED25519_SHA_512',
  'ED25519_PH_SHA_512',
);
export const macAlgorithm = oneOf('HMAC_SHA_384', 'HMAC_SHA_256', 'HMAC_SHA_224', 'HMAC_SHA_512');
export const keyAgreementAlgorithm = oneOf('ECDH');
export const messageType = oneOf('RAW', 'DIGEST', 'EXTERNAL_MU');
export const grantOperation = oneOf(
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'Sign',
  'Verify',
  'GetPublicKey',
  'CreateGrant',
  'RetireGrant',
  'DescribeKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
);

/** Nitro enclaves: validated, then refused (there is no attestation here). */
export const recipient = structure({
  KeyEncryptionAlgorithm: oneOf('RSAES_OAEP_SHA_256'),
  AttestationDocument: blob({ min: 1, max: 262_144 }),
});

export const tagKey = string({ min: 1, max: 128 });
export const tags = list(
  structure({ TagKey: required(tagKey), TagValue: required(string({ min: 0, max: 256 })) }),
);
export type Tags = TypeOf<typeof tags>;

const multiRegionKey = structure({ Arn: arn, Region: region });
export const keyMetadata = structure({
  AWSAccountId: string(),
  KeyId: required(keyId),
  Arn: arn,
  CreationDate: timestamp(),
  Enabled: boolean(),
  Description: description,
  KeyUsage: keyUsage,
  KeyState: keyState,
  DeletionDate: timestamp(),
  ValidTo: timestamp(),
  Origin: origin,
  CustomKeyStoreId: customKeyStoreId,
  CloudHsmClusterId: string({ min: 19, max: 24, pattern: 'cluster-[2-7a-zA-Z]{11,16}' }),
  ExpirationModel: expirationModel,
  KeyManager: oneOf('AWS', 'CUSTOMER'),
  CustomerMasterKeySpec: customerMasterKeySpec,
  KeySpec: keySpec,
  EncryptionAlgorithms: list(encryptionAlgorithm),
  SigningAlgorithms: list(signingAlgorithm),
  KeyAgreementAlgorithms: list(keyAgreementAlgorithm),
  MultiRegion: boolean(),
  MultiRegionConfiguration: structure({
    MultiRegionKeyType: oneOf('PRIMARY', 'REPLICA'),
    PrimaryKey: multiRegionKey,
    ReplicaKeys: list(multiRegionKey),
  }),
  PendingDeletionWindowInDays: pendingWindowInDays,
  MacAlgorithms: list(macAlgorithm),
  XksKeyConfiguration: structure({ Id: xksKeyId }),
  CurrentKeyMaterialId: keyMaterialId,
});
export type KeyMetadata = TypeOf<typeof keyMetadata>;

export type KeyUsage = TypeOf<typeof keyUsage>;
export type KeyState = TypeOf<typeof keyState>;
export type EncryptionAlgorithm = TypeOf<typeof encryptionAlgorithm>;
export type SigningAlgorithm = TypeOf<typeof signingAlgorithm>;
export type MacAlgorithm = TypeOf<typeof macAlgorithm>;
export type MessageType = TypeOf<typeof messageType>;
export type GrantOperation = TypeOf<typeof grantOperation>;
export type EncryptionContext = TypeOf<typeof encryptionContext>;
