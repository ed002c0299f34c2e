// How long work has held the event loop. Real time, whatever the injected clock says: who works through a
// backlog asks it when to let others in.

/** Answers milliseconds since it was started. */
export function stopwatch(): () => number {
  const begin = performance.now();
  return () => performance.now() - begin;
}
