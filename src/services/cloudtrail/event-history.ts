// The past of a data directory: every call as a line of a journal.
//
// Lines hold what events are told of, and no secret ever is (redact.ts); names, contexts and policies stand in
// the clear in events on AWS too, and in other tables here. They are not sealed for that reason.
import type { Journal, Segment } from '../../platform/journal.ts';
import { Callers } from './callers.ts';
import type { CallerFacts, Entry } from './entry.ts';
import type { Kinds } from './kind.ts';
import { readCaller, readEntry, sequenceOf, writeCaller, writeEntry } from './line.ts';

export class EventHistory {
  private readonly callers = new Callers();

  constructor(
    private readonly journal: Journal,
    private readonly kinds: Kinds,
  ) {}

  /** The sequence number after the last that was written before this process. */
  next(): number {
    const last = this.journal.segments().at(-1);
    if (!last) return 0;
    const line = this.journal.readSync(last).findLast((each) => sequenceOf(each) !== undefined);
    return line === undefined ? last.first : (sequenceOf(line) ?? 0) + 1;
  }

  append(entry: Entry): void {
    const { journal, callers } = this;
    if (journal.full) {
      callers.clear();
      journal.begin({ first: entry.sequence, time: entry.call.time });
    }
    let introduction = '';
    const number = callers.numberOf(entry.call, (fresh, facts) => {
      introduction = `${writeCaller(fresh, facts)}\n`;
    });
    journal.append(introduction + writeEntry(entry, number));
  }

  /** Entries of that sequence number and later, up to another one, oldest first. */
  async *between(from: number, before: number): AsyncGenerator<Entry> {
    const segments = this.journal.segments();
    for (const [index, segment] of segments.entries()) {
      const after = segments[index + 1]?.first ?? Number.POSITIVE_INFINITY;
      if (after <= from || segment.first >= before) continue;
      for (const entry of await this.entriesOf(segment)) {
        if (entry.sequence >= from && entry.sequence < before) yield entry;
      }
    }
  }

  /** Entries before that sequence number, newest first. */
  async *backwards(before: number): AsyncGenerator<Entry> {
    for (const segment of this.journal.segments().toReversed()) {
      if (segment.first >= before) continue;
      for (const entry of (await this.entriesOf(segment)).reverse()) {
        if (entry.sequence < before) yield entry;
      }
    }
  }

  private async entriesOf(segment: Segment): Promise<Entry[]> {
    const callers = new Map<string, CallerFacts>();
    const entries: Entry[] = [];
    for (const line of await this.journal.read(segment)) {
      if (sequenceOf(line) === undefined) {
        for (const [number, facts] of readCaller(line)) callers.set(number, facts);
        continue;
      }
      const entry = readEntry(line, callers, this.kinds);
      if (entry) entries.push(entry);
    }
    return entries;
  }

  clear(): void {
    this.callers.clear();
    this.journal.clear();
  }

  close(): void {
    this.journal.close();
  }
}
