// The keys that really seal blobs: derived from key material and the frame's KDF nonce, as AWS's cryptographic
// details describe (a PRF over 16 random bytes), so that the number of blobs under one material is not bound by
// GCM's 2^32 random nonces.
//
// AWS derives a key a message. Here a derived key seals BLOBS_PER_KEY of them, far below that bound, because the
// derivation costs as much as the sealing. HMAC-SHA-512 gives the key in one call, and with it eight bytes that
// stand in front of the plaintext and tie the blob to its material (GCM alone does not).
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Random } from '../../platform/random.ts';
import { KDF_NONCE_LENGTH } from './envelope.ts';

export interface BlobKey {
  readonly kdfNonce: Buffer;
  readonly key: KeyObject;
  /** Eight bytes. */
  readonly commitment: Buffer;
}

const BLOBS_PER_KEY = 2 ** 16;
/** Per material: blobs of one time were sealed under few keys. */
const REMEMBERED = 256;
const LABEL = Buffer.from('waxseal kms blob 1\0');

interface Derived {
  sealing: BlobKey | undefined;
  left: number;
  /** By KDF nonce, as latin-1 text. */
  readonly opening: Map<string, BlobKey>;
}

/** They go with the material: it leaves the key cache when the key changes, and with it all that came of it. */
const derivedOf = new WeakMap<KeyObject, Derived>();

/** The key for the next blob. */
export function sealingKey(material: KeyObject, random: Random): BlobKey {
  const derived = of(material);
  if (!derived.sealing || derived.left === 0) {
    derived.sealing = derive(material, random.bytes(KDF_NONCE_LENGTH));
    derived.left = BLOBS_PER_KEY;
  }
  derived.left -= 1;
  return derived.sealing;
}

/** The key of the blob that names this nonce. */
export function openingKey(material: KeyObject, kdfNonce: Buffer): BlobKey {
  const { sealing, opening } = of(material);
  if (sealing?.kdfNonce.equals(kdfNonce)) return sealing;
  const name = kdfNonce.toString('latin1');
  const known = opening.get(name);
  if (known) return known;
  // The frame is a view of the request; what is kept must not hold on to it.
  const key = derive(material, Buffer.from(kdfNonce));
  if (opening.size >= REMEMBERED) opening.clear();
  opening.set(name, key);
  return key;
}

function of(material: KeyObject): Derived {
  let derived = derivedOf.get(material);
  if (!derived) {
    derived = { sealing: undefined, left: 0, opening: new Map() };
    derivedOf.set(material, derived);
  }
  return derived;
}

function derive(material: KeyObject, kdfNonce: Buffer): BlobKey {
  const block = createHmac('sha512', material).update(LABEL).update(kdfNonce).digest();
  const bytes = block.subarray(0, 32);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { kdfNonce, key, commitment: block.subarray(32, 40) };
}
