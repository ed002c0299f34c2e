// What V8 guesses wrong about a server of small requests that a test suite starts and ends.
import { setFlagsFromString } from 'node:v8';

/**
 * What outlives two young collections once, V8 makes old from its birth. The latest events do while they are
 * gathered; later ones are overwritten soon, yet lie among the old until all of the heap is marked, and what they
 * refer to with them. It hit two processes of five, of which a PutObject took a seventh more CPU.
 */
const NO_BIRTH_AMONG_THE_OLD = '--no-allocation-site-pretenuring';

/**
 * A test suite sends some hundred requests and ends: V8's compiler would come to most of what they run after that.
 * By V8's major version, which complains of a flag that it does not have.
 */
const OPTIMIZE_EARLIER: Readonly<Record<string, readonly string[]>> = {
  // Node 20: bytecode that a function runs between two looks at it (67,584), and looks until it is optimized (3).
  11: ['--interrupt-budget=20000', '--ticks-before-optimization=2'],
  // Node 22: calls of a function until it is optimized (3,000).
  12: ['--invocation-count-for-turbofan=1000'],
};

/**
 * A young collection has less than a megabyte to move here: threads that are woken to help with it take more CPU than
 * they save (a thirtieth of a PutObject's).
 */
const COLLECT_THE_YOUNG_ALONE = '--no-parallel-scavenge';

/**
 * V8 sets about marking the whole heap once less than the young generation's capacity is left of its limit, counting
 * buffers outside the heap: with 16 MiB of young and 12 MiB of old, after every 7 MiB of bodies, of which each body is
 * dead already (`young-garbage.ts` frees them). In percent of what was free after the last marking.
 */
const MARK_LATER = ['--incremental-marking-soft-trigger=80', '--incremental-marking-hard-trigger=95'];

/**
 * Reading the code makes half of the heap old, and V8 sets about marking it: an eighth of all that a start costs,
 * beside the first request, to find that everything is in use. What a first second leaves can wait.
 */
const MARK_AFTER_MS = 1_000;

/** Before anything is started in a process of our own; `tuneV8` ends it. */
export function startUnmarked(): void {
  setFlagsFromString('--no-incremental-marking');
}

/** For a process of our own that has started. */
export function tuneV8(): void {
  setTimeout(() => setFlagsFromString('--incremental-marking'), MARK_AFTER_MS).unref();
  const [major = ''] = process.versions.v8.split('.');
  for (const flag of OPTIMIZE_EARLIER[major] ?? []) setFlagsFromString(flag);
  setFlagsFromString(NO_BIRTH_AMONG_THE_OLD);
  setFlagsFromString(COLLECT_THE_YOUNG_ALONE);
  for (const flag of MARK_LATER) setFlagsFromString(flag);
}
