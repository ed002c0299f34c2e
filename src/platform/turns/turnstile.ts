// For requests of which many come at once and each of which costs more than others: so many milliseconds of them in
// one turn of the event loop and the rest in later ones, first come, first served, so that whoever asks for less is
// answered between. What one costs shows only when it is done; and where there is room it costs no promise.

export interface Turnstile {
  /** Runs `work`, which must not throw: now, or in a turn that has room for it. */
  enter(work: () => void): void;
}

export type CreateTurnstile = typeof createTurnstile;

let held = 0;

/** Whether work is held back at any turnstile. */
export const isWorkHeld = (): boolean => held > 0;

/** @param mostMs of each turn; the work that passes it is the turn's last. */
export function createTurnstile(mostMs: number): Turnstile {
  const waiting: (() => void)[] = [];
  let began: number | undefined;

  function begin(): number {
    setImmediate(end);
    began = performance.now();
    return began;
  }

  /** What is answered at the end of this turn leaves before more is done: a turn passes in between. */
  function end(): void {
    began = undefined;
    if (waiting.length > 0) setImmediate(goOn);
  }

  function goOn(): void {
    const since = begin();
    while (performance.now() - since < mostMs) {
      const work = waiting.shift();
      if (!work) return;
      held -= 1;
      work();
    }
  }

  return {
    enter(work) {
      if (waiting.length === 0 && performance.now() - (began ?? begin()) < mostMs) return work();
      held += 1;
      waiting.push(work);
    },
  };
}
