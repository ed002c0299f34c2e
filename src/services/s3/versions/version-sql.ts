// The statements over object versions, prepared once.
import type { Database, Statement } from '../../../platform/database.ts';
import { VERSION_COLUMNS, VERSION_ORDER } from './object-version.ts';
import type { VersionRow } from './version-row.ts';

const COLUMNS = VERSION_COLUMNS.join(', ');
const MARKS = VERSION_COLUMNS.map(() => '?').join(', ');

/** Where a key's newest version stands, and nothing more of it. */
export interface Place {
  readonly seq: number;
  /** orderOf. */
  readonly place: number;
}

const raw = <Parameters extends unknown[]>(statement: Statement<Parameters, VersionRow>) => statement.raw();

export interface VersionSql {
  readonly latest: Statement<[number, string], VersionRow>;
  readonly newest: Statement<[number, string], Place>;
  readonly byId: Statement<[number, string, string], VersionRow>;
  readonly bySeq: Statement<[number], VersionRow>;
  readonly isThere: Statement<[number], { seq: number }>;
  readonly inline: Statement<[number], Buffer>;
  readonly write: Statement;
  readonly insertInline: Statement<[number, Uint8Array]>;
  readonly supersede: Statement<[number]>;
  readonly promote: Statement<[number]>;
  readonly remove: Statement<[number]>;
  readonly removeInline: Statement<[number]>;
  readonly status: Statement<[string | null, number]>;
  readonly changeStatus: Statement<[string | null, number, string | null]>;
  readonly statusOf: Statement<[string, number, string, string, string]>;
  readonly tags: Statement<[string | null, number]>;
  readonly acl: Statement<[string | null, number]>;
  readonly lock: Statement<[string | null, number | null, string | null, number]>;
  readonly envelope: Statement<[string, string | null, number, Uint8Array | null, number]>;
  readonly restore: Statement<[string | null, number]>;
  readonly restoring: Statement<[], VersionRow>;
  readonly storageClass: Statement<[string, number]>;
  readonly anyIn: Statement<[number]>;
  readonly isLive: Statement<[string, string]>;
}

export function prepareVersionSql(database: Database): VersionSql {
  const select = `SELECT seq, ${COLUMNS} FROM s3_version`;
  const newestOfKey = `INDEXED BY s3_version_order WHERE bucket = ? AND key = ?
       ORDER BY ${VERSION_ORDER} DESC LIMIT 1`;
  return {
    latest: raw(database.prepare(`${select} ${newestOfKey}`)),
    newest: database.prepare(`SELECT seq, ${VERSION_ORDER} AS place FROM s3_version ${newestOfKey}`),
    byId: raw(database.prepare(`${select} WHERE bucket = ? AND key = ? AND version_id = ?`)),
    bySeq: raw(database.prepare(`${select} WHERE seq = ?`)),
    isThere: database.prepare('SELECT seq FROM s3_version WHERE seq = ?'),
    inline: database.prepare<[number], Buffer>('SELECT bytes FROM s3_inline WHERE seq = ?').pluck(),
    // A new null version takes its predecessor's row with it, in one statement.
    write: database.prepare(`REPLACE INTO s3_version (${COLUMNS}) VALUES (${MARKS})`),
    insertInline: database.prepare('INSERT INTO s3_inline (seq, bytes) VALUES (?, ?)'),
    supersede: database.prepare('UPDATE s3_version SET latest = 0 WHERE seq = ?'),
    promote: database.prepare('UPDATE s3_version SET latest = 1 WHERE seq = ?'),
    remove: database.prepare('DELETE FROM s3_version WHERE seq = ?'),
    removeInline: database.prepare('DELETE FROM s3_inline WHERE seq = ?'),
    status: database.prepare('UPDATE s3_version SET replication_status = ? WHERE seq = ?'),
    changeStatus: database.prepare(
      'UPDATE s3_version SET replication_status = ? WHERE seq = ? AND replication_status IS ?',
    ),
    statusOf: database.prepare(
      `UPDATE s3_version SET replication_status = ?
       WHERE bucket = ? AND key = ? AND version_id = ? AND replication_status IS NOT ?`,
    ),
    tags: database.prepare('UPDATE s3_version SET tags = ? WHERE seq = ?'),
    acl: database.prepare('UPDATE s3_version SET acl = ? WHERE seq = ?'),
    lock: database.prepare(
      'UPDATE s3_version SET lock_mode = ?, lock_until = ?, legal_hold = ? WHERE seq = ?',
    ),
    envelope: database.prepare(
      'UPDATE s3_version SET sse = ?, sse_key = ?, bucket_key = ?, wrapped_key = ? WHERE seq = ?',
    ),
    restore: database.prepare('UPDATE s3_version SET restore = ? WHERE seq = ?'),
    restoring: raw(
      database.prepare(`${select} INDEXED BY s3_version_restore WHERE restore IS NOT NULL ORDER BY seq`),
    ),
    // A copy that was brought back is the old class's.
    storageClass: database.prepare('UPDATE s3_version SET storage_class = ?, restore = NULL WHERE seq = ?'),
    anyIn: database.prepare('SELECT 1 FROM s3_version WHERE bucket = ? LIMIT 1'),
    isLive: database.prepare(
      `SELECT 1 WHERE EXISTS (SELECT 1 FROM s3_version WHERE blob = ?)
          OR EXISTS (SELECT 1 FROM s3_part WHERE blob = ?)`,
    ),
  };
}
