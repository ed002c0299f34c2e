// Moves the write-ahead log into the database file without holding up the event loop.
//
// SQLite's own checkpoint flushes the log, copies its pages and flushes the database, all within somebody's COMMIT:
// ten milliseconds and, on a busy disk, hundreds in which nobody is answered. Here the flushes happen on the thread
// pool, in the same order, and only writers wait for them; the copying alone is left to the event loop. The log is
// emptied before the next write rather than overwritten by it, so that no flush has to part the two: after a power
// cut a file system shows the old log, whole, or what was written since (https://sqlite.org/wal.html#ckpt). That, too,
// is the thread pool's: a disk that is told of what is free (ext4, discard) took 20 to 190 ms to drop 4 MiB.
import { closeSync, fdatasync, fdatasyncSync, ftruncate, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type SQLite from 'better-sqlite3';
import type { Statement } from './statement.ts';

const flush = promisify(fdatasync);
const truncate = promisify(ftruncate);

/** Pages in the log that are worth a checkpoint; it copies 1,000 in about 3 ms. */
const WORTH_IT = 1_000;

export interface Checkpoints {
  /** Between the copying and the second flush: writers wait. */
  readonly holdsWriters: boolean;
  /** Begins a checkpoint when one is due. Cheap. */
  afterCommit(): void;
  /** Before the connection closes. */
  finish(): void;
  /** After the connection has closed. */
  close(): void;
}

export interface CheckpointSettings {
  readonly file: string;
  readonly sqlite: SQLite.Database;
  readonly prepare: (sql: string) => Statement;
  /** What a COMMIT waits for: `full` the disk, `normal` nothing. */
  readonly durability: 'normal' | 'full';
  /** Writers may go on. */
  readonly resume: () => void;
}

export function createCheckpoints(settings: CheckpointSettings): Checkpoints {
  const { file, sqlite, prepare, durability, resume } = settings;
  const synchronous = durability === 'full' ? 'FULL' : 'OFF';
  sqlite.exec(`PRAGMA synchronous = ${synchronous}`);
  sqlite.exec('PRAGMA wal_autocheckpoint = 0');
  const look = prepare('PRAGMA wal_checkpoint(NOOP)').raw();
  const copy = prepare('PRAGMA wal_checkpoint(PASSIVE)');
  const startAnew = prepare('PRAGMA wal_checkpoint(RESTART)').raw();
  let files: { readonly database: number; readonly log: number } | undefined;
  let underWay = false;
  let holdsWriters = false;
  let closed = false;

  const isDue = () => {
    const [, pages, copied] = look.get() as [busy: number, pages: number, copied: number];
    return pages - copied >= WORTH_IT;
  };

  function withoutFlush(step: Statement): unknown {
    sqlite.exec('PRAGMA synchronous = OFF');
    const row = step.get();
    sqlite.exec(`PRAGMA synchronous = ${synchronous}`);
    return row;
  }

  async function run(): Promise<void> {
    // Not closed before the connection is: closing any descriptor of a file drops the process's locks on it.
    files ??= { database: openSync(file, 'r+'), log: openSync(`${file}-wal`, 'r+') };
    await flush(files.log);
    if (closed) return;
    holdsWriters = true;
    // What was written meanwhile.
    await flush(files.log);
    if (closed) return;
    withoutFlush(copy);
    await flush(files.database);
    if (closed) return;
    const [busy] = withoutFlush(startAnew) as [busy: number];
    // Amid a read the log stays and grows until the next time.
    if (busy === 0) await truncate(files.log);
  }

  function closeFiles(): void {
    if (files) for (const descriptor of Object.values(files)) closeSync(descriptor);
    files = undefined;
  }

  return {
    get holdsWriters() {
      return holdsWriters;
    },
    afterCommit() {
      if (underWay || !isDue()) return;
      underWay = true;
      // A disk that refuses is asked again at the next checkpoint; killing the process costs nothing, a power cut may.
      run()
        .catch(() => {})
        .finally(() => {
          underWay = false;
          holdsWriters = false;
          if (closed) closeFiles();
          else resume();
        });
    },
    finish() {
      closed = true;
      if (holdsWriters && files) fdatasyncSync(files.database);
      // Closing copies what is left.
      sqlite.exec('PRAGMA synchronous = NORMAL');
    },
    close() {
      // Not under the hands of the thread pool: the number would soon be another file's.
      if (!underWay) closeFiles();
    },
  };
}
