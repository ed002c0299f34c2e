// For work that is milliseconds at a stretch, cannot be cut, and may fall due many times at once.
import { nextTurn } from './next-turn.ts';

let lastOfAll: Promise<void> = Promise.resolve();

/** Of all who ask, one goes on in each turn of the event loop; the requests of others are served between. */
export function oneATurn(): Promise<void> {
  lastOfAll = lastOfAll.then(nextTurn);
  return lastOfAll;
}
