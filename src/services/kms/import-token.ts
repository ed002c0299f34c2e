// Import tokens and the unwrapping of what was encrypted for import (facts/kms.md §6).
//
// A token is the wrapping key pair's private half, sealed under the master key for one KMS key: nothing is
// stored, and it works after a restart.
import { constants, createDecipheriv, createPrivateKey, type KeyObject, privateDecrypt } from 'node:crypto';
import * as errors from './errors.ts';
import type { KeyArn } from './key.ts';
import type { Wrapping } from './wrapping.ts';

export const WRAPPING_ALGORITHMS = [
  'RSAES_OAEP_SHA_1',
  'RSAES_OAEP_SHA_256',
  'RSA_AES_KEY_WRAP_SHA_1',
  'RSA_AES_KEY_WRAP_SHA_256',
] as const;
export type WrappingAlgorithm = (typeof WRAPPING_ALGORITHMS)[number];

export const TOKEN_LIFETIME = 24 * 3_600_000;

const HEADER_LENGTH = 9;
const purpose = (arn: KeyArn): string => `waxseal kms import token ${arn}`;

export function writeImportToken(
  wrapping: Wrapping,
  arn: KeyArn,
  algorithm: WrappingAlgorithm,
  validTo: number,
  privateKey: Buffer,
): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  header[0] = WRAPPING_ALGORITHMS.indexOf(algorithm);
  header.writeDoubleBE(validTo, 1);
  const bytes = Buffer.concat([header, privateKey]);
  privateKey.fill(0);
  const token = wrapping.wrap(bytes, purpose(arn));
  bytes.fill(0);
  return token;
}

/** @throws for a token of another key, a changed one, one past its day. */
export function readImportToken(
  wrapping: Wrapping,
  arn: KeyArn,
  token: Uint8Array,
  now: number,
): { readonly algorithm: WrappingAlgorithm; readonly key: KeyObject } {
  let bytes: Buffer;
  try {
    bytes = wrapping.unwrap(token, purpose(arn));
  } catch {
    throw errors.invalidImportToken();
  }
  const algorithm = WRAPPING_ALGORITHMS[bytes[0] ?? -1];
  if (!algorithm) throw errors.invalidImportToken();
  if (bytes.readDoubleBE(1) <= now) throw errors.expiredImportToken();
  const key = createPrivateKey({ key: bytes.subarray(HEADER_LENGTH), format: 'der', type: 'pkcs8' });
  bytes.fill(0);
  return { algorithm, key };
}

/** RFC 5649's alternative initial value. */
const KEY_WRAP_IV = Buffer.from('a65959a6', 'hex');

/** The key material in clear; the caller zeroes it. */
export function unwrapMaterial(algorithm: WrappingAlgorithm, key: KeyObject, wrapped: Uint8Array): Buffer {
  const oaepHash = algorithm.endsWith('_256') ? 'sha256' : 'sha1';
  const decrypt = (bytes: Uint8Array) =>
    privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, bytes);
  try {
    if (algorithm.startsWith('RSAES')) return decrypt(wrapped);
    // The AES key under RSA first, as long as the modulus; the material under AES-KWP behind it.
    const modulusBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
    const aesKey = decrypt(wrapped.subarray(0, modulusBytes));
    const decipher = createDecipheriv(`id-aes${aesKey.length * 8}-wrap-pad`, aesKey, KEY_WRAP_IV);
    aesKey.fill(0);
    const opened = decipher.update(wrapped.subarray(modulusBytes));
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    throw errors.invalidCiphertext();
  }
}
