// For background work that has always more to do: between its pieces it gives back what it took.
import { nextTurn } from './next-turn.ts';
import { isWorkHeld } from './turnstile.ts';

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
