// Turns of the event loop, for work that nobody waits for.

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
    if (took < EMPTY_MS || given >= milliseconds) return;
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
