// Every call, as the readers of events find it.
//
// What must never be recorded is dropped when the call ends, not when it is read. The rest is references to
// what the call made anyway; the event itself is put together only for a reader.
import { AwsError } from '../../core/errors.ts';
import type { Invocation } from '../../core/invoke.ts';
import type { Service } from '../../core/operation.ts';
import { NOTHING } from './dialect.ts';
import type { Entry } from './entry.ts';
import type { EventStore } from './event-store.ts';
import type { Kinds } from './kind.ts';
import { limitedMembers, limitedObserved, limitedText } from './limits.ts';

export interface EventLog {
  readonly record: (invocation: Invocation) => void;
  /** Resolves when every call until now is in the history; undefined where nothing waits, as in memory mode. */
  readonly kept: () => Promise<void> | undefined;
  /** The sequence number that the next call will have. */
  readonly next: () => number;
  /** Entries from that sequence number on, oldest first, as far as they are in memory. */
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

export function createEventLog(kinds: Kinds, store: EventStore): EventLog {
  const listeners = new Set<() => void>();
  /** Never goes back, so that a reader's place stays true over `clear`. */
  let next = store.next();

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
    store.append(entry);
    next += 1;
    if (listeners.size > 0) for (const listener of listeners) listener();
  }

  return {
    record,
    kept: () => store.kept,
    next: () => next,
    recent: (from) => store.recent(from),
    between: (from, before) => store.between(from, before),
    backwards: (before) => store.backwards(Math.min(before, next)),
    follow(listener) {
      store.expectReaders();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    know: (services) => kinds.know(services),
    clear() {
      store.clear();
      if (listeners.size > 0) store.expectReaders();
    },
    close: () => store.close(),
  };
}

/** KMS and other JSON services answer AccessDeniedException; CloudTrail's word for it is AccessDenied. */
function codeOf(error: unknown): string {
  if (!(error instanceof AwsError)) return 'InternalFailure';
  return error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code;
}
