// Key material at rest: sealed under the platform's master key, bound to what it is.
import { createCipheriv, createDecipheriv, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/random.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

export interface Wrapping {
  /** @param purpose what the bytes are; another purpose cannot open them. */
  readonly wrap: (bytes: Uint8Array, purpose: string) => Buffer;
  /** @throws when the bytes were changed, or wrapped under another master key or for another purpose. */
  readonly unwrap: (wrapped: Uint8Array, purpose: string) => Buffer;
  /** 32 bytes that only the holder of the master key can compute: names for imported material, token tags. */
  readonly fingerprint: (purpose: string, ...parts: readonly (string | Uint8Array)[]) => Buffer;
  /** Compares in constant time. */
  readonly matches: (
    given: Uint8Array,
    purpose: string,
    ...parts: readonly (string | Uint8Array)[]
  ) => boolean;
}

export function createWrapping(masterKey: KeyObject, random: Random): Wrapping {
  const fingerprintKey = createHmac('sha256', masterKey).update('waxseal kms fingerprint').digest();
  const fingerprint: Wrapping['fingerprint'] = (purpose, ...parts) => {
    const hmac = createHmac('sha256', fingerprintKey).update(`${purpose}\0`);
    for (const part of parts) hmac.update(`${part.length}:`).update(part);
    return hmac.digest();
  };
  return {
    fingerprint,
    matches(given, purpose, ...parts) {
      const expected = fingerprint(purpose, ...parts);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
    wrap(bytes, purpose) {
      const nonce = random.bytes(NONCE_LENGTH);
      const cipher = createCipheriv(CIPHER, masterKey, nonce, { authTagLength: TAG_LENGTH });
      cipher.setAAD(Buffer.from(purpose));
      const sealed = cipher.update(bytes);
      cipher.final();
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    unwrap(wrapped, purpose) {
      const bytes = Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength);
      const nonce = bytes.subarray(0, NONCE_LENGTH);
      const decipher = createDecipheriv(CIPHER, masterKey, nonce, { authTagLength: TAG_LENGTH });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH));
      const opened = decipher.update(bytes.subarray(NONCE_LENGTH + TAG_LENGTH));
      decipher.final();
      return opened;
    },
  };
}

/** What a wrapped material is bound to: its handle, which replicas share, so that rows may be copied. */
export const materialPurpose = (handle: string): string => `waxseal kms material ${handle}`;
