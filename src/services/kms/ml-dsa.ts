// ML-DSA (FIPS 204): Node 20 has none, so a library does it, loaded when the first such key appears.
import type { KeyObject } from 'node:crypto';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { oid, tlv } from './der.ts';

export type MlDsaParameters = 44 | 65 | 87;

const SCHEMES = { 44: ml_dsa44, 65: ml_dsa65, 87: ml_dsa87 } as const;
/** id-ml-dsa-44, -65, -87 (RFC 9881). */
const OIDS = {
  44: '2.16.840.1.101.3.4.3.17',
  65: '2.16.840.1.101.3.4.3.18',
  87: '2.16.840.1.101.3.4.3.19',
} as const;
const ENTROPY_LENGTH = 32;

/** SubjectPublicKeyInfo. */
export function publicKeyOfSeed(parameters: MlDsaParameters, seed: Uint8Array): Buffer {
  const { publicKey, secretKey } = SCHEMES[parameters].keygen(seed);
  secretKey.fill(0);
  const bits = tlv(0x03, Buffer.from([0]), Buffer.from(publicKey));
  return tlv(0x30, tlv(0x30, oid(OIDS[parameters])), bits);
}

/** @param isMu whether the message is the 64-byte representative that FIPS 204 §6.2 calls μ. */
export function signMlDsa(
  parameters: MlDsaParameters,
  seed: KeyObject,
  message: Uint8Array,
  isMu: boolean,
  entropy: Buffer,
): Buffer {
  const scheme = SCHEMES[parameters];
  const bytes = seed.export();
  const { secretKey } = scheme.keygen(bytes);
  bytes.fill(0);
  const extraEntropy = entropy.subarray(0, ENTROPY_LENGTH);
  const signature = isMu
    ? scheme.internal.sign(message, secretKey, { externalMu: true, extraEntropy })
    : scheme.sign(message, secretKey, { extraEntropy });
  secretKey.fill(0);
  return Buffer.from(signature);
}

/** @param spki what `publicKeyOfSeed` wrote. */
export function verifyMlDsa(
  parameters: MlDsaParameters,
  spki: Uint8Array,
  message: Uint8Array,
  isMu: boolean,
  signature: Uint8Array,
): boolean {
  const scheme = SCHEMES[parameters];
  const publicKey = spki.subarray(spki.length - (scheme.lengths.publicKey ?? 0));
  if (signature.length !== scheme.lengths.signature) return false;
  return isMu
    ? scheme.internal.verify(signature, message, publicKey, { externalMu: true })
    : scheme.verify(signature, message, publicKey);
}
