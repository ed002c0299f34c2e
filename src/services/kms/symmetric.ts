// SYMMETRIC_DEFAULT: what Encrypt, Decrypt and the data keys do with bytes.
//
// In front of the plaintext stand eleven bytes: our version, the length, and the blob key's commitment. What
// AWS's own eleven bytes say is unknown; ours keep its lengths: 184 bytes for a 32-byte data key.
import { createCipheriv, createDecipheriv, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/random.ts';
import { openingKey, sealingKey } from './blob-key.ts';
import { authenticatedData } from './encryption-context.ts';
import { createFrame, type Envelope, type Sealer, TAG_LENGTH } from './envelope.ts';
import type { EncryptionContext } from './shapes.ts';

const CIPHER = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG_LENGTH };
const PREAMBLE_LENGTH = 11;
const COMMITMENT_AT = 3;
const VERSION = 1;

export function seal(
  material: KeyObject,
  handle: string,
  sealer: Sealer,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  random: Random,
): Buffer {
  const { kdfNonce, key, commitment } = sealingKey(material, random);
  const opened = Buffer.allocUnsafe(PREAMBLE_LENGTH + plaintext.length);
  opened[0] = VERSION;
  opened.writeUInt16BE(plaintext.length, 1);
  opened.set(commitment, COMMITMENT_AT);
  opened.set(plaintext, PREAMBLE_LENGTH);
  const { blob, header, iv, sealed } = createFrame(sealer, handle, kdfNonce, opened.length, random);
  const cipher = createCipheriv(CIPHER, key, iv, OPTIONS);
  cipher.setAAD(authenticatedData(header, context));
  sealed.set(cipher.update(opened));
  opened.fill(0);
  cipher.final();
  sealed.set(cipher.getAuthTag(), opened.length);
  return blob;
}

/** Undefined when anything at all does not fit: material, context, a single bit. */
export function open(
  material: KeyObject,
  envelope: Envelope,
  context: EncryptionContext | undefined,
): Buffer | undefined {
  const { header, iv, sealed, kdfNonce } = envelope;
  const end = sealed.length - TAG_LENGTH;
  if (end < PREAMBLE_LENGTH) return undefined;
  const { key, commitment } = openingKey(material, kdfNonce);
  const decipher = createDecipheriv(CIPHER, key, iv, OPTIONS);
  decipher.setAAD(authenticatedData(header, context));
  decipher.setAuthTag(sealed.subarray(end));
  const opened = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    opened.fill(0);
    return undefined;
  }
  const plaintext = opened.subarray(PREAMBLE_LENGTH);
  const fits =
    opened[0] === VERSION &&
    opened.readUInt16BE(1) === plaintext.length &&
    timingSafeEqual(opened.subarray(COMMITMENT_AT, PREAMBLE_LENGTH), commitment);
  if (fits) return plaintext;
  opened.fill(0);
  return undefined;
}
