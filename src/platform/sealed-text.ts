// Short secrets at rest (secret access keys, session tokens): AES-256-GCM under the master key, bound to the
// name of the row they stand in.
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { Random } from './random.ts';

const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/** iv, tag, ciphertext. */
export function sealText(text: string, boundTo: string, masterKey: KeyObject, random: Random): Buffer {
  const iv = random.bytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', masterKey, iv).setAAD(Buffer.from(boundTo));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Throws when the bytes were changed, moved to another row or sealed under another master key. */
export function openText(sealed: Buffer, boundTo: string, masterKey: KeyObject): string {
  const tag = sealed.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', masterKey, sealed.subarray(0, IV_LENGTH))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(tag);
  const body = sealed.subarray(IV_LENGTH + TAG_LENGTH);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
