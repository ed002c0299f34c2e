// For what many requests of one turn of the event loop do together, at its end: one COMMIT, one row of answers.

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
