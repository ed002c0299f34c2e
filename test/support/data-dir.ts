// A data directory as it lies on the disk when no server runs: what SQLite says of itself, and whether files and
// rows know each other.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';

/** better-sqlite3 12 does not survive the collection of what it made on the newest Node. */
const keptAlive: unknown[] = [];

export interface DataDirReport {
  /** `ok`, or what is broken. */
  readonly integrity: string;
  /** Files of bodies that no row names. */
  readonly orphans: readonly string[];
  /** Bodies that rows name and the disk has not. */
  readonly missing: readonly string[];
  /** Inline bodies without a version. */
  readonly strayBodies: number;
  /** Replication tasks by their status. */
  readonly tasks: Readonly<Record<string, number>>;
}

export function inspectDataDir(folder: string): DataDirReport {
  const sqlite = new SQLite(join(folder, 'waxseal.sqlite'));
  const all = (sql: string): unknown[] => {
    const statement = sqlite.prepare(sql).pluck();
    keptAlive.push(statement);
    return statement.all();
  };
  keptAlive.push(sqlite);
  const live = new Set(
    all('SELECT blob FROM s3_version WHERE blob IS NOT NULL UNION SELECT blob FROM s3_part'),
  );
  const files = new Set<unknown>(readdirSync(join(folder, 'blobs')));
  const tasks = all("SELECT status || ' ' || count(*) FROM s3_replication_task GROUP BY status") as string[];
  const report = {
    integrity: all('PRAGMA integrity_check').join('; '),
    orphans: [...files].filter((file) => !live.has(file)).map(String),
    missing: [...live].filter((blob) => !files.has(blob)).map(String),
    strayBodies: Number(
      all('SELECT count(*) FROM s3_inline WHERE seq NOT IN (SELECT seq FROM s3_version)')[0],
    ),
    tasks: Object.fromEntries(tasks.map((line) => line.split(' ')).map(([status, n]) => [status, Number(n)])),
  };
  sqlite.close();
  return report;
}
