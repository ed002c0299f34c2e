// How long the fuzzers run, and the dice they throw: the same seed throws the same.

/** `FUZZ_INPUTS=100000 npx vitest run …` for the long run. */
export const fuzzInputs = (few: number): number => Number(process.env.FUZZ_INPUTS ?? few);
export const fuzzSeed = (): number => Number(process.env.FUZZ_SEED ?? 1);

/** mulberry32 */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** 0 (inclusive) to `limit` (exclusive). */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  /** Once in so many throws. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** Small ones more often than large ones. */
  size(limit: number): number {
    return this.below(this.below(limit) + 1);
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; at += 1) bytes[at] = this.below(256);
    return bytes;
  }

  many<T>(limit: number, make: () => T): T[] {
    return Array.from({ length: this.size(limit) }, make);
  }
}
