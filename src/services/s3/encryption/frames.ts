// The sealed form of a body: AES-256-GCM frames of 64 KiB, so that a range opens only the frames it touches.
//
// Frame i stands at byte i * (64 KiB + tags). Its nonce is its number and a flag on the last frame (the
// STREAM construction), so frames can be neither reordered, dropped nor cut off unnoticed. A nonce never
// meets a key twice: every body has its own key. DSSE seals each frame a second time under a second key.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

export const FRAME = 64 * 1024;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';

/** One key per layer: two for DSSE. */
export type BodyKey = readonly [Uint8Array] | readonly [Uint8Array, Uint8Array];

/** The key of one body, where the data key seals several (parts) or belongs to the customer (SSE-C). */
export function bodyKey(dataKey: Uint8Array, salt: Uint8Array | undefined, layers: 1 | 2): BodyKey {
  const first = salt ? derive(dataKey, 'body', salt) : Uint8Array.prototype.slice.call(dataKey);
  return layers === 1 ? [first] : [first, derive(dataKey, 'second layer', salt ?? new Uint8Array(0))];
}

const derive = (key: Uint8Array, purpose: string, salt: Uint8Array): Buffer =>
  createHmac('sha256', key).update(`waxseal s3 ${purpose}\0`).update(salt).digest();

export function wipe(key: BodyKey): void {
  for (const layer of key) layer.fill(0);
}

const overhead = (key: BodyKey): number => key.length * TAG;

/** Bytes on disk of a body of that size; even an empty one has its last frame. */
export const sealedSize = (size: number, key: BodyKey): number =>
  size + Math.max(1, Math.ceil(size / FRAME)) * overhead(key);

/** Ciphertext and tag(s), in one buffer. */
export const sealFrame = (key: BodyKey, index: number, last: boolean, plain: Uint8Array): Buffer =>
  Buffer.concat(sealPieces(key, index, last, plain));

/** The same in pieces, so that a large body is not copied once more on its way to the disk. */
function sealPieces(key: BodyKey, index: number, last: boolean, plain: Uint8Array): Buffer[] {
  const nonce = nonceOf(index, last);
  const inner = sealOnce(key[0], nonce, [plain]);
  return key[1] ? sealOnce(key[1], nonce, inner) : inner;
}

/** Throws when the frame was changed, moved, or is not the last one it claims to be. */
export function openFrame(key: BodyKey, index: number, last: boolean, sealed: Uint8Array): Buffer {
  const nonce = nonceOf(index, last);
  const inner = key[1] ? openOnce(key[1], nonce, sealed) : sealed;
  return openOnce(key[0], nonce, inner);
}

function sealOnce(key: Uint8Array, nonce: Uint8Array, plain: readonly Uint8Array[]): Buffer[] {
  const cipher = createCipheriv(ALGORITHM, key, nonce);
  const pieces = plain.map((piece) => cipher.update(piece));
  cipher.final();
  pieces.push(cipher.getAuthTag());
  return pieces;
}

function openOnce(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer {
  const end = sealed.length - TAG;
  if (end < 0) throw new Error('a sealed frame is shorter than its tag');
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  decipher.final();
  return plain;
}

function nonceOf(index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Takes bytes as they come and gives the pieces of sealed frames; holds back one frame, for only the end tells the last. */
export class FrameSealer {
  private readonly held = Buffer.allocUnsafe(FRAME);
  private filled = 0;
  private index = 0;
  size = 0;

  constructor(private readonly key: BodyKey) {}

  push(chunk: Uint8Array): Buffer[] {
    this.size += chunk.length;
    const frames: Buffer[] = [];
    let offset = 0;
    while (offset < chunk.length) {
      if (this.filled === FRAME) {
        frames.push(...sealPieces(this.key, this.index++, false, this.held));
        this.filled = 0;
      }
      // A frame that lies whole in the chunk, with more behind it, need not be copied.
      if (this.filled === 0 && chunk.length - offset > FRAME) {
        frames.push(...sealPieces(this.key, this.index++, false, chunk.subarray(offset, offset + FRAME)));
        offset += FRAME;
        continue;
      }
      const take = Math.min(FRAME - this.filled, chunk.length - offset);
      this.held.set(chunk.subarray(offset, offset + take), this.filled);
      this.filled += take;
      offset += take;
    }
    return frames;
  }

  end(): Buffer[] {
    const last = sealPieces(this.key, this.index, true, this.held.subarray(0, this.filled));
    this.held.fill(0, 0, this.filled);
    return last;
  }
}

export interface SealedRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Bytes of a full frame. */
  readonly stride: number;
}

/** Where the frames that hold bytes `start` to `end` (exclusive) of the body stand in its sealed form. */
export function sealedRange(start: number, end: number, size: number, key: BodyKey): SealedRange {
  const stride = FRAME + overhead(key);
  const firstFrame = Math.floor(start / FRAME);
  const lastFrame = Math.max(firstFrame, Math.ceil(end / FRAME) - 1);
  return { from: firstFrame * stride, to: Math.min((lastFrame + 1) * stride, sealedSize(size, key)), stride };
}

/** Opens the frames that `sealedRange` named, one after the other, and keeps what is asked for of each. */
class RangeOpener {
  private index: number;
  private readonly lastIndex: number;

  constructor(
    private readonly key: BodyKey,
    private readonly start: number,
    private readonly end: number,
    private readonly size: number,
  ) {
    this.index = Math.floor(start / FRAME);
    this.lastIndex = Math.max(0, Math.ceil(size / FRAME) - 1);
  }

  open(frame: Uint8Array): Buffer {
    const plain = openFrame(this.key, this.index, this.index === this.lastIndex, frame);
    const base = this.index * FRAME;
    this.index += 1;
    return plain.subarray(Math.max(0, this.start - base), Math.min(plain.length, this.end - base));
  }

  /** Throws where a frame is missing. */
  finish(): void {
    const reached = Math.min(this.index * FRAME, this.size);
    if (reached < this.end) throw new Error('a sealed body ends before its last frame');
  }
}

/**
 * Bytes `start` to `end` (exclusive) out of the sealed bytes that `sealedRange` named.
 * The key is wiped when the reader is done or gives up.
 */
export async function* openRange(
  key: BodyKey,
  sealed: AsyncIterable<Uint8Array>,
  start: number,
  end: number,
  size: number,
): AsyncGenerator<Buffer> {
  try {
    const frames = new RangeOpener(key, start, end, size);
    const stride = FRAME + overhead(key);
    let rest: Uint8Array = Buffer.alloc(0);
    for await (const chunk of sealed) {
      let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      while (bytes.length >= stride) {
        yield frames.open(bytes.subarray(0, stride));
        bytes = bytes.subarray(stride);
      }
      // The chunk is ours only until the next is asked for.
      rest = bytes.length === 0 ? bytes : Uint8Array.prototype.slice.call(bytes);
    }
    if (rest.length > 0) yield frames.open(rest);
    frames.finish();
  } finally {
    wipe(key);
  }
}

/** The same of sealed bytes that are all in hand; the key stays the caller's to wipe. */
export function openRangeNow(
  key: BodyKey,
  sealed: Uint8Array,
  start: number,
  end: number,
  size: number,
): Buffer {
  const frames = new RangeOpener(key, start, end, size);
  const stride = FRAME + overhead(key);
  const pieces: Buffer[] = [];
  for (let at = 0; at < sealed.length; at += stride) {
    pieces.push(frames.open(sealed.subarray(at, at + stride)));
  }
  frames.finish();
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
}
