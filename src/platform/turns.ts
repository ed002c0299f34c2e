// Turns of the event loop: what shares the end of one, and how to let one pass.
import { isWorkHeld } from './turnstile.ts';

/** Above zero while the end of a turn is worked off. */
let ending = 0;

/**
 * Runs `work` at the end of this turn. When that has come, as for what a COMMIT has just settled, it runs as soon
 * as everything that settles now has done so: in this turn still, not behind the next one's requests.
 */
export function atEndOfTurn(work: () => void): void {
  if (ending > 0) process.nextTick(work);
  else setImmediate(work);
}

/** At the end of a turn, runs what settles promises. */
export function endTurnWith(work: () => void): void {
  ending += 1;
  try {
    work();
  } finally {
    // Node empties the queue of microtasks before it comes to the next tick.
    queueMicrotask(() => process.nextTick(afterEnd));
  }
}

const afterEnd = () => {
  ending -= 1;
};

/** A turn that took less had nothing to do but pass. */
const EMPTY_MS = 0.1;

/** Resolves when the answers of this turn have left and others have had `milliseconds` of work, or want no more. */
export async function letOthersIn(milliseconds: number): Promise<void> {
  await nextTurn();
  for (let given = 0; ; ) {
    const begin = performance.now();
    await nextTurn();
    const took = performance.now() - begin;
    given += took;
    if ((took < EMPTY_MS && !isWorkHeld()) || given >= milliseconds) return;
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
