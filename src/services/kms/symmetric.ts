// SYMMETRIC_DEFAULT: what Encrypt, Decrypt and the data keys do with bytes.
//
// Each blob has a key of its own, derived from the key material and the frame's KDF nonce as AWS's
// cryptographic details describe (a PRF over a fresh 16-byte nonce): so the number of blobs under one
// material is not bound by GCM's 2^32 random nonces. HMAC-SHA-512 gives it in one call, and with it eight
// bytes that stand in front of the plaintext and tie the blob to its material (GCM alone does not).
// AWS's own eleven bytes there are unknown; ours keep its lengths: 184 bytes for a 32-byte data key.
import { createCipheriv, createDecipheriv, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Random } from '../../platform/random.ts';
import { contextBytes } from './encryption-context.ts';
import { type Envelope, IV_LENGTH, type Sealer, writeEnvelope, writeHeader } from './envelope.ts';
import type { EncryptionContext } from './shapes.ts';

const CIPHER = 'aes-256-gcm';
const TAG_LENGTH = 16;
const KDF_NONCE_LENGTH = 16;
const PREAMBLE_LENGTH = 11;
const COMMITMENT_AT = 3;
const VERSION = 1;
const LABEL = Buffer.from('waxseal kms blob 1\0');

export function seal(
  material: KeyObject,
  handle: string,
  sealer: Sealer,
  plaintext: Uint8Array,
  context: EncryptionContext | undefined,
  random: Random,
): Buffer {
  const kdfNonce = random.bytes(KDF_NONCE_LENGTH);
  const iv = random.bytes(IV_LENGTH);
  const length = PREAMBLE_LENGTH + plaintext.length;
  const header = writeHeader(sealer, handle, kdfNonce, length + TAG_LENGTH);
  const { key, commitment } = derive(material, kdfNonce);
  const preamble = Buffer.allocUnsafe(PREAMBLE_LENGTH);
  preamble[0] = VERSION;
  preamble.writeUInt16BE(plaintext.length, 1);
  commitment.copy(preamble, COMMITMENT_AT);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH });
  key.fill(0);
  cipher.setAAD(Buffer.concat([header, contextBytes(context)]));
  const sealed = [cipher.update(preamble), cipher.update(plaintext)];
  cipher.final();
  sealed.push(cipher.getAuthTag());
  return writeEnvelope(header, iv, sealed);
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
  const { key, commitment } = derive(material, kdfNonce);
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_LENGTH });
  key.fill(0);
  decipher.setAAD(Buffer.concat([header, contextBytes(context)]));
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

function derive(material: KeyObject, kdfNonce: Buffer): { key: Buffer; commitment: Buffer } {
  const block = createHmac('sha512', material).update(LABEL).update(kdfNonce).digest();
  return { key: block.subarray(0, 32), commitment: block.subarray(32, 40) };
}
