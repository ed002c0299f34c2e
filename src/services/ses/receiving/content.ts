// The bytes of a message on their way: in memory while few, else in a sealed blob. Never in the clear on disk.
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { BlobId, BlobStore } from '../../../platform/blob-store.ts';

/** What a blob is sealed and read in. */
export const FRAME = 64 * 1024;
const TAG = 16;

export type Content = WholeContent | BulkyContent | BlobContent;
export interface WholeContent {
  readonly whole: Uint8Array;
  readonly length: number;
}
/** In memory, and too large to stay there or to lie in a row. */
export interface BulkyContent {
  readonly pieces: readonly Uint8Array[];
  readonly length: number;
}
export interface BlobContent {
  readonly blob: BlobId;
  readonly key: KeyObject;
  readonly length: number;
}

export const isWhole = (content: Content): content is WholeContent => 'whole' in content;
export const isBulky = (content: Content): content is BulkyContent => 'pieces' in content;
export const isInBlob = (content: Content): content is BlobContent => 'blob' in content;

/** Every piece of a message, in order. */
export async function* readContent(content: Content, blobs: BlobStore): AsyncIterable<Uint8Array> {
  if (isWhole(content)) {
    if (content.length > 0) yield content.whole;
    return;
  }
  if (isBulky(content)) return yield* content.pieces;
  const frames = Math.ceil(content.length / FRAME);
  let index = 0;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of blobs.read(content.blob, 0, content.length + frames * TAG, 4 * (FRAME + TAG))) {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    while (
      held.length >= FRAME + TAG ||
      (index === frames - 1 && held.length === lastFrame(content.length))
    ) {
      const size = Math.min(held.length, FRAME + TAG);
      yield openFrame(content.key, index, index === frames - 1, held.subarray(0, size));
      held = held.subarray(size);
      index += 1;
      if (index === frames) return;
    }
    // The chunk is ours only until the next is asked for.
    held = Buffer.from(held);
  }
  throw new Error('a stored message ended before its last frame');
}

const lastFrame = (length: number): number => (length % FRAME || FRAME) + TAG;

/** The key seals this blob alone, so a counter is nonce enough; the last frame is marked against truncation. */
function frameNonce(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[0] = last ? 1 : 0;
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

/** Ciphertext and tag. */
export function sealFrame(key: KeyObject, index: number, last: boolean, bytes: Uint8Array): Buffer[] {
  const cipher = createCipheriv('aes-256-gcm', key, frameNonce(index, last));
  const sealed = cipher.update(bytes);
  cipher.final();
  return [sealed, cipher.getAuthTag()];
}

function openFrame(key: KeyObject, index: number, last: boolean, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, frameNonce(index, last));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
}
