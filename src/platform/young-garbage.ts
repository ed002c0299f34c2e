// What a large body leaves behind: buffers of 64 KiB outside V8's heap, from the socket and from OpenSSL, dead as soon
// as they are written. V8 counts them against the old generation: 32 MiB of them make it mark the whole heap (15 ms of
// CPU and more, twenty times in a PUT of 256 MiB), where half a millisecond's look at the young alone frees them.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of bodies between two looks; a PUT leaves twice as many behind. */
const ENOUGH = 8 * 1024 * 1024;

type Collect = (of: { readonly type: 'minor' }) => void;

let passed = 0;
let collect: Collect | undefined;

/** To be told of the bytes of bodies that came from the disk or went there, and of those that were opened at once. */
export function bytesPassed(count: number): void {
  passed += count;
  if (passed < ENOUGH) return;
  passed = 0;
  collect ??= collector();
  collect({ type: 'minor' });
}

/** V8 gives its collector to contexts made while the flag is up; where it does not, all is as it would be. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  return typeof found === 'function' ? (found as Collect) : () => {};
}
