// Lines in files: what is written together, what is forgotten, and what a cut or a full disk leaves.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journal, type JournalSettings, openJournal } from '../../../src/platform/journal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waxseal-journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (settings: Partial<JournalSettings> = {}): Journal =>
  openJournal(folder, {
    segmentBytes: 100,
    totalBytes: 1_000,
    keepFor: 1_000,
    onFailure: (error) => {
      throw error;
    },
    ...settings,
  });

/** As a writer of numbered lines does: a new segment wherever one is due. */
function write(journal: Journal, number: number, time = 0, text = `line ${number}`): void {
  if (journal.full) journal.begin({ first: number, time });
  journal.append(`${text}\n`);
}
const readAll = async (journal: Journal) =>
  (await Promise.all(journal.segments().map((each) => journal.read(each)))).flat();

describe('a journal', () => {
  it('has a line on its file at once', async () => {
    const journal = open();
    write(journal, 0);
    expect(await readAll(open())).toEqual(['line 0']);
    journal.append('two\nat once, ✉ and all\n');
    expect(await readAll(open())).toEqual(['line 0', 'two', 'at once, ✉ and all']);
    journal.close();
  });

  it('begins a new segment when one is long enough, and reads them in the order of their numbers', async () => {
    const journal = open({ segmentBytes: 20 });
    for (let number = 0; number < 12; number += 1) write(journal, number);
    expect(journal.segments().length).toBeGreaterThan(3);
    expect(journal.segments().map(({ first }) => first)).toContain(3);
    expect(await readAll(journal)).toEqual(Array.from({ length: 12 }, (_, number) => `line ${number}`));
    journal.close();
  });

  it('goes on in a segment of its own after a restart', async () => {
    const before = open();
    write(before, 0);
    before.close();
    const after = open();
    expect(after.full).toBe(true);
    write(after, 1);
    expect(after.segments().map(({ first }) => first)).toEqual([0, 1]);
    expect(await readAll(after)).toEqual(['line 0', 'line 1']);
    after.close();
  });

  it('passes over what was cut off in the middle of a line', async () => {
    const before = open();
    write(before, 0);
    before.close();
    const [name = ''] = readdirSync(folder);
    appendFileSync(join(folder, name), 'line 1, of which only a par');
    const after = open();
    expect(await readAll(after)).toEqual(['line 0']);
  });

  it('forgets its oldest segments when all are too long', async () => {
    const journal = open({ segmentBytes: 10, totalBytes: 40 });
    for (let number = 0; number < 50; number += 1) write(journal, number);
    expect(journal.segments().length).toBeLessThan(10);
    expect(await readAll(journal)).toContain('line 49');
    expect(await readAll(journal)).not.toContain('line 0');
    expect(readdirSync(folder)).toHaveLength(journal.segments().length);
    journal.close();
  });

  it('forgets segments that ended too long ago', async () => {
    const journal = open({ segmentBytes: 1 });
    write(journal, 0, 0);
    write(journal, 1, 500);
    write(journal, 2, 1_499);
    expect(await readAll(journal)).toEqual(['line 0', 'line 1', 'line 2']);
    write(journal, 3, 1_501);
    expect(await readAll(journal)).toEqual(['line 1', 'line 2', 'line 3']);
    journal.close();
  });

  it('tells of a disk that takes nothing, lets its callers go on, and tries again', async () => {
    const failures: unknown[] = [];
    const journal = open({ onFailure: (error) => failures.push(error) });
    rmSync(folder, { recursive: true });
    write(journal, 0);
    expect(failures).toHaveLength(1);
    mkdirSync(folder);
    expect(journal.full).toBe(true);
    write(journal, 1);
    expect(await readAll(journal)).toEqual(['line 1']);
    journal.close();
  });

  it.skipIf(!existsSync('/dev/full'))('leaves no empty files behind on a full disk', () => {
    const failures: unknown[] = [];
    const journal = open({ onFailure: (error) => failures.push(error) });
    write(journal, 0);
    journal.close();
    for (const number of [1, 2, 3]) {
      const name = `${String(number).padStart(16, '0')}-${'0'.repeat(16)}.jsonl`;
      symlinkSync('/dev/full', join(folder, name));
      write(journal, number);
    }
    expect(failures).toHaveLength(3);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(journal.segments().map(({ first }) => first)).toEqual([0]);
  });

  it('is empty after clear', async () => {
    const journal = open();
    write(journal, 0);
    journal.clear();
    expect(readdirSync(folder)).toEqual([]);
    write(journal, 7);
    expect(await readAll(journal)).toEqual(['line 7']);
    journal.close();
  });
});
