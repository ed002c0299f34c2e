import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BodyKey,
  FRAME,
  FrameSealer,
  openFrame,
  openRange,
  sealedRange,
  sealedSize,
  sealFrame,
} from '../../src/services/s3/encryption/frames.ts';

const keyOf = (layers: 1 | 2): BodyKey =>
  layers === 1 ? [Buffer.alloc(32, 1)] : [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

function seal(layers: 1 | 2, chunks: readonly Uint8Array[]): Buffer {
  const sealer = new FrameSealer(keyOf(layers));
  return Buffer.concat([...chunks.flatMap((chunk) => sealer.push(chunk)), ...sealer.end()]);
}

async function open(layers: 1 | 2, sealed: Buffer, start: number, end: number, size: number, step: number) {
  const { from, to } = sealedRange(start, end, size, keyOf(layers));
  async function* pieces() {
    for (let at = from; at < to; at += step) yield sealed.subarray(at, Math.min(at + step, to));
  }
  const plain: Buffer[] = [];
  for await (const piece of openRange(keyOf(layers), pieces(), start, end, size)) plain.push(piece);
  return Buffer.concat(plain);
}

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.constantFrom(FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 5, 3 * FRAME),
);
const layers = fc.constantFrom<1 | 2>(1, 2);
const pattern = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 255));

describe('sealed frames', () => {
  it('give any range back, however the bytes came and are read', async () => {
    await fc.assert(
      fc.asyncProperty(
        sizes,
        layers,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1000, max: 200_000 }),
        fc.integer({ min: 1000, max: 200_000 }),
        async (size, depth, a, b, chunk, step) => {
          const plain = pattern(size);
          const chunks: Buffer[] = [];
          for (let at = 0; at < size; at += chunk) chunks.push(plain.subarray(at, at + chunk));
          const sealed = seal(depth, chunks);
          expect(sealed.length).toBe(sealedSize(size, keyOf(depth)));
          const [start, end] = [a % (size + 1), b % (size + 1)].sort((x, y) => x - y) as [number, number];
          const opened = await open(depth, sealed, start, end, size, step);
          expect(opened.equals(plain.subarray(start, end))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuse to open when a bit is changed, a frame moved or the end cut off', async () => {
    const plain = pattern(2 * FRAME + 10);
    const sealed = seal(1, [plain]);
    const changed = Buffer.from(sealed);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await expect(open(1, changed, 0, plain.length, plain.length, 50_000)).rejects.toThrow();
    const stride = FRAME + 16;
    const swapped = Buffer.concat([
      sealed.subarray(stride, 2 * stride),
      sealed.subarray(0, stride),
      sealed.subarray(2 * stride),
    ]);
    await expect(open(1, swapped, 0, plain.length, plain.length, 50_000)).rejects.toThrow();
    // The second frame cannot stand for the last.
    await expect(open(1, sealed.subarray(0, 2 * stride), 0, 2 * FRAME, 2 * FRAME, 50_000)).rejects.toThrow();
    const frame = sealFrame(keyOf(1), 0, true, Buffer.from('x'));
    expect(() => openFrame(keyOf(1), 0, false, frame)).toThrow();
    expect(() => openFrame([Buffer.alloc(32, 9)], 0, true, frame)).toThrow();
  });
});
