// What happens within one turn of the event loop, worked off together; sooner when it is much, so that those who
// wait are not all kept until the turn's end.

import { atEndOfTurn, endTurnWith } from './turns/end-of-turn.ts';

export interface Batch<Item> {
  add(item: Item): void;
  /** Resolves when all until now is worked off; undefined when it is. */
  readonly done: Promise<void> | undefined;
  /** Works off what waits, now. */
  flush(): void;
}

export type CreateBatch = typeof createBatch;

/** @param work must not throw. */
export function createBatch<Item>(limit: number, work: (items: readonly Item[]) => void): Batch<Item> {
  let items: Item[] = [];
  let waiting: { readonly done: Promise<void>; readonly release: () => void } | undefined;
  let scheduled = false;

  function flush(): void {
    if (items.length === 0) return;
    const batch = items;
    items = [];
    work(batch);
    if (!waiting) return;
    const { release } = waiting;
    waiting = undefined;
    endTurnWith(release);
  }

  function flushAtEnd(): void {
    scheduled = false;
    flush();
  }

  return {
    add(item) {
      items.push(item);
      if (items.length === limit) return flush();
      if (scheduled) return;
      scheduled = true;
      atEndOfTurn(flushAtEnd);
    },
    get done() {
      if (items.length === 0) return undefined;
      waiting ??= waiter();
      return waiting.done;
    },
    flush,
  };
}

function waiter() {
  let release = (): void => {};
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { done, release };
}
