// The past of a data directory: every call as a line of a journal.
//
// Lines hold what events are told of, and no secret ever is (redact.ts); names, contexts and policies stand in
// the clear in events on AWS too, and in other tables here. They are not sealed for that reason.
import { createBatch } from '../../platform/batch.ts';
import type { Journal, Segment } from '../../platform/journal.ts';
import { Callers } from './callers.ts';
import type { CallerFacts, Entry } from './entry.ts';
import type { EventStore } from './event-store.ts';
import type { Kinds } from './kind.ts';
import { isEntry, readCaller, readEntry, sequenceOf, writeCaller, writeEntry } from './line.ts';

/**
 * Events that share a write at most: all of a turn, as a rule. Measured with 16 connections, answers that leave
 * together at the end of a turn save more than the events cost.
 */
const BATCH = 64;
/** Calls whose lines are also kept in memory. */
const LATEST = 1_000;

/**
 * The lines of one write. They are kept as its one text, which writing has made flat: a line of its own would hold
 * on to the dozen pieces that it was put together from, and nothing else that a request left is held.
 */
interface Written {
  readonly first: number;
  readonly callers: CallerFacts[];
  text: string;
}

export class EventHistory implements EventStore {
  private readonly callers = new Callers();
  private readonly latest = new Array<Written | undefined>(LATEST);
  private read: { readonly written: Written; readonly lines: readonly string[] } | undefined;
  private readonly batch = createBatch<Entry>(BATCH, (entries) => this.write(entries));

  /** The sequence number after the last entry's. */
  private end: number;
  /** The earliest that this process has appended, since the last `clear`. */
  private begin: number;

  constructor(
    private readonly journal: Journal,
    private readonly kinds: Kinds,
  ) {
    this.end = endOf(journal);
    this.begin = this.end;
  }

  next(): number {
    return this.end;
  }

  append(entry: Entry): void {
    this.batch.add(entry);
    this.end = entry.sequence + 1;
  }

  get kept(): Promise<void> | undefined {
    return this.batch.done;
  }

  private write(entries: readonly Entry[]): void {
    const { journal, callers, latest } = this;
    let written: Written | undefined;
    for (const entry of entries) {
      const { sequence, call } = entry;
      if (journal.full) {
        if (written) journal.append(written.text);
        written = undefined;
        callers.clear();
        journal.begin({ first: sequence, time: call.time });
      }
      const lines: Written = written ?? { first: sequence, callers: [], text: '' };
      written = lines;
      const { number, caller } = callers.find(call, (fresh) => {
        lines.text += writeCaller(fresh);
      });
      lines.text += writeEntry(entry, number);
      lines.callers.push(caller);
      latest[sequence % LATEST] = lines;
    }
    if (written) journal.append(written.text);
  }

  /** The earliest sequence number of which the line is also in memory. */
  private get first(): number {
    return Math.max(this.begin, this.end - LATEST);
  }

  *recent(from: number): IterableIterator<Entry> {
    for (let at = Math.max(from, this.first); at < this.end; at += 1) {
      const entry = this.inMemory(at);
      if (entry) yield entry;
    }
  }

  /** Undefined where the latest have turned while their reader was away. */
  private inMemory(sequence: number): Entry | undefined {
    this.batch.flush();
    const written = this.latest[sequence % LATEST];
    if (!written) return undefined;
    // Readers go from one entry to the next, most of them of the same write.
    if (this.read?.written !== written) {
      this.read = { written, lines: written.text.split('\n').filter(isEntry) };
    }
    const at = sequence - written.first;
    const line = this.read.lines[at];
    const entry = line === undefined ? undefined : readEntry(line, () => written.callers[at], this.kinds);
    return entry?.sequence === sequence ? entry : undefined;
  }

  async *between(from: number, before: number): AsyncGenerator<Entry> {
    let at = from;
    // More may be appended while files are read.
    while (at < this.first && at < before) {
      const until = Math.min(before, this.first);
      yield* this.onFile(at, until);
      at = until;
    }
    for (const entry of this.recent(at)) {
      if (entry.sequence >= before) return;
      yield entry;
    }
  }

  private async *onFile(from: number, before: number): AsyncGenerator<Entry> {
    const segments = this.journal.segments();
    for (const [index, segment] of segments.entries()) {
      const after = segments[index + 1]?.first ?? Number.POSITIVE_INFINITY;
      if (after <= from || segment.first >= before) continue;
      for (const entry of await this.entriesOf(segment)) {
        if (entry.sequence >= from && entry.sequence < before) yield entry;
      }
    }
  }

  async *backwards(before: number): AsyncGenerator<Entry> {
    let at = before;
    for (; at > this.first; at -= 1) {
      const entry = this.inMemory(at - 1);
      if (!entry) break;
      yield entry;
    }
    for (const segment of this.journal.segments().toReversed()) {
      if (segment.first >= at) continue;
      for (const entry of (await this.entriesOf(segment)).reverse()) {
        if (entry.sequence < at) yield entry;
      }
    }
  }

  private async entriesOf(segment: Segment): Promise<Entry[]> {
    this.batch.flush();
    const callers = new Map<string, CallerFacts>();
    const entries: Entry[] = [];
    for (const line of await this.journal.read(segment)) {
      if (sequenceOf(line) === undefined) {
        for (const [number, facts] of readCaller(line)) callers.set(number, facts);
        continue;
      }
      const entry = readEntry(line, (number) => callers.get(String(number)), this.kinds);
      if (entry) entries.push(entry);
    }
    return entries;
  }

  /** All are kept, whether anybody reads them or not. */
  expectReaders(): void {}

  clear(): void {
    this.batch.flush();
    this.begin = this.end;
    this.callers.clear();
    this.journal.clear();
    this.latest.fill(undefined);
    this.read = undefined;
  }

  close(): void {
    this.batch.flush();
    this.journal.close();
  }
}

function endOf(journal: Journal): number {
  const last = journal.segments().at(-1);
  if (!last) return 0;
  const line = journal.readSync(last).findLast((each) => sequenceOf(each) !== undefined);
  return line === undefined ? last.first : (sequenceOf(line) ?? 0) + 1;
}
