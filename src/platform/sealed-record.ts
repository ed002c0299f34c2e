// Rows that hold what must not lie in the clear, sealed under the master key: AES-256-GCM, bound to their place.
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { Random } from './random.ts';

const NONCE = 12;
const TAG = 16;

/** Nonce, ciphertext, tag. @param place what the record is and whose: a record moved elsewhere does not open. */
export function sealRecord(key: KeyObject, random: Random, place: string, bytes: Uint8Array): Buffer {
  const nonce = random.bytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the bytes were changed, moved to another place or sealed under another master key. */
export function openRecord(key: KeyObject, place: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}
