// Where the log keeps its entries: a ring in memory, or the history of a data directory.
import type { Entry } from './entry.ts';

export interface EventStore {
  append(entry: Entry): void;
  /** Resolves when what was appended until now is on its file; undefined where nothing waits, as in memory. */
  readonly kept: Promise<void> | undefined;
  /** The sequence number after the last that was kept before this process. */
  next(): number;
  /** Entries from that sequence number on, oldest first, as far as they are in memory. */
  recent(from: number): IterableIterator<Entry>;
  /** The same as far back as anything is kept, up to another sequence number. */
  between(from: number, before: number): AsyncIterable<Entry>;
  /** Entries before that sequence number, newest first, as far back as anything is kept. */
  backwards(before: number): AsyncIterable<Entry>;
  /** Somebody reads on: from now on as much is kept as can be. */
  expectReaders(): void;
  clear(): void;
  close(): void;
}
