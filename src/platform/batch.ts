// What happens within one turn of the event loop, worked off together; sooner when it is much, so that those who
// wait are not all kept until the turn's end.

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
  let done: Promise<void> | undefined;
  let release = (): void => {};
  let scheduled = false;

  function flush(): void {
    if (items.length === 0) return;
    const batch = items;
    items = [];
    done = undefined;
    work(batch);
    release();
  }

  return {
    add(item) {
      items.push(item);
      if (items.length === limit) return flush();
      done ??= new Promise((resolve) => {
        release = resolve;
      });
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        flush();
      });
    },
    get done() {
      return done;
    },
    flush,
  };
}
