// What each key spec is good for: usages, algorithms, sizes (facts/kms.md §6).
import type { TypeOf } from '../../core/shape.ts';
import * as errors from './errors.ts';
import type * as shapes from './shapes.ts';
import type { EncryptionAlgorithm, KeyUsage, MacAlgorithm, SigningAlgorithm } from './shapes.ts';

export type KeySpecName = TypeOf<typeof shapes.keySpec>;
/** SM2 exists in AWS's China Regions alone. */
export type KeySpec = Exclude<KeySpecName, 'SM2'>;

export type KeyAlgorithm =
  | { readonly family: 'symmetric' }
  | { readonly family: 'hmac'; readonly bytes: number; readonly algorithm: MacAlgorithm }
  | { readonly family: 'rsa'; readonly bits: number }
  | { readonly family: 'ec'; readonly curve: string; readonly signing: SigningAlgorithm }
  | { readonly family: 'ed25519' }
  | { readonly family: 'ml-dsa'; readonly parameters: 44 | 65 | 87 };

const RSA_SIGNING: readonly SigningAlgorithm[] = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
];

export const KEY_ALGORITHMS: Readonly<Record<KeySpec, KeyAlgorithm>> = {
  SYMMETRIC_DEFAULT: { family: 'symmetric' },
  HMAC_224: { family: 'hmac', bytes: 28, algorithm: 'HMAC_SHA_224' },
  HMAC_256: { family: 'hmac', bytes: 32, algorithm: 'HMAC_SHA_256' },
  HMAC_384: { family: 'hmac', bytes: 48, algorithm: 'HMAC_SHA_384' },
  HMAC_512: { family: 'hmac', bytes: 64, algorithm: 'HMAC_SHA_512' },
  RSA_2048: { family: 'rsa', bits: 2048 },
  RSA_3072: { family: 'rsa', bits: 3072 },
  RSA_4096: { family: 'rsa', bits: 4096 },
  ECC_NIST_P256: { family: 'ec', curve: 'prime256v1', signing: 'ECDSA_SHA_256' },
  ECC_NIST_P384: { family: 'ec', curve: 'secp384r1', signing: 'ECDSA_SHA_384' },
  ECC_NIST_P521: { family: 'ec', curve: 'secp521r1', signing: 'ECDSA_SHA_512' },
  ECC_SECG_P256K1: { family: 'ec', curve: 'secp256k1', signing: 'ECDSA_SHA_256' },
  ECC_NIST_EDWARDS25519: { family: 'ed25519' },
  ML_DSA_44: { family: 'ml-dsa', parameters: 44 },
  ML_DSA_65: { family: 'ml-dsa', parameters: 65 },
  ML_DSA_87: { family: 'ml-dsa', parameters: 87 },
};

function usagesOf(spec: KeySpec): readonly KeyUsage[] {
  const { family } = KEY_ALGORITHMS[spec];
  switch (family) {
    case 'symmetric':
      return ['ENCRYPT_DECRYPT'];
    case 'hmac':
      return ['GENERATE_VERIFY_MAC'];
    case 'rsa':
      return ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'];
    case 'ec':
      return spec === 'ECC_SECG_P256K1' ? ['SIGN_VERIFY'] : ['SIGN_VERIFY', 'KEY_AGREEMENT'];
    case 'ed25519':
    case 'ml-dsa':
      return ['SIGN_VERIFY'];
  }
}

export function encryptionAlgorithmsOf(spec: KeySpec): readonly EncryptionAlgorithm[] {
  const { family } = KEY_ALGORITHMS[spec];
  if (family === 'symmetric') return ['SYMMETRIC_DEFAULT'];
  return family === 'rsa' ? ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] : [];
}

export function signingAlgorithmsOf(spec: KeySpec): readonly SigningAlgorithm[] {
  const algorithm = KEY_ALGORITHMS[spec];
  switch (algorithm.family) {
    case 'rsa':
      return RSA_SIGNING;
    case 'ec':
      return [algorithm.signing];
    case 'ed25519':
      return ['ED25519_PH_SHA_512', 'ED25519_SHA_512'];
    case 'ml-dsa':
      return ['ML_DSA_SHAKE_256'];
    default:
      return [];
  }
}

export function macAlgorithmsOf(spec: KeySpec): readonly MacAlgorithm[] {
  const algorithm = KEY_ALGORITHMS[spec];
  return algorithm.family === 'hmac' ? [algorithm.algorithm] : [];
}

export const isSymmetric = (spec: KeySpec): boolean => spec === 'SYMMETRIC_DEFAULT';
export const isHmac = (spec: KeySpec): boolean => KEY_ALGORITHMS[spec].family === 'hmac';
export const isAsymmetric = (spec: KeySpec): boolean => !isSymmetric(spec) && !isHmac(spec);

/** The usage a new key gets; AWS demands it be told for everything but symmetric encryption keys. */
export function usageFor(spec: KeySpec, told: KeyUsage | undefined): KeyUsage {
  if (told === undefined) {
    if (isSymmetric(spec)) return 'ENCRYPT_DECRYPT';
    throw errors.validation(
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  }
  if (usagesOf(spec).includes(told)) return told;
  throw errors.validation(`KeyUsage ${told} is not compatible with KeySpec ${spec}`);
}
