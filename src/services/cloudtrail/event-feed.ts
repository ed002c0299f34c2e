// The record as the control API reads it: a list of the latest events, and a place to go on from.
import { type CloudTrailEvent, callerAccount, eventOf } from './event.ts';
import type { EventLog } from './event-log.ts';

export interface EventFeed {
  /** The latest events, oldest first. */
  list(): CloudTrailEvent[];
  /** At most `limit` events from that place on, and the place after them. */
  read(from: number, limit: number): { readonly events: CloudTrailEvent[]; readonly next: number };
  /** Calls back when there is more to read; the answer ends it. */
  follow(listener: () => void): () => void;
}

/** @param shown how many events `list` answers. */
export function createEventFeed(log: EventLog, shown: number): EventFeed {
  function read(from: number, limit: number) {
    const events: CloudTrailEvent[] = [];
    let next = from;
    for (const entry of log.recent(from)) {
      if (events.length === limit) break;
      events.push(eventOf(entry, callerAccount(entry)));
      next = entry.sequence + 1;
    }
    return { events, next };
  }
  return {
    list: () => read(log.next() - shown, shown).events,
    read,
    follow: log.follow,
  };
}
