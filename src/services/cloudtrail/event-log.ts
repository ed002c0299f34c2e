// The recent past of every call, kept in a bounded ring in memory.
//
// What must never be recorded is dropped when the call ends, not when it is read. The rest is references to
// what the call made anyway; the event itself is put together only for a reader.
import { AwsError } from '../../core/errors.ts';
import type { Invocation } from '../../core/invoke.ts';
import { NOTHING } from './dialect.ts';
import { dialectOf } from './dialects/index.ts';
import type { Entry } from './entry.ts';
import { type CloudTrailEvent, callerAccount, eventOf } from './event.ts';
import { recordable } from './redact.ts';

export interface EventLog {
  readonly record: (invocation: Invocation) => void;
  /** The sequence number that the next call will have. */
  readonly next: () => number;
  /** Entries from that sequence number on, oldest first, as far as the ring still has them. */
  entries(from: number): IterableIterator<Entry>;
  /** The same, newest first. */
  backwards(before: number): IterableIterator<Entry>;
  /** As its account sees it. */
  readonly event: (entry: Entry, recipient?: string) => CloudTrailEvent;
  /** Calls back after every call from now on, with nothing built for it; the answer ends it. */
  follow(listener: () => void): () => void;
  clear(): void;
}

export function createEventLog(capacity: number, uuid: () => string): EventLog {
  const ring = new Array<Entry | undefined>(capacity);
  const listeners = new Set<() => void>();
  /** Never goes back, so that a reader's place stays true over `clear`. */
  let next = 0;
  let first = 0;

  function record(invocation: Invocation): void {
    const { service, operation, call, error } = invocation;
    const dialect = dialectOf(service.name);
    const failed = error !== undefined;
    ring[next % capacity] = {
      sequence: next,
      source: service.eventSource,
      dialect,
      operation,
      call,
      input: recordable(operation.input, invocation.input),
      output:
        failed || dialect.isReadOnly(operation) ? undefined : recordable(operation.output, invocation.output),
      observed: dialect.observe?.(invocation) ?? NOTHING,
      errorCode: failed ? codeOf(error) : undefined,
      errorMessage: error instanceof AwsError && error.hasMessage ? error.message : undefined,
    };
    next += 1;
    if (next - first > capacity) first = next - capacity;
    for (const listener of listeners) listener();
  }

  return {
    record,
    next: () => next,
    *entries(from) {
      for (let at = Math.max(from, first); at < next; at += 1) {
        const entry = ring[at % capacity];
        // A ring that turned while its reader was away has another entry here.
        if (entry?.sequence === at) yield entry;
      }
    },
    *backwards(before) {
      for (let at = Math.min(before, next) - 1; at >= first; at -= 1) {
        const entry = ring[at % capacity];
        if (entry?.sequence === at) yield entry;
      }
    },
    event: (entry, recipient = callerAccount(entry)) => eventOf(entry, recipient, uuid),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      ring.fill(undefined);
      first = next;
    },
  };
}

/** KMS and other JSON services answer AccessDeniedException; CloudTrail's word for it is AccessDenied. */
function codeOf(error: unknown): string {
  if (!(error instanceof AwsError)) return 'InternalFailure';
  return error.code === 'AccessDeniedException' ? 'AccessDenied' : error.code;
}
