import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../src/platform/database.ts';

const migrations = [
  { id: 'note-001', sql: 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT' },
];
const TEXT = 'n'.repeat(20_000);

describe('the write-ahead log', () => {
  let folder: string;
  let database: Database;
  let add: (id: number) => Promise<void>;

  const open = (file: string, durability: 'normal' | 'full' = 'normal') =>
    openDatabase({ file, migrations, durability });
  const logSize = () => statSync(join(folder, 'it.sqlite-wal')).size;

  function use(opened: Database): void {
    database = opened;
    const insert = database.prepare<[number, string], never>('INSERT INTO note (id, text) VALUES (?, ?)');
    add = (id) => database.commit(() => void insert.run(id, TEXT));
  }

  /** What the next process would find if this one were killed now. */
  function foundAfterKill(name: string): { rows: number; integrity: string } {
    const file = join(folder, name);
    for (const part of ['', '-wal']) copyFileSync(join(folder, `it.sqlite${part}`), `${file}${part}`);
    const left = open(file);
    const rows = left.prepare<[], { n: number }>('SELECT count(*) AS n FROM note').get()?.n ?? 0;
    const [row] = left.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all();
    left.close();
    return { rows, integrity: row?.integrity_check ?? '' };
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'waxseal-log-'));
    use(open(join(folder, 'it.sqlite')));
  });
  afterEach(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  for (const durability of ['normal', 'full'] as const) {
    it(`is emptied into the database file again and again, with ${durability} durability`, async () => {
      database.close();
      use(open(join(folder, 'it.sqlite'), durability));
      let largest = 0;
      let emptied = 0;
      for (let id = 0; emptied < 3 && id < 5_000; id += 1) {
        const before = logSize();
        await add(id);
        largest = Math.max(largest, logSize());
        if (logSize() < before) emptied += 1;
      }
      expect(emptied).toBe(3);
      expect(largest).toBeLessThan(32 * 1024 * 1024);
    });
  }

  it('loses no answered write of a process that is killed before, amid and after a checkpoint', async () => {
    for (let round = 0; round < 12; round += 1) {
      for (let id = round * 100; id < (round + 1) * 100; id += 1) await add(id);
      const { rows, integrity } = foundAfterKill(`killed-${round}.sqlite`);
      expect({ rows, integrity }).toEqual({ rows: (round + 1) * 100, integrity: 'ok' });
    }
  });

  it('keeps what waits for a checkpoint when the database closes', async () => {
    const writes: Promise<void>[] = [];
    for (let id = 0; id < 400; id += 1) {
      if (id % 40 === 0) await add(id);
      else writes.push(add(id));
    }
    database.close();
    await Promise.all(writes);
    use(open(join(folder, 'it.sqlite')));
    expect(database.prepare<[], { n: number }>('SELECT count(*) AS n FROM note').get()?.n).toBe(400);
  });
});
