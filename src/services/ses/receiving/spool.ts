// Where a message gathers that comes bit by bit: whole while there is room for it, from then on in a sealed blob.
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Prompt } from '../../../core/prompt.ts';
import type { BlobStore, BlobWriter } from '../../../platform/blob-store.ts';
import type { Random } from '../../../platform/random.ts';
import { createTurnBudget } from '../../../platform/turns/turn-budget.ts';
import { type BulkyContent, type Content, FRAME, sealFrame } from './content.ts';
import type { Room } from './room.ts';

/** Larger ones stay in the pieces they came in, and wait for their actions in a blob. */
export const SMALL = 256 * 1024;
/** Larger ones are never in memory as a whole: it keeps 200 sessions of 40 MB from filling it. */
export const MIDDLE = 2 * 1024 * 1024;
/** Frames that go into the file at once. */
const FRAMES = 4;
/**
 * Bytes that are sealed in one turn of the event loop, about two milliseconds of work: of 200 messages, files are
 * opened and written by the dozen at once, and each would go on at once.
 */
const outflow = createTurnBudget(FRAMES * FRAME, 1);

/** Pieces below a length are joined whenever so many came in a row: a message may come byte by byte. */
const CRUMB = 1024;
const CRUMBS = 256;

/** The same bytes in a blob. */
export async function inBlob(content: BulkyContent, blobs: BlobStore, random: Random): Promise<Content> {
  const spool = new Spool(blobs, random);
  for (const piece of content.pieces) await spool.write(piece);
  return spool.finish();
}

export class Spool {
  private held: Uint8Array[] = [];
  private heldLength = 0;
  private crumbs = 0;
  private total = 0;
  private frame = 0;
  /** What it holds of the room. */
  private taken = 0;
  private complete = false;
  private over = false;
  private blob: { readonly writer: BlobWriter; readonly key: KeyObject } | undefined;

  constructor(
    private readonly blobs: BlobStore,
    private readonly random: Random,
    /** Without it only small messages stay in memory. */
    private readonly room?: Room,
  ) {}

  get length(): number {
    return this.total;
  }

  /** What of it is in memory. */
  get pieces(): readonly Uint8Array[] {
    return this.held;
  }

  /** No promise while the message stays in memory. */
  write(bytes: Uint8Array): Prompt<void> {
    this.hold(bytes);
    this.total += bytes.length;
    if (this.total <= SMALL) return;
    return this.blob ? this.writeOut() : this.keep();
  }

  finish(): Prompt<Content> {
    this.complete = true;
    if (this.blob) return this.finishBlob(this.blob.writer, this.blob.key);
    if (this.total <= SMALL) return { whole: this.take(this.heldLength), length: this.total };
    const pieces = this.held;
    this.held = [];
    this.room?.settle(this.taken);
    return { pieces, length: this.total };
  }

  /** Once the message is done with, whatever became of it. */
  release(): void {
    this.over = true;
    this.giveBack();
  }

  async discard(): Promise<void> {
    this.over = true;
    this.held = [];
    await this.blob?.writer.discard();
  }

  private hold(bytes: Uint8Array): void {
    this.held.push(bytes);
    this.heldLength += bytes.length;
    this.crumbs = bytes.length < CRUMB ? this.crumbs + 1 : 0;
    if (this.crumbs < CRUMBS) return;
    this.held.push(Buffer.concat(this.held.splice(-CRUMBS)));
    this.crumbs = 0;
  }

  /** In memory, if need be as soon as a message that is complete leaves it; not behind one whose client may stall. */
  private keep(): Prompt<void> {
    if (this.over) return;
    const more = this.total - this.taken;
    if (this.total <= MIDDLE && this.room) {
      if (this.room.take(more)) {
        this.taken += more;
        return;
      }
      if (this.room.isSettling) return this.room.given().then(() => this.keep());
    }
    return this.writeOut();
  }

  private async writeOut(): Promise<void> {
    this.blob ??= await this.newBlob();
    // One byte more than a frame must be there before it is known not to be the last.
    while (this.heldLength > FRAMES * FRAME && !this.over) await this.writeFrames(FRAMES, false);
    this.giveBack();
  }

  private async newBlob() {
    const writer = await this.blobs.create();
    if (this.over) await writer.discard();
    return { writer, key: createSecretKey(this.random.bytes(32)) };
  }

  private async finishBlob(writer: BlobWriter, key: KeyObject): Promise<Content> {
    await this.writeFrames(Math.ceil(this.heldLength / FRAME), true);
    await writer.finish();
    return { blob: writer.id, key, length: this.total };
  }

  private async writeFrames(count: number, last: boolean): Promise<void> {
    await outflow.ask(count * FRAME, 0);
    if (!this.blob || this.over) return;
    const { writer, key } = this.blob;
    const sealed: Buffer[] = [];
    for (let left = count; left > 0; left -= 1) {
      const size = Math.min(FRAME, this.heldLength);
      sealed.push(...sealFrame(key, this.frame, last && left === 1, this.take(size)));
      this.frame += 1;
    }
    await writer.writeAll(sealed);
  }

  private take(size: number): Buffer {
    const all = this.held.length === 1 ? (this.held[0] as Uint8Array) : Buffer.concat(this.held);
    const bytes = Buffer.from(all.buffer, all.byteOffset, all.byteLength);
    this.held.length = 0;
    this.heldLength = bytes.length - size;
    if (this.heldLength > 0) this.held.push(bytes.subarray(size));
    return bytes.subarray(0, size);
  }

  private giveBack(): void {
    this.room?.give(this.taken, this.complete);
    this.taken = 0;
  }
}
