// Bodies on their way to and from the disk, always sealed: inline up to one frame, files beyond.
import { type Body, bodyOf } from '../../core/body.ts';
import type { BlobId, BlobStore, BlobWriter } from '../../platform/blob-store.ts';
import { bytesPassed } from '../../platform/young-garbage.ts';
import {
  type BodyKey,
  FrameSealer,
  openFrame,
  openRange,
  openRangeNow,
  type SealedRange,
  sealedRange,
  sealFrame,
  wipe,
} from './encryption/frames.ts';
import type { PlacedPart } from './multipart/upload.ts';
import type { BodyPlace } from './versions/object-version.ts';

/** Sealed bytes that no row names yet. */
export interface SealedBody {
  readonly body: BodyPlace;
  /** The frame, when the body stands inline. */
  readonly inline?: Uint8Array | undefined;
  /** The parts of a replica, whose upload the store numbers when it stores them. */
  readonly parts?: readonly PlacedPart[] | undefined;
  readonly size: number;
}

/** A file that holds (a part of) a body, and where its bytes stand in the whole. */
export interface Segment {
  readonly blob: BlobId;
  readonly start: number;
  readonly size: number;
  readonly key: BodyKey;
}

/** Pieces of frames (ciphertexts and tags) gathered before one write: half a megabyte. */
const BATCH = 16;
/** So many frames, as the shortest range off their grid touches, are read and opened at once. */
const FEW = 2;

export class Bodies {
  private readonly readers = new Map<BlobId, number>();
  private readonly doomed = new Set<BlobId>();

  constructor(
    private readonly blobs: BlobStore,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** A body that is in hand and fits one frame; no promise, no file. */
  sealInline(key: BodyKey, whole: Uint8Array): SealedBody {
    return { body: { kind: 'inline' }, inline: sealFrame(key, 0, true, whole), size: whole.length };
  }

  /**
   * Seals a body as it comes. A source that fails leaves nothing.
   * @param observe sees every byte in the clear (digests).
   */
  async seal(
    key: BodyKey,
    source: Body | AsyncIterable<Uint8Array>,
    observe: (chunk: Uint8Array) => void,
    place: 'inline if small' | 'file' = 'inline if small',
  ): Promise<SealedBody> {
    const sealer = new FrameSealer(key);
    let writer: BlobWriter | undefined;
    let pieces: Buffer[] = [];
    const flush = async () => {
      writer ??= await this.blobs.create();
      await writer.writeAll(pieces);
      pieces = [];
    };
    try {
      for await (const chunk of source) {
        observe(chunk);
        for (const piece of sealer.push(chunk)) pieces.push(piece);
        if (pieces.length >= BATCH) await flush();
      }
      const last = sealer.end();
      if (!writer && pieces.length === 0 && place !== 'file') {
        return { body: { kind: 'inline' }, inline: Buffer.concat(last), size: sealer.size };
      }
      pieces.push(...last);
      await flush();
      await (writer as BlobWriter | undefined)?.finish();
      const { id } = writer as unknown as BlobWriter;
      return { body: { kind: 'file', blob: id }, size: sealer.size };
    } catch (error) {
      await (writer as BlobWriter | undefined)?.discard();
      throw error;
    }
  }

  /** Throws away what `seal` made, when no row will name it. */
  async discard(sealed: SealedBody): Promise<void> {
    if (sealed.body.kind === 'file') await this.blobs.remove([sealed.body.blob]);
    if (sealed.parts) await this.blobs.remove(sealed.parts.map(({ blob }) => blob));
  }

  /** An inline body in the clear. */
  openInline(key: BodyKey, frame: Uint8Array): Buffer {
    // The frame may be fresh from SQLite, and the clear is.
    bytesPassed(2 * frame.length);
    return openFrame(key, 0, true, frame);
  }

  /**
   * Bytes `start` to `end` (exclusive) of a body that stands in files. They stay on the disk until the
   * reader is done, even when the object is deleted meanwhile; every key is wiped then.
   */
  open(segments: readonly Segment[], start: number, end: number): Body {
    const wanted = segments.filter((it) => it.start < end && it.start + it.size > start);
    const [only] = wanted;
    if (only && wanted.length === 1) {
      const slice = sliceOf(only, start, end);
      if (isShort(slice)) return this.openNow(segments, only, slice);
    }
    for (const { blob } of wanted) this.readers.set(blob, (this.readers.get(blob) ?? 0) + 1);
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      wipeKeys(segments);
      this.release(wanted.map(({ blob }) => blob));
    };
    const bytes = this.bytesOf(wanted, start, end);
    const iterator: AsyncIterator<Uint8Array> = {
      async next() {
        try {
          const step = await bytes.next();
          if (step.done) release();
          return step;
        } catch (error) {
          release();
          throw error;
        }
      },
      // A generator that was never started would not run its `finally`.
      async return() {
        release();
        await bytes.return(undefined);
        return { done: true, value: undefined };
      },
    };
    return { length: end - start, [Symbol.asyncIterator]: () => iterator };
  }

  /** Removes files once nobody reads them. */
  readonly retire = (blobs: readonly BlobId[]): void => {
    if (blobs.length === 0) return;
    const free: BlobId[] = [];
    for (const blob of blobs) {
      if (this.readers.has(blob)) this.doomed.add(blob);
      else free.push(blob);
    }
    if (free.length > 0) this.blobs.remove(free).catch(this.onFailure);
  };

  private async *bytesOf(
    segments: readonly Segment[],
    start: number,
    end: number,
  ): AsyncGenerator<Uint8Array> {
    for (const segment of segments) {
      const { blob, key, size } = segment;
      const { from, to, sealed } = sliceOf(segment, start, end);
      // Whole frames per read: no frame has to be glued together.
      const file = this.blobs.read(blob, sealed.from, sealed.to, sealed.stride * 4);
      yield* openRange(key, file, from, to, size);
    }
  }

  private openNow(segments: readonly Segment[], { blob, key, size }: Segment, slice: Slice): Body {
    const { from, to, sealed } = slice;
    bytesPassed(sealed.to - sealed.from + (to - from));
    try {
      return bodyOf(openRangeNow(key, this.blobs.readNow(blob, sealed.from, sealed.to), from, to, size));
    } finally {
      wipeKeys(segments);
    }
  }

  private release(blobs: readonly BlobId[]): void {
    const free: BlobId[] = [];
    for (const blob of blobs) {
      const left = (this.readers.get(blob) ?? 1) - 1;
      if (left > 0) this.readers.set(blob, left);
      else {
        this.readers.delete(blob);
        if (this.doomed.delete(blob)) free.push(blob);
      }
    }
    if (free.length > 0) this.blobs.remove(free).catch(this.onFailure);
  }
}

function wipeKeys(segments: readonly Segment[]): void {
  for (const { key } of segments) wipe(key);
}

/** What lies between two bytes of the whole: bytes `from` to `to` (exclusive) of a segment, and their frames in its file. */
interface Slice {
  readonly from: number;
  readonly to: number;
  readonly sealed: SealedRange;
}

function sliceOf({ start: base, size, key }: Segment, start: number, end: number): Slice {
  const from = Math.max(0, start - base);
  const to = Math.min(size, end - base);
  return { from, to, sealed: sealedRange(from, to, size, key) };
}

const isShort = ({ sealed }: Slice): boolean => sealed.to - sealed.from <= FEW * sealed.stride;
