// XXH3 with seed 0 and its default secret, in 64 and in 128 bits: S3's XXHASH3 and XXHASH128.
import { SHORT, shortXxh3, shortXxh128 } from './xxh3-short.ts';
import {
  avalanche3,
  canonical,
  foldedProduct,
  PRIME32_1,
  PRIME32_2,
  PRIME32_3,
  PRIME64_1,
  PRIME64_2,
  PRIME64_3,
  PRIME64_4,
  PRIME64_5,
  SECRET,
  wrap,
} from './xxhash-arithmetic.ts';
import { absorbXxh3 } from './xxhash-wasm.ts';

const STRIPE = 64;
/** Whole stripes, and room for everything that is hashed as a short body. */
const HELD = 256;
const MERGE_SECRET = 11;
const LAST_SECRET = SECRET.length - STRIPE - 7;

export class Xxh3 {
  /** The last is the offset into the secret. */
  private readonly lanes = BigUint64Array.of(
    ...[PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3],
    ...[PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1],
    0n,
  );
  private readonly held = Buffer.alloc(HELD);
  private filled = 0;
  private length = 0;
  /** The stripe that was absorbed last: the end of the body overlaps with it. */
  private readonly last = Buffer.alloc(STRIPE);

  constructor(private readonly bits: 64 | 128) {}

  update(chunk: Uint8Array): void {
    this.length += chunk.length;
    let rest = chunk;
    if (this.filled + rest.length > HELD) {
      if (this.filled > 0) {
        const fitting = rest.subarray(0, HELD - this.filled);
        this.hold(fitting);
        this.absorb(this.held);
        this.filled = 0;
        rest = rest.subarray(fitting.length);
      }
      const whole = stripesBeforeEnd(rest.length);
      this.absorb(rest.subarray(0, whole));
      rest = rest.subarray(whole);
    }
    this.hold(rest);
  }

  digest(): Buffer {
    if (this.length <= SHORT) {
      const body = this.held.subarray(0, this.filled);
      return this.bits === 64 ? canonical(shortXxh3(body)) : canonical(...shortXxh128(body));
    }
    const whole = stripesBeforeEnd(this.filled);
    this.absorb(this.held.subarray(0, whole));
    const tail = this.held.subarray(whole, this.filled);
    this.lanes[8] = BigInt(LAST_SECRET);
    absorbXxh3(Buffer.concat([this.last.subarray(tail.length), tail]), this.lanes);
    const length = BigInt(this.length);
    const low = this.merged(MERGE_SECRET, wrap(length * PRIME64_1));
    if (this.bits === 64) return canonical(low);
    const high = this.merged(SECRET.length - STRIPE - MERGE_SECRET, wrap(~(length * PRIME64_2)));
    return canonical(high, low);
  }

  private hold(bytes: Uint8Array): void {
    this.held.set(bytes, this.filled);
    this.filled += bytes.length;
  }

  private absorb(stripes: Uint8Array): void {
    if (stripes.length === 0) return;
    absorbXxh3(stripes, this.lanes);
    this.last.set(stripes.subarray(-STRIPE));
  }

  private merged(secret: number, start: bigint): bigint {
    const key = (index: number) => (this.lanes[index] ?? 0n) ^ SECRET.readBigUInt64LE(secret + 8 * index);
    let hash = start;
    for (const pair of [0, 2, 4, 6]) hash += foldedProduct(key(pair), key(pair + 1));
    return avalanche3(wrap(hash));
  }
}

/** Bytes of whole stripes that something follows: the last stripe is hashed in a way of its own. */
const stripesBeforeEnd = (length: number): number =>
  length === 0 ? 0 : length - 1 - ((length - 1) % STRIPE);
