// Elliptic curve signatures of digests that came ready, which node:crypto cannot make: @noble/curves.
import { createHash, type KeyObject } from 'node:crypto';
import { eddsa } from '@noble/curves/abstract/edwards.js';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';

const CURVES = { prime256v1: p256, secp384r1: p384, secp521r1: p521, secp256k1 } as const;
type Curve = keyof typeof CURVES;
const isCurve = (name: string): name is Curve => name in CURVES;

function curveOf(name: string) {
  if (!isCurve(name)) throw new Error(`${name} is no curve of KMS`);
  return CURVES[name];
}

/** DER, as AWS answers ECDSA signatures. */
export function signEcDigest(secret: KeyObject, curve: string, digest: Uint8Array): Buffer {
  const scalar = member(secret, 'd');
  const options = { prehash: false, lowS: false, format: 'der' } as const;
  const signature = curveOf(curve).sign(digest, scalar, options);
  scalar.fill(0);
  return Buffer.from(signature);
}

export function verifyEcDigest(
  publicKey: KeyObject,
  curve: string,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const point = Buffer.concat([Buffer.from([4]), member(publicKey, 'x'), member(publicKey, 'y')]);
  try {
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    return curveOf(curve).verify(signature, digest, point, options);
  } catch {
    // Not DER: the library throws where AWS says no.
    return false;
  }
}

// ── Ed25519ph (RFC 8032 §5.1) over a SHA-512 digest that came ready ──────────────────────────────────

const PREFIX = Buffer.from('SigEd25519 no Ed25519 collisions');

const ed25519ph = eddsa(ed25519.Point, (bytes: Uint8Array) => createHash('sha512').update(bytes).digest(), {
  adjustScalarBytes(bytes: Uint8Array) {
    bytes[0] = (bytes[0] ?? 0) & 248;
    bytes[31] = ((bytes[31] ?? 0) & 127) | 64;
    return bytes;
  },
  // The library would set the prehash flag only if it did the hashing itself.
  domain: (data: Uint8Array, context: Uint8Array) =>
    Uint8Array.from(Buffer.concat([PREFIX, Buffer.from([1, context.length]), context, data])),
  zip215: false,
});

export function signEd25519ph(secret: KeyObject, digest: Uint8Array): Buffer {
  const seed = member(secret, 'd');
  const signature = ed25519ph.sign(digest, seed);
  seed.fill(0);
  return Buffer.from(signature);
}

export function verifyEd25519ph(publicKey: KeyObject, digest: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519ph.verify(signature, digest, member(publicKey, 'x'));
  } catch {
    return false;
  }
}

function member(key: KeyObject, name: 'd' | 'x' | 'y'): Buffer {
  return Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url');
}
