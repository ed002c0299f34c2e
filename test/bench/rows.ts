// Buckets and uploads too large to be filled request by request: rows copied from one that a request made.
import { join } from 'node:path';
import SQLite from 'better-sqlite3';

/** Of a server that is not running. */
export function withRows(dataDir: string, work: (rows: Rows) => void): void {
  const file = new SQLite(join(dataDir, 'waxseal.sqlite'));
  try {
    work(new Rows(file));
  } finally {
    file.close();
  }
}

export class Rows {
  constructor(private readonly file: SQLite.Database) {}

  /** @param key SQL over `i`, which counts from 0. */
  multiplyObject(bucket: string, count: number, key: string): void {
    this.multiply(
      's3_version',
      'seq',
      `bucket = (SELECT id FROM s3_bucket WHERE name = '${bucket}')`,
      count,
      {
        key,
      },
    );
  }

  /** Parts 2 to `count`, each with the bytes of part 1. */
  multiplyPart(uploadId: string, count: number): void {
    const where = `upload = (SELECT id FROM s3_upload WHERE upload_id = '${uploadId}') AND number = 1`;
    this.multiply('s3_part', undefined, where, count - 1, { number: 'i + 2' });
  }

  private multiply(
    table: string,
    rowId: string | undefined,
    where: string,
    count: number,
    changed: Readonly<Record<string, string>>,
  ): void {
    const names = (this.file.pragma(`table_info(${table})`) as { readonly name: string }[])
      .map(({ name }) => name)
      .filter((name) => name !== rowId);
    const values = names.map((name) => changed[name] ?? `model.${name}`);
    this.file.exec(`
      WITH RECURSIVE model AS MATERIALIZED (SELECT * FROM ${table} WHERE ${where} LIMIT 1),
        numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ${count})
      INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM numbers, model`);
  }
}
