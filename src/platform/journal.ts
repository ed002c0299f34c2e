// A journal: lines in append-only files, each on its file before `append` returns, so that a kill -9 loses none.
//
// A write to a file costs an eighth of SQLite's cheapest transaction, which makes it affordable for what happens
// with every request. Files are called segments: a new one is begun with each start and whenever the last is long
// enough, and the oldest go when all of them together are too long or too old. Nothing is flushed to the disk
// itself: a power cut may cost the last lines.
import { closeSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from './data-directory.ts';

/** One file, named by the number of its first line and by the time at which it was begun. */
export interface Segment {
  readonly first: number;
  readonly time: number;
}

export interface Journal {
  /** Whether the next line needs a new segment. */
  readonly full: boolean;
  /** Begins a segment; forgets the oldest ones that are over the limits. */
  begin(segment: Segment): void;
  /** @param text whole lines, each with its end. */
  append(text: string): void;
  /** Oldest first. */
  segments(): readonly Segment[];
  /** The whole lines of a segment; none where it is gone meanwhile. */
  read(segment: Segment): Promise<readonly string[]>;
  readSync(segment: Segment): readonly string[];
  /** Removes every line. */
  clear(): void;
  close(): void;
}

export interface JournalSettings {
  /** Bytes after which a segment is full. */
  readonly segmentBytes: number;
  /** Bytes of all segments together. */
  readonly totalBytes: number;
  /** Milliseconds for which lines are kept. */
  readonly keepFor: number;
  /** Told each time that the disk takes no line; that one is lost, and a new segment is due. */
  readonly onFailure: (error: unknown) => void;
}

interface Kept extends Segment {
  bytes: number;
}

export function openJournal(folder: string, settings: JournalSettings): Journal {
  const { segmentBytes, totalBytes, keepFor, onFailure } = settings;
  openFolder(folder);
  const pathOf = (segment: Segment): string => join(folder, nameOf(segment));
  let kept = segmentsIn(folder);
  let file: number | undefined;
  let current: Kept | undefined;
  function end(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
    current = undefined;
  }

  /** A segment is too old once the next one was begun too long ago. */
  function forgetOldest(now: number): void {
    let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    while (kept[0] && kept[1] && (total > totalBytes || kept[1].time < now - keepFor)) {
      total -= kept[0].bytes;
      rmSync(pathOf(kept[0]), { force: true });
      kept = kept.slice(1);
    }
  }

  return {
    get full() {
      return current === undefined || current.bytes >= segmentBytes;
    },
    begin({ first, time }) {
      end();
      const segment = { first, time: Math.floor(time), bytes: 0 };
      try {
        file = openSync(pathOf(segment), 'a', 0o600);
      } catch (error) {
        onFailure(error);
        return;
      }
      current = segment;
      kept = [...kept.filter((each) => nameOf(each) !== nameOf(segment)), segment];
      forgetOldest(time);
    },
    append(text) {
      if (file === undefined || current === undefined) return;
      try {
        let written = writeSync(file, text);
        current.bytes += written;
        // Never seen but on a disk that is just getting full: a character's bytes may be cut in two.
        if (written < text.length) {
          const rest = Buffer.from(text);
          while (written < rest.length) written += writeSync(file, rest, written);
        }
      } catch (error) {
        const failed = current;
        end();
        // A full disk would otherwise get a file with nothing in it at each attempt.
        if (failed.bytes === 0) {
          rmSync(pathOf(failed), { force: true });
          kept = kept.filter((each) => each !== failed);
        }
        onFailure(error);
      }
    },
    segments: () => kept,
    read: async (segment) => linesOf(await readFile(pathOf(segment), 'utf8').catch(emptyIfGone)),
    readSync: (segment) => linesOf(readFileSync(pathOf(segment), 'utf8')),
    clear() {
      end();
      for (const segment of kept) rmSync(pathOf(segment), { force: true });
      kept = [];
    },
    close: end,
  };
}

const NAME = /^(\d{16})-(\d{16})\.jsonl$/;
const digits = (value: number): string => String(Math.max(0, value)).padStart(16, '0');
const nameOf = ({ first, time }: Segment): string => `${digits(first)}-${digits(time)}.jsonl`;

const segmentsIn = (folder: string): Kept[] =>
  readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const [, first, time] = NAME.exec(name) ?? [];
      const found = statSync(join(folder, name));
      if (first === undefined || !found.isFile()) return [];
      return [{ first: Number(first), time: Number(time), bytes: found.size }];
    });

function emptyIfGone(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

/** What stands after the last line's end was cut off in the middle. */
const linesOf = (text: string): string[] => text.split('\n').slice(0, -1);
