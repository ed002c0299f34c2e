import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataDirectoryError, type Migration, openDatabase } from '../../../src/platform/database.ts';

const migrations: Migration[] = [
  { id: 'test-001', sql: 'CREATE TABLE thing (name TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT' },
];
const inMemory = () => openDatabase({ file: ':memory:', migrations, durability: 'normal' });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waxseal-database-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the group commit', () => {
  it('gives every writer of one turn its own answer', async () => {
    const database = inMemory();
    const insert = database.prepare<[string, number]>('INSERT INTO thing VALUES (?, ?)');
    const answers = await Promise.all(
      [1, 2, 3].map((size) => database.commit(() => insert.run(`thing ${size}`, size).changes * size)),
    );
    expect(answers).toEqual([1, 2, 3]);
    database.close();
  });

  it('undoes only the writer that throws', async () => {
    const database = inMemory();
    const insert = database.prepare<[string, number]>('INSERT INTO thing VALUES (?, ?)');
    const names = database.prepare<[], string>('SELECT name FROM thing ORDER BY name').pluck();
    const outcomes = await Promise.allSettled([
      database.commit(() => insert.run('a', 1)),
      database.commit(() => {
        insert.run('b', 2);
        throw new Error('changed my mind');
      }),
      database.commit(() => insert.run('c', 3)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(names.all()).toEqual(['a', 'c']);
    database.close();
  });

  it('lets a writer refuse before it writes, and undoes nothing for that', async () => {
    const database = inMemory();
    const insert = database.prepare<[string, number]>('INSERT INTO thing VALUES (?, ?)');
    let undone = 0;
    database.onUndo(() => {
      undone += 1;
    });
    const outcomes = await Promise.allSettled([
      database.commitDecided(() => () => insert.run('a', 1).changes),
      database.commitDecided(() => {
        throw new Error('refused');
      }),
      database.commit(() => insert.run('c', 3).changes),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'refused'))).toEqual([
      1,
      'refused',
      1,
    ]);
    expect(undone).toBe(0);
    database.close();
  });

  it.each(['in memory', 'on disk'])(
    'fails a turn whole where a writer fails that had decided (%s)',
    async (where) => {
      const file = where === 'in memory' ? ':memory:' : join(folder, 'db.sqlite');
      const database = openDatabase({ file, migrations, durability: 'normal' });
      const insert = database.prepare<[string, number]>('INSERT INTO thing VALUES (?, ?)');
      const names = database.prepare<[], string>('SELECT name FROM thing ORDER BY name').pluck();
      await database.commit(() => insert.run('of an earlier turn', 0));
      let cached: string[] = [];
      database.onUndo(() => {
        cached = [];
      });
      const outcomes = await Promise.allSettled([
        database.commit(() => insert.run('a', 1)),
        database.commit(() => {
          cached = names.all();
        }),
        database.commitDecided(() => () => {
          insert.run('b', 2);
          throw new Error('broken');
        }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(cached, 'what was read of the turn is forgotten').toEqual([]);
      await database.commit(() => insert.run('of a later turn', 4));
      expect(names.all()).toEqual(['of a later turn', 'of an earlier turn']);
      database.close();
    },
  );

  it('keeps what was queued when the database closes', async () => {
    const file = join(folder, 'db.sqlite');
    const first = openDatabase({ file, migrations, durability: 'full' });
    const insert = first.prepare<[string, number]>('INSERT INTO thing VALUES (?, ?)');
    const written = first.commit(() => insert.run('last moment', 1));
    first.close();
    await written;
    await expect(first.commit(() => 1)).rejects.toThrow(/closed/);
    const second = openDatabase({ file, migrations, durability: 'normal' });
    expect(second.prepare('SELECT name FROM thing').pluck().all()).toEqual(['last moment']);
    second.close();
  });
});

describe('migrations', () => {
  it('run once each, in order, and keep the rows of the version before', async () => {
    const file = join(folder, 'db.sqlite');
    const before = openDatabase({ file, migrations, durability: 'normal' });
    await before.commit(() => before.prepare("INSERT INTO thing VALUES ('old', 1)").run());
    before.close();
    const next = [
      ...migrations,
      { id: 'test-002', sql: "ALTER TABLE thing ADD COLUMN colour TEXT DEFAULT 'red'" },
    ];
    for (let round = 0; round < 2; round += 1) {
      const after = openDatabase({ file, migrations: next, durability: 'normal' });
      expect(after.prepare('SELECT * FROM thing').all()).toEqual([{ name: 'old', size: 1, colour: 'red' }]);
      after.close();
    }
  });

  it('of a newer version are refused with their names', () => {
    const file = join(folder, 'db.sqlite');
    openDatabase({
      file,
      migrations: [...migrations, { id: 'future-9', sql: 'SELECT 1' }],
      durability: 'normal',
    }).close();
    expect(() => openDatabase({ file, migrations, durability: 'normal' })).toThrow(DataDirectoryError);
    expect(() => openDatabase({ file, migrations, durability: 'normal' })).toThrow(/future-9/);
  });

  it('a failing one leaves nothing behind', () => {
    const file = join(folder, 'db.sqlite');
    const broken = [...migrations, { id: 'test-002', sql: 'CREATE TABLE other (x); NOT SQL' }];
    expect(() => openDatabase({ file, migrations: broken, durability: 'normal' })).toThrow(/syntax/);
    const tables = openDatabase({ file, migrations, durability: 'normal' });
    expect(tables.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'other'").pluck().get()).toBe(0);
    tables.close();
  });
});

it('reset empties every table and leaves prepared statements working', async () => {
  const database = inMemory();
  const insert = database.prepare<[string, number]>('INSERT INTO thing VALUES (?, ?)');
  const count = database.prepare<[], number>('SELECT count(*) FROM thing').pluck();
  await database.commit(() => insert.run('a', 1));
  await database.reset();
  expect(count.get()).toBe(0);
  await database.commit(() => insert.run('a', 1));
  expect(count.get()).toBe(1);
  database.close();
});
