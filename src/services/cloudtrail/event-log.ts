// Every call, as the readers of events find it: the latest in a ring in memory, or with a data directory all of them
// in its history.
//
// What must never be recorded is dropped when the call ends, not when it is read. The rest is references to
// what the call made anyway; the event itself is put together only for a reader.
import { AwsError } from '../../core/errors.ts';
import type { Invocation } from '../../core/invoke.ts';
import type { Service } from '../../core/operation.ts';
import { NOTHING } from './dialect.ts';
import type { Entry } from './entry.ts';
import type { EventHistory } from './event-history.ts';
import type { Kinds } from './kind.ts';
import { limitedMembers, limitedObserved, limitedText } from './limits.ts';

export interface EventLog {
  readonly record: (invocation: Invocation) => void;
  /** Resolves when every call until now is in the history; undefined where nothing waits, as in memory mode. */
  readonly kept: () => Promise<void> | undefined;
  /** The sequence number that the next call will have. */
  readonly next: () => number;
  /** Entries from that sequence number on, oldest first, as far as the ring still has them. */
  recent(from: number): IterableIterator<Entry>;
  /** The same as far back as anything is kept, up to another sequence number. */
  between(from: number, before: number): AsyncIterable<Entry>;
  /** Entries before that sequence number, newest first, as far back as anything is kept. */
  backwards(before: number): AsyncIterable<Entry>;
  /** Calls back after every call from now on, with nothing built for it; the answer ends it. */
  follow(listener: () => void): () => void;
  /** The operations whose kept events are to be read. */
  know(services: readonly Service[]): void;
  clear(): void;
  close(): void;
}

export interface EventLogSettings {
  /** Calls that the ring holds, or the latest of a history. */
  readonly capacity: number;
  readonly kinds: Kinds;
  /** Undefined in memory mode. */
  readonly history?: EventHistory | undefined;
}

export function createEventLog({ capacity, kinds, history }: EventLogSettings): EventLog {
  const ring = new Array<Entry | undefined>(history ? 0 : capacity);
  const find = (sequence: number) => (history ? history.recent(sequence) : ring[sequence % capacity]);
  const listeners = new Set<() => void>();
  /** Never goes back, so that a reader's place stays true over `clear`. */
  let next = history?.next() ?? 0;
  let first = next;

  function record(invocation: Invocation): void {
    const { service, operation, call, error } = invocation;
    const kind = kinds.of(service, operation);
    const failed = error !== undefined;
    const input = kind.keepInput(invocation.input);
    const output = failed || kind.readOnly ? undefined : kind.keepOutput(invocation.output);
    const observed = kind.dialect.observe?.(invocation) ?? NOTHING;
    const { bulky } = call;
    const entry: Entry = {
      sequence: next,
      kind,
      call,
      input: bulky ? limitedMembers(input) : input,
      output: bulky && output ? limitedMembers(output) : output,
      observed: bulky ? limitedObserved(observed) : observed,
      errorCode: failed ? codeOf(error) : undefined,
      errorMessage: error instanceof AwsError && error.hasMessage ? limitedText(error.message) : undefined,
    };
    if (history) history.append(entry);
    else ring[next % capacity] = entry;
    next += 1;
    if (next - first > capacity) first = next - capacity;
    if (listeners.size > 0) for (const listener of listeners) listener();
  }

  function* recent(from: number): IterableIterator<Entry> {
    for (let at = Math.max(from, first); at < next; at += 1) {
      const entry = find(at);
      // A ring that turned while its reader was away has another entry here.
      if (entry?.sequence === at) yield entry;
    }
  }

  return {
    record,
    kept: () => history?.kept,
    next: () => next,
    recent,
    async *between(from, before) {
      let at = from;
      // The ring may turn while the history is read.
      while (history && at < first && at < before) {
        const until = Math.min(before, first);
        yield* history.between(at, until);
        at = until;
      }
      for (const entry of recent(at)) {
        if (entry.sequence >= before) return;
        yield entry;
      }
    },
    async *backwards(before) {
      let at = Math.min(before, next);
      for (; at > first; at -= 1) {
        const entry = find(at - 1);
        if (entry?.sequence !== at - 1) break;
        yield entry;
      }
      if (history) yield* history.backwards(at);
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    know: (services) => kinds.know(services),
    clear() {
      history?.clear();
      ring.fill(undefined);
      first = next;
    },
    close: () => history?.close(),
  };
}

/** KMS and other JSON services answer AccessDeniedException; CloudTrail's word for it is AccessDenied. */
function codeOf(error: unknown): string {
  if (!(error instanceof AwsError)) return 'InternalFailure';
  return error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code;
}
