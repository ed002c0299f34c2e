// Encryption under a key, whichever its spec: what Encrypt, Decrypt, ReEncrypt and the data keys share.
import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { KmsDeps } from './deps.ts';
import type { Envelope, Sealer } from './envelope.ts';
import { readEnvelope } from './envelope.ts';
import * as errors from './errors.ts';
import type { Key, Material } from './key.ts';
import { encryptionAlgorithmsOf, KEY_ALGORITHMS } from './key-spec.ts';
import { requireUsable } from './key-state.ts';
import type { EncryptionAlgorithm, EncryptionContext, KeyUsage } from './shapes.ts';
import { open, seal } from './symmetric.ts';

/** State before usage (facts/kms.md §10). */
export function requireFit(key: Key, usage: KeyUsage, operation: string): void {
  requireUsable(key);
  if (key.usage !== usage) throw errors.wrongUsage(key.arn, key.usage, operation);
}

export function requireAlgorithm(key: Key, algorithm: EncryptionAlgorithm): void {
  if (!encryptionAlgorithmsOf(key.spec).includes(algorithm)) {
    throw errors.wrongAlgorithm(algorithm, key.spec);
  }
}

/** Data keys come out of symmetric encryption keys alone. */
export function requireSymmetric(key: Key, operation: string): void {
  requireFit(key, 'ENCRYPT_DECRYPT', operation);
  if (key.spec !== 'SYMMETRIC_DEFAULT') {
    throw errors.invalidKeyUsage(`${key.arn} key spec is ${key.spec} which is not valid for ${operation}.`);
  }
}

export function currentMaterial(key: Key): Material {
  if (!key.current) throw new Error(`${key.arn} is ${key.state} without material`);
  return key.current;
}

/** Only symmetric ciphertext can be bound to a context (Encrypt's page); the wording is ours. */
export function refuseContext(context: EncryptionContext | undefined, algorithm: EncryptionAlgorithm): void {
  if (algorithm === 'SYMMETRIC_DEFAULT' || !context || Object.keys(context).length === 0) return;
  throw errors.validation('EncryptionContext is not supported with asymmetric KMS keys.');
}

export function sealUnder(
  deps: KmsDeps,
  key: Key,
  sealer: Sealer,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
): { blob: Buffer; material: Material } {
  const material = currentMaterial(key);
  const blob = seal(key.secret(material), material.handle, sealer, plaintext, context, deps.platform.random);
  return { blob, material };
}

export function encryptUnder(
  deps: KmsDeps,
  key: Key,
  algorithm: EncryptionAlgorithm,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
): { blob: Buffer; material: Material } {
  if (algorithm === 'SYMMETRIC_DEFAULT') return sealUnder(deps, key, 'Encrypt', plaintext, context);
  const oaepHash = oaepHashOf(algorithm);
  const most = longestPlaintext(key, oaepHash);
  if (plaintext.length > most) {
    throw errors.validation(
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${most} bytes.`,
    );
  }
  const material = currentMaterial(key);
  const publicKey = createPublicKey(key.secret(material));
  return { blob: publicEncrypt(oaep(publicKey, oaepHash), plaintext), material };
}

/** @param envelope the frame already read, for a symmetric blob. */
export function decryptUnder(
  key: Key,
  algorithm: EncryptionAlgorithm,
  blob: Uint8Array,
  envelope: Envelope | undefined,
  context: EncryptionContext | undefined,
): { plaintext: Buffer; material: Material } {
  if (algorithm === 'SYMMETRIC_DEFAULT') {
    const material = key.materials.find(({ handle }) => handle === envelope?.handle);
    if (!envelope || !material) throw errors.invalidCiphertext();
    const plaintext = open(key.secret(material), envelope, context);
    if (!plaintext) throw errors.invalidCiphertext();
    return { plaintext, material };
  }
  const material = currentMaterial(key);
  try {
    return { plaintext: privateDecrypt(oaep(key.secret(material), oaepHashOf(algorithm)), blob), material };
  } catch {
    throw errors.invalidCiphertext();
  }
}

/**
 * Which key a Decrypt is about, and whether its ciphertext is that key's. A wrong key is told as such even
 * when that key could not decrypt at all (recorded with an HMAC key).
 */
export function requireDecryptable(
  key: Key,
  algorithm: EncryptionAlgorithm,
  blob: Uint8Array | undefined,
  envelope: Envelope | undefined,
  operation: string,
): void {
  requireUsable(key);
  if (algorithm === 'SYMMETRIC_DEFAULT' && blob) {
    if (!envelope) throw errors.invalidCiphertext();
    if (!key.materials.some(({ handle }) => handle === envelope.handle)) throw errors.incorrectKey();
  }
  requireFit(key, 'ENCRYPT_DECRYPT', operation);
  requireAlgorithm(key, algorithm);
}

export const envelopeOf = (
  blob: Uint8Array | undefined,
  algorithm: EncryptionAlgorithm,
): Envelope | undefined => (blob && algorithm === 'SYMMETRIC_DEFAULT' ? readEnvelope(blob) : undefined);

type OaepHash = 'sha1' | 'sha256';
const oaepHashOf = (algorithm: EncryptionAlgorithm): OaepHash =>
  algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256';

/** The hash serves the mask generation function too. */
const oaep = (key: KeyObject, oaepHash: OaepHash) => ({
  key,
  oaepHash,
  padding: constants.RSA_PKCS1_OAEP_PADDING,
});

const HASH_LENGTH: Readonly<Record<OaepHash, number>> = { sha1: 20, sha256: 32 };

function longestPlaintext(key: Key, hash: OaepHash): number {
  const algorithm = KEY_ALGORITHMS[key.spec];
  const modulus = algorithm.family === 'rsa' ? algorithm.bits / 8 : 0;
  return modulus - 2 * HASH_LENGTH[hash] - 2;
}
