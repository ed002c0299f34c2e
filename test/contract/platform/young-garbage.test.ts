import { describe, expect, it } from 'vitest';
import { bytesPassed } from '../../../src/platform/young-garbage.ts';

const MIB = 1024 * 1024;

/** Each is dead as soon as it is made, and outside V8's heap. */
function leaveBehind(mebibytes: number): void {
  for (let index = 0; index < mebibytes; index += 1) Buffer.allocUnsafeSlow(MIB).fill(1);
}

describe('what large bodies leave behind', () => {
  it('is freed while they pass, before V8 would mark its whole heap for it', () => {
    const before = process.memoryUsage().arrayBuffers;
    leaveBehind(24);
    const left = process.memoryUsage().arrayBuffers - before;
    // What one look finds dead, V8 has freed by the next.
    bytesPassed(8 * MIB);
    bytesPassed(8 * MIB);
    const kept = process.memoryUsage().arrayBuffers - before;
    expect(left).toBeGreaterThan(20 * MIB);
    expect(kept).toBeLessThan(4 * MIB);
  });

  it('is left alone until it is much', () => {
    bytesPassed(8 * MIB);
    const before = process.memoryUsage().arrayBuffers;
    leaveBehind(24);
    for (let index = 0; index < 7; index += 1) bytesPassed(MIB);
    expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThan(20 * MIB);
  });
});
