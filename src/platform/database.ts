// SQLite: one connection, WAL, migrations, and the group commit that all writes share.
import SQLite from 'better-sqlite3';
import { createCheckpoints } from './checkpoints.ts';
import { LateStatement, type Statement } from './statement.ts';
import { endTurnWith } from './turns/end-of-turn.ts';

export type { Statement } from './statement.ts';

/** One step of a service's schema. Landed steps never change; a change is a new step. */
export interface Migration {
  /** Unique for ever: `kms-001-keys`. */
  readonly id: string;
  readonly sql: string;
}

export interface Database {
  /** Prepared once, at its first use; stores name theirs in their constructors. */
  prepare<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
  /**
   * Runs `work` in the transaction that all writes of this event-loop turn share and resolves after its
   * COMMIT. `work` is synchronous; if it throws, only its own writes are undone and the promise rejects.
   * better-sqlite3's transactions cannot span an await, so all awaiting comes before.
   */
  commit<T>(work: () => T): Promise<T>;
  /**
   * The same for work that decides before it writes: `decide` may throw, and writes nothing; the function it answers
   * writes, and must not throw (if it does, all writers of the turn fail with it). It costs no savepoint, for which
   * SQLite copies every page that the work touches.
   */
  commitDecided<T>(decide: () => () => T): Promise<T>;
  /** Called when anything was undone: what was read meanwhile may never have been, and no cache may keep it. */
  onUndo(forget: () => void): void;
  /** Deletes every row of every table; prepared statements stay valid. */
  reset(): Promise<void>;
  close(): void;
}

export interface DatabaseSettings {
  /** A file, or `:memory:`. */
  readonly file: string;
  readonly migrations: readonly Migration[];
  /** `full`: an answered write survives a power cut; `normal`: it survives the process. */
  readonly durability: 'normal' | 'full';
}

/** A few milliseconds under load; alone, one turn in which nothing happens. */
const MOST_WAITING_TURNS = 8;

interface Waiting {
  readonly share: () => Outcome;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** The data directory cannot be used; the message is for the person who started the server. */
export class DataDirectoryError extends Error {}

/** How long to wait for another process to let go of the file: one that is just closing needs no more. */
const LOCK_WAIT_MS = 500;

/**
 * How many turns share a transaction in memory, where a COMMIT makes nothing safer: SQLite searches its whole
 * page cache at one that follows the split of an index page, so its price grows with the database.
 */
const TURNS_IN_MEMORY = 128;

/**
 * Connections and statements live as long as the process. From Node 24.19 on, the garbage collection of an
 * object of better-sqlite3 12 ends the process (its wrapper asserts an Environment that a collection does
 * not have); better-sqlite3 13 is cured of it but wants Node 22.
 */
const keptAlive: unknown[] = [];

function prepareForGood<P extends unknown[], R>(sqlite: SQLite.Database, sql: string): Statement<P, R> {
  const statement = sqlite.prepare<P, R>(sql) as Statement<P, R>;
  keptAlive.push(statement);
  return statement;
}

/** @throws DataDirectoryError when another process holds the file, a newer version wrote it, or it is no database. */
export function openDatabase(settings: DatabaseSettings): Database {
  let sqlite: SQLite.Database | undefined;
  try {
    sqlite = new SQLite(settings.file, { timeout: LOCK_WAIT_MS });
    keptAlive.push(sqlite);
    return open(sqlite, settings);
  } catch (error) {
    sqlite?.close();
    const { code = '', message } = error as { code?: string; message: string };
    if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED')
      throw new DataDirectoryError(`${settings.file} is in use by another process`);
    if (UNUSABLE.test(code)) throw new DataDirectoryError(`${settings.file} cannot be used: ${message}`);
    throw error;
  }
}

/** What is wrong with the file or its folder, not with what was asked of it. */
const UNUSABLE = /^SQLITE_(?:CANTOPEN|NOTADB|CORRUPT|READONLY|PERM|IOERR|FULL)/;

function open(sqlite: SQLite.Database, { file, migrations, durability }: DatabaseSettings): Database {
  // One process owns a data directory; with the lock held for good, WAL needs no shared memory file.
  sqlite.exec('PRAGMA locking_mode = EXCLUSIVE');
  sqlite.exec('PRAGMA journal_mode = WAL');
  const inMemory = file === ':memory:';
  if (inMemory) sqlite.exec('PRAGMA synchronous = OFF');
  sqlite.exec('PRAGMA temp_store = MEMORY');
  sqlite.exec('PRAGMA cache_size = -16000');
  migrate(sqlite, migrations);

  const prepare = <P extends unknown[], R>(sql: string): Statement<P, R> =>
    new LateStatement(() => prepareForGood<P, R>(sqlite, sql));
  const begin = prepare('BEGIN IMMEDIATE');
  const end = prepare('COMMIT');
  const rollback = prepare('ROLLBACK');
  const savepoint = prepare('SAVEPOINT one');
  const release = prepare('RELEASE one');
  const undo = prepare('ROLLBACK TO one');
  const openTurn = prepare('SAVEPOINT turn');
  const closeTurn = prepare('RELEASE turn');
  const undoTurn = prepare('ROLLBACK TO turn');
  const tables = prepare<[], { name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migration'",
  );

  const turns = inMemory ? TURNS_IN_MEMORY : 1;
  const checkpoints = inMemory
    ? undefined
    : createCheckpoints({
        file,
        sqlite,
        prepare,
        durability,
        resume: () => queue.length > 0 && endTurnWith(flush),
      });

  let queue: Waiting[] = [];
  let turn = 0;
  /** In memory the transaction holds turns that were answered already: this one can be undone by itself. */
  let turnIsOpen = false;
  let closed = false;
  const caches: (() => void)[] = [];
  const forgetUndone = () => {
    for (const forget of caches) forget();
  };

  /** One writer's share of the transaction, undone alone if it throws. */
  function undoable(work: () => unknown): Outcome {
    savepoint.run();
    try {
      const value = work();
      release.run();
      return { value };
    } catch (error) {
      // A full disk may have rolled the whole transaction back already.
      if (!sqlite.inTransaction) throw error;
      undo.run();
      release.run();
      forgetUndone();
      return { error };
    }
  }

  function decided(decide: () => () => unknown): Outcome {
    let write: () => unknown;
    try {
      write = decide();
    } catch (error) {
      return { error };
    }
    return { value: write() };
  }

  /** Where a commit waits for a disk, it waits for more to share it while every turn of the event loop brings some. */
  function gather(before: number, turnsLeft: number): void {
    if (checkpoints?.holdsWriters) return;
    if (turnsLeft > 0 && queue.length > before) setImmediate(gather, queue.length, turnsLeft - 1);
    else endTurnWith(flush);
  }

  function abandon(): void {
    if (sqlite.inTransaction && turnIsOpen) {
      undoTurn.run();
      closeTurn.run();
    } else if (sqlite.inTransaction) rollback.run();
    turnIsOpen = false;
    forgetUndone();
  }

  function flush(): void {
    const batch = queue;
    queue = [];
    const outcomes: Outcome[] = [];
    try {
      if (!sqlite.inTransaction) begin.run();
      if (inMemory) openTurn.run();
      turnIsOpen = inMemory;
      for (const { share } of batch) outcomes.push(share());
      if (inMemory) closeTurn.run();
      turnIsOpen = false;
      turn += 1;
      if (turn % turns === 0) end.run();
    } catch (error) {
      // The turn as a whole failed (disk full, I/O error): nobody's write was kept.
      abandon();
      for (const { reject } of batch) reject(error);
      return;
    }
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index] as Outcome;
      if ('error' in outcome) reject(outcome.error);
      else resolve(outcome.value as never);
    });
    checkpoints?.afterCommit();
  }

  const enter = <T>(share: () => Outcome): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (closed) return reject(new Error('the database is closed'));
      queue.push({ share, resolve, reject });
      if (queue.length === 1) setImmediate(gather, 0, durability === 'full' ? MOST_WAITING_TURNS : 0);
    });
  const commit = <T>(work: () => T): Promise<T> => enter(() => undoable(work));

  return {
    prepare,
    commit,
    commitDecided: (decide) => enter(() => decided(decide)),
    onUndo: (forget) => caches.push(forget),
    reset: () =>
      commit(() => {
        for (const { name } of tables.all()) sqlite.exec(`DELETE FROM "${name}"`);
      }),
    close() {
      if (closed) return;
      closed = true;
      checkpoints?.finish();
      if (queue.length > 0) flush();
      sqlite.close();
      checkpoints?.close();
    },
  };
}

function migrate(sqlite: SQLite.Database, migrations: readonly Migration[]): void {
  sqlite.exec('CREATE TABLE IF NOT EXISTS migration (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID');
  const done = new Set(prepareForGood<[], string>(sqlite, 'SELECT id FROM migration').pluck().all());
  const note = prepareForGood<[string], never>(sqlite, 'INSERT INTO migration (id) VALUES (?)');
  const known = new Set(migrations.map(({ id }) => id));
  const foreign = [...done].filter((id) => !known.has(id));
  if (foreign.length > 0) {
    throw new DataDirectoryError(
      `the data directory was written by a newer waxseal (it knows ${foreign.join(', ')})`,
    );
  }
  const missing = migrations.filter(({ id }) => !done.has(id));
  if (missing.length === 0) return;
  sqlite.transaction(() => {
    sqlite.exec(missing.map(({ sql }) => sql).join(';'));
    // Each change of the schema would make SQLite prepare the note anew.
    for (const { id } of missing) note.run(id);
  })();
}
