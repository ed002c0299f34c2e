// ML-DSA (FIPS 204): Node 20 has none, so a library does it, loaded when the first such key appears.
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { oid, tlv } from './der.ts';

const SCHEMES = { 44: ml_dsa44, 65: ml_dsa65, 87: ml_dsa87 } as const;
/** id-ml-dsa-44, -65, -87 (RFC 9881). */
const OIDS = {
  44: '2.16.840.1.101.3.4.3.17',
  65: '2.16.840.1.101.3.4.3.18',
  87: '2.16.840.1.101.3.4.3.19',
} as const;

/** SubjectPublicKeyInfo. */
export function publicKeyOfSeed(parameters: 44 | 65 | 87, seed: Uint8Array): Buffer {
  const { publicKey, secretKey } = SCHEMES[parameters].keygen(seed);
  secretKey.fill(0);
  const bits = tlv(0x03, Buffer.from([0]), Buffer.from(publicKey));
  return tlv(0x30, tlv(0x30, oid(OIDS[parameters])), bits);
}
