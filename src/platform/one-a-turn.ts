// For work that is milliseconds at a stretch and may fall due many times at once.

let lastOfAll: Promise<void> = Promise.resolve();

/** Of all who ask, one goes on in each turn of the event loop; the requests of others are served between. */
export function oneATurn(): Promise<void> {
  lastOfAll = lastOfAll.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastOfAll;
}
