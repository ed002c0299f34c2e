// XXH64 with seed 0: S3's XXHASH64.
import {
  avalanche64,
  canonical,
  PRIME64_1,
  PRIME64_2,
  PRIME64_3,
  PRIME64_4,
  PRIME64_5,
  rotateLeft,
  wrap,
} from './xxhash-arithmetic.ts';
import { absorbXxh64 } from './xxhash-wasm.ts';

const STRIPE = 32;

export class Xxh64 {
  private readonly lanes = BigUint64Array.of(wrap(PRIME64_1 + PRIME64_2), PRIME64_2, 0n, wrap(-PRIME64_1));
  private readonly held = Buffer.alloc(STRIPE);
  private filled = 0;
  private length = 0;

  update(chunk: Uint8Array): void {
    this.length += chunk.length;
    let rest = chunk;
    if (this.filled > 0) {
      rest = this.hold(rest);
      if (this.filled < STRIPE) return;
      absorbXxh64(this.held, this.lanes);
      this.filled = 0;
    }
    const whole = rest.length - (rest.length % STRIPE);
    if (whole > 0) absorbXxh64(rest.subarray(0, whole), this.lanes);
    this.hold(rest.subarray(whole));
  }

  digest(): Buffer {
    let hash = wrap((this.length < STRIPE ? PRIME64_5 : this.converged()) + BigInt(this.length));
    let at = 0;
    for (; at + 8 <= this.filled; at += 8) {
      hash ^= round(0n, this.held.readBigUInt64LE(at));
      hash = wrap(rotateLeft(hash, 27n) * PRIME64_1 + PRIME64_4);
    }
    if (at + 4 <= this.filled) {
      hash ^= wrap(BigInt(this.held.readUInt32LE(at)) * PRIME64_1);
      hash = wrap(rotateLeft(hash, 23n) * PRIME64_2 + PRIME64_3);
      at += 4;
    }
    for (; at < this.filled; at++) {
      hash ^= wrap(BigInt(this.held.readUInt8(at)) * PRIME64_5);
      hash = wrap(rotateLeft(hash, 11n) * PRIME64_1);
    }
    return canonical(avalanche64(hash));
  }

  /** What of `bytes` finds no room. */
  private hold(bytes: Uint8Array): Uint8Array {
    const taken = bytes.subarray(0, STRIPE - this.filled);
    this.held.set(taken, this.filled);
    this.filled += taken.length;
    return bytes.subarray(taken.length);
  }

  private converged(): bigint {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = this.lanes;
    const sum = rotateLeft(a, 1n) + rotateLeft(b, 7n) + rotateLeft(c, 12n) + rotateLeft(d, 18n);
    return [a, b, c, d].reduce(
      (hash, lane) => wrap((hash ^ round(0n, lane)) * PRIME64_1 + PRIME64_4),
      wrap(sum),
    );
  }
}

const round = (lane: bigint, word: bigint): bigint =>
  wrap(rotateLeft(wrap(lane + word * PRIME64_2), 31n) * PRIME64_1);
