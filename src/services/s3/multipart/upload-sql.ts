// The statements over uploads and their parts, prepared once, and what a row means.
import type { AccountId } from '../../../core/ids.ts';
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Database } from '../../../platform/database.ts';
import type { OpenUpload, Part, PlacedPart, Segment, Upload, UploadDraft } from './upload.ts';

interface UploadRow {
  readonly id: number;
  readonly bucket: number;
  readonly key: string;
  readonly upload_id: string;
  readonly initiated: number;
  readonly initiator: string;
  readonly seq: number | null;
  readonly draft: string;
  readonly wrapped_key: Uint8Array | null;
  readonly customer_key: Uint8Array | null;
}
type ListedRow = [number: number, size: number, etag: string, checksum: string | null];

const UPLOAD = 'id, bucket, key, upload_id, initiated, initiator, seq, draft, wrapped_key, customer_key';
const PART = 'number, size, etag, last_modified AS lastModified, blob, salt, checksum';
const OPEN = 'key, id AS place, upload_id AS uploadId, initiated, initiator, draft';

export type UploadSql = ReturnType<typeof prepareUploadSql>;

export function prepareUploadSql(database: Database) {
  const open = (condition: string) =>
    database.prepare<[number, string, string | Buffer, number], OpenUpload>(
      `SELECT ${OPEN} FROM s3_upload INDEXED BY s3_upload_open
       WHERE seq IS NULL AND bucket = ? AND ${condition} AND key < ? ORDER BY key, id LIMIT ?`,
    );
  return {
    find: database.prepare<[string], UploadRow>(`SELECT ${UPLOAD} FROM s3_upload WHERE upload_id = ?`),
    insert: database.prepare<
      [number, string, string, number, string, string, Uint8Array | null, Uint8Array | null]
    >(
      `INSERT INTO s3_upload (bucket, key, upload_id, initiated, initiator, draft, wrapped_key, customer_key)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    remove: database.prepare<[number]>('DELETE FROM s3_upload WHERE id = ?'),
    complete: database.prepare<[number, number]>('UPDATE s3_upload SET seq = ? WHERE id = ?'),
    part: database.prepare<[number, number], Part>(
      `SELECT ${PART} FROM s3_part WHERE upload = ? AND number = ?`,
    ),
    placed: database.prepare<[number], PlacedPart>(
      `SELECT ${PART}, start FROM s3_part WHERE upload = ? AND start IS NOT NULL ORDER BY number`,
    ),
    parts: database.prepare<[number, number, number], Part>(
      `SELECT ${PART} FROM s3_part WHERE upload = ? AND number > ? ORDER BY number LIMIT ?`,
    ),
    putPart: database.prepare<
      [number, number, number, string, number, string, Uint8Array, string | null, number | null]
    >(
      `INSERT OR REPLACE INTO s3_part (upload, number, size, etag, last_modified, blob, salt, checksum, start)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    listed: database
      .prepare<[number], ListedRow>(
        'SELECT number, size, etag, checksum FROM s3_part WHERE upload = ? ORDER BY number',
      )
      .raw(),
    place: database.prepare<[number, number, number, number, number, number]>(
      `UPDATE s3_part SET start = ? + (number - ?) * size, checksum = CASE WHEN ? THEN checksum END
       WHERE upload = ? AND number BETWEEN ? AND ?`,
    ),
    unplaced: database.prepare<[number], { blob: BlobId }>(
      'SELECT blob FROM s3_part WHERE upload = ? AND start IS NULL',
    ),
    removeUnplaced: database.prepare<[number]>('DELETE FROM s3_part WHERE upload = ? AND start IS NULL'),
    blobs: database.prepare<[number], { blob: BlobId }>('SELECT blob FROM s3_part WHERE upload = ?'),
    removeParts: database.prepare<[number]>('DELETE FROM s3_part WHERE upload = ?'),
    segments: database.prepare<[number, number, number], Segment>(
      'SELECT blob, start, size, salt FROM s3_part WHERE upload = ? AND start < ? AND start + size > ? ORDER BY number',
    ),
    nth: database.prepare<[number, number], Pick<PlacedPart, 'start' | 'size' | 'checksum'>>(
      `SELECT start, size, checksum FROM s3_part WHERE upload = ? AND start IS NOT NULL
       ORDER BY number LIMIT 1 OFFSET ?`,
    ),
    ofBucket: database.prepare<[number], { id: number }>('SELECT id FROM s3_upload WHERE bucket = ?'),
    from: open('key >= ?'),
    after: open('key > ?'),
    within: database.prepare<[number, string, number, number], OpenUpload>(
      `SELECT ${OPEN} FROM s3_upload INDEXED BY s3_upload_open
       WHERE seq IS NULL AND bucket = ? AND key = ? AND id > ? ORDER BY id LIMIT ?`,
    ),
  };
}

export function uploadOf(row: UploadRow): Upload {
  const draft = JSON.parse(row.draft) as UploadDraft;
  return {
    id: row.id,
    bucket: row.bucket,
    key: row.key,
    uploadId: row.upload_id,
    initiated: row.initiated,
    initiator: row.initiator as AccountId,
    seq: row.seq ?? undefined,
    draft: {
      ...draft,
      envelope: {
        ...draft.envelope,
        wrappedKey: row.wrapped_key ?? undefined,
        customerKey: row.customer_key ?? undefined,
      },
    },
  };
}
