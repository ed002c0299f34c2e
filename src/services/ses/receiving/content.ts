// The bytes of a message on their way: in memory while few, else in a sealed blob. Never in the clear on disk.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import type { Prompt } from '../../../core/prompt.ts';
import type { BlobId, BlobStore } from '../../../platform/blob-store.ts';
import type { Random } from '../../../platform/random.ts';

/** Larger ones stay in the pieces they came in, and wait for their actions in a blob. */
export const SMALL = 256 * 1024;
/** Larger ones are never in memory as a whole: it keeps 200 sessions of 40 MB from filling it. */
const MIDDLE = 2 * 1024 * 1024;
const FRAME = 64 * 1024;
const TAG = 16;

/** Pieces below a length are joined whenever so many came in a row: a message may come byte by byte. */
const CRUMB = 1024;
const CRUMBS = 256;

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

/** What all messages of middle size may hold together while they come in. */
export class Room {
  private left = 64 * 1024 * 1024;

  take(bytes: number): boolean {
    if (bytes > this.left) return false;
    this.left -= bytes;
    return true;
  }

  give(bytes: number): void {
    this.left += bytes;
  }
}

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

/** The same bytes in a blob. */
export async function inBlob(content: BulkyContent, blobs: BlobStore, random: Random): Promise<Content> {
  const spool = new Spool(blobs, random);
  for (const piece of content.pieces) await spool.write(piece);
  return spool.finish();
}

/** Gathers a message of unknown length: whole while there is room for it, from then on into a sealed blob. */
export class Spool {
  private held: Uint8Array[] = [];
  private heldLength = 0;
  private crumbs = 0;
  private total = 0;
  private frame = 0;
  /** What it holds of the room. */
  private taken = 0;
  private blob:
    | { readonly writer: Awaited<ReturnType<BlobStore['create']>>; readonly key: KeyObject }
    | undefined;

  constructor(
    private readonly blobs: BlobStore,
    private readonly random: Random,
    /** Without it only small messages stay in memory. */
    private readonly room?: Room,
  ) {}

  get length(): number {
    return this.total;
  }

  /** No promise while the message stays in memory. */
  write(bytes: Uint8Array): Prompt<void> {
    this.hold(bytes);
    this.total += bytes.length;
    if (this.blob || !this.fits()) return this.writeOut();
  }

  private async writeOut(): Promise<void> {
    this.blob ??= { writer: await this.blobs.create(), key: createSecretKey(this.random.bytes(32)) };
    // One byte more than a frame must be there before it is known not to be the last.
    while (this.heldLength > FRAME) await this.writeFrame(FRAME, false);
    this.release();
  }

  private hold(bytes: Uint8Array): void {
    this.held.push(bytes);
    this.heldLength += bytes.length;
    this.crumbs = bytes.length < CRUMB ? this.crumbs + 1 : 0;
    if (this.crumbs < CRUMBS) return;
    this.held.push(Buffer.concat(this.held.splice(-CRUMBS)));
    this.crumbs = 0;
  }

  private fits(): boolean {
    if (this.total <= SMALL) return true;
    const more = this.total - this.taken;
    if (this.total > MIDDLE || !this.room?.take(more)) return false;
    this.taken += more;
    return true;
  }

  /** Once the message is done with, whatever became of it. */
  release(): void {
    this.room?.give(this.taken);
    this.taken = 0;
  }

  async finish(): Promise<Content> {
    if (!this.blob) return this.inMemory();
    await this.writeFrame(this.heldLength, true);
    await this.blob.writer.finish();
    return { blob: this.blob.writer.id, key: this.blob.key, length: this.total };
  }

  private inMemory(): Content {
    if (this.total <= SMALL) return { whole: this.take(this.heldLength), length: this.total };
    const pieces = this.held;
    this.held = [];
    return { pieces, length: this.total };
  }

  async discard(): Promise<void> {
    this.held = [];
    await this.blob?.writer.discard();
  }

  private async writeFrame(size: number, last: boolean): Promise<void> {
    if (!this.blob) return;
    await this.blob.writer.write(sealFrame(this.blob.key, this.frame, last, this.take(size)));
    this.frame += 1;
  }

  private take(size: number): Buffer {
    const all = this.held.length === 1 ? (this.held[0] as Uint8Array) : Buffer.concat(this.held);
    const bytes = Buffer.from(all.buffer, all.byteOffset, all.byteLength);
    this.held.length = 0;
    this.heldLength = bytes.length - size;
    if (this.heldLength > 0) this.held.push(bytes.subarray(size));
    return bytes.subarray(0, size);
  }
}

/** The key seals this blob alone, so a counter is nonce enough; the last frame is marked against truncation. */
function frameNonce(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[0] = last ? 1 : 0;
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

function sealFrame(key: KeyObject, index: number, last: boolean, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, frameNonce(index, last));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function openFrame(key: KeyObject, index: number, last: boolean, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, frameNonce(index, last));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
}
