import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('../../../src/platform/young-garbage.ts', import.meta.url).href;
const MIB = 1024 * 1024;

/** Bytes outside V8's heap, at each `note()` of a program. It has a heap of its own: V8 collects when all of one is much. */
function bytesNotedBy(program: string): number[] {
  const prelude = `
    const { bytesPassed } = await import(${JSON.stringify(MODULE)});
    const noted = [];
    const note = () => noted.push(process.memoryUsage().arrayBuffers);
    // Each is dead as soon as it is made.
    const leaveBehind = (mebibytes) => {
      for (let index = 0; index < mebibytes; index += 1) Buffer.allocUnsafeSlow(${MIB}).fill(1);
    };`;
  const script = `${prelude}\n${program}\nconsole.log(JSON.stringify(noted));`;
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}

describe('what large bodies leave behind', () => {
  it('is freed while they pass, before V8 would mark its whole heap for it', () => {
    // What one look finds dead, V8 has freed by the next.
    const [before = 0, left = 0, kept = 0] = bytesNotedBy(
      `note(); leaveBehind(24); note(); bytesPassed(${8 * MIB}); bytesPassed(${8 * MIB}); note();`,
    );
    expect(left - before).toBeGreaterThan(20 * MIB);
    expect(kept - before).toBeLessThan(4 * MIB);
  });

  it('is left alone until it is much', () => {
    const [before = 0, left = 0] = bytesNotedBy(
      `bytesPassed(${8 * MIB}); note(); leaveBehind(24); for (let i = 0; i < 7; i += 1) bytesPassed(${MIB}); note();`,
    );
    expect(left - before).toBeGreaterThan(20 * MIB);
  });
});
