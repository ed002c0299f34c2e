// Multipart uploads and their parts: the parts of a completed upload stay where they are and are the object.
import type { AccountId } from '../../core/ids.ts';
import type { BlobId } from '../../platform/blob-store.ts';
import type { Database } from '../../platform/database.ts';
import type { Bucket } from './bucket-store.ts';
import type { ReadRows } from './listing.ts';
import type { Description } from './object-draft.ts';
import type { ChecksumAlgorithm, Envelope, Seq } from './object-version.ts';
import { runsOf } from './part-runs.ts';

/** What CreateMultipartUpload was told, kept until the object is made. */
export interface UploadDraft extends Description {
  readonly envelope: Envelope;
  readonly checksum: UploadChecksum;
  readonly acl?: unknown;
  /** The key's newest version when the upload was begun: a conditional completion must find it so still. */
  readonly found?: Seq | undefined;
  /** Who began it, where that is no root. */
  readonly initiator?: { readonly arn: string; readonly name: string } | undefined;
}

export interface UploadChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
  /** False: nobody asked for it, S3 adds it. */
  readonly asked: boolean;
}

export interface Upload {
  readonly id: number;
  readonly bucket: number;
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: number;
  readonly initiator: AccountId;
  /** The version it has become. */
  readonly seq?: Seq | undefined;
  readonly draft: UploadDraft;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly blob: BlobId;
  readonly salt: Uint8Array;
  readonly checksum: string | null;
}

/** What the completion of an upload asks of its parts, of which there may be 10,000. */
export type ListedPart = Pick<Part, 'number' | 'size' | 'etag' | 'checksum'>;
type ListedRow = [number: number, size: number, etag: string, checksum: string | null];

/** A part of a completed object. */
export interface PlacedPart extends Part {
  /** Where it begins in the whole. */
  readonly start: number;
}

/** A part of a completed object that holds wanted bytes. */
export interface SegmentRow {
  readonly blob: BlobId;
  readonly start: number;
  readonly size: number;
  readonly salt: Uint8Array;
}

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

export interface UploadListRow {
  readonly key: string;
  /** The order of uploads of one key. */
  readonly place: number;
  readonly uploadId: string;
  readonly initiated: number;
  readonly initiator: AccountId;
  readonly draft: string;
}

const UPLOAD = 'id, bucket, key, upload_id, initiated, initiator, seq, draft, wrapped_key, customer_key';
const PART = 'number, size, etag, last_modified AS lastModified, blob, salt, checksum';
const LISTED = 'key, id AS place, upload_id AS uploadId, initiated, initiator, draft';
const NO_BOUND = Buffer.alloc(0);

export class UploadStore {
  private readonly sql;

  constructor(database: Database) {
    const listed = (condition: string) =>
      database.prepare<[number, string, string | Buffer, number], UploadListRow>(
        `SELECT ${LISTED} FROM s3_upload INDEXED BY s3_upload_open
         WHERE seq IS NULL AND bucket = ? AND ${condition} AND key < ? ORDER BY key, id LIMIT ?`,
      );
    this.sql = {
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
      segments: database.prepare<[number, number, number], SegmentRow>(
        'SELECT blob, start, size, salt FROM s3_part WHERE upload = ? AND start < ? AND start + size > ? ORDER BY number',
      ),
      nth: database.prepare<[number, number], Pick<PlacedPart, 'start' | 'size' | 'checksum'>>(
        `SELECT start, size, checksum FROM s3_part WHERE upload = ? AND start IS NOT NULL
         ORDER BY number LIMIT 1 OFFSET ?`,
      ),
      ofBucket: database.prepare<[number], { id: number }>('SELECT id FROM s3_upload WHERE bucket = ?'),
      from: listed('key >= ?'),
      after: listed('key > ?'),
      within: database.prepare<[number, string, number, number], UploadListRow>(
        `SELECT ${LISTED} FROM s3_upload INDEXED BY s3_upload_open
         WHERE seq IS NULL AND bucket = ? AND key = ? AND id > ? ORDER BY id LIMIT ?`,
      ),
    };
  }

  find(uploadId: string): Upload | undefined {
    const row = this.sql.find.get(uploadId);
    return row && uploadOf(row);
  }

  part(upload: Upload, number: number): Part | undefined {
    return this.sql.part.get(upload.id, number);
  }

  /** In number order, after the given number. */
  parts(upload: number, after = 0, limit = -1): Part[] {
    return this.sql.parts.all(upload, after, limit);
  }

  /** All of them, in number order. */
  listedParts(upload: number): ListedPart[] {
    return this.sql.listed
      .all(upload)
      .map(([number, size, etag, checksum]) => ({ number, size, etag, checksum }));
  }

  /** All parts of a completed object. */
  placedParts(upload: number): PlacedPart[] {
    return this.sql.placed.all(upload);
  }

  /** The parts of a completed object that hold bytes `start` to `end` (exclusive). */
  segments(upload: number, start: number, end: number): SegmentRow[] {
    return this.sql.segments.all(upload, end, start);
  }

  /** The first, the second … part of a completed object. */
  nthPart(upload: number, nth: number): Pick<PlacedPart, 'start' | 'size' | 'checksum'> | undefined {
    return this.sql.nth.get(upload, nth - 1);
  }

  /** Unfinished uploads, by key and then in the order they were begun. */
  readOpen(bucket: Bucket): ReadRows<UploadListRow> {
    return ({ key, at }, upTo, limit) => {
      const bound = upTo ?? NO_BOUND;
      if (typeof at !== 'number') return this.sql[at].all(bucket.id, key, bound, limit);
      const rest = this.sql.within.all(bucket.id, key, at, limit);
      if (rest.length === limit) return rest;
      return [...rest, ...this.sql.after.all(bucket.id, key, bound, limit - rest.length)];
    };
  }

  // Within a commit:

  insert(upload: Omit<Upload, 'id' | 'seq'>): number {
    const { wrappedKey, customerKey, ...envelope } = upload.draft.envelope;
    const { lastInsertRowid } = this.sql.insert.run(
      upload.bucket,
      upload.key,
      upload.uploadId,
      upload.initiated,
      upload.initiator,
      JSON.stringify({ ...upload.draft, envelope }),
      wrappedKey ?? null,
      customerKey ?? null,
    );
    return Number(lastInsertRowid);
  }

  /** The file of the part that this one replaces is retired. */
  putPart(upload: number, part: Part, retired: BlobId[], start: number | null = null): void {
    const before = this.sql.part.get(upload, part.number);
    if (before) retired.push(before.blob);
    const { number, size, etag, lastModified, blob, salt, checksum } = part;
    this.sql.putPart.run(upload, number, size, etag, lastModified, blob, salt, checksum, start);
  }

  /** The chosen parts become the object's body, in place; the others go. */
  complete(
    upload: Upload,
    seq: Seq,
    chosen: readonly Pick<Part, 'number' | 'size'>[],
    keepsChecksums: boolean,
    retired: BlobId[],
  ): void {
    this.sql.complete.run(seq, upload.id);
    for (const { start, first, last } of runsOf(chosen)) {
      this.sql.place.run(start, first, keepsChecksums ? 1 : 0, upload.id, first, last);
    }
    for (const { blob } of this.sql.unplaced.all(upload.id)) retired.push(blob);
    this.sql.removeUnplaced.run(upload.id);
  }

  /** The parts of a replica, under an upload that nobody began. */
  insertPlaced(bucket: Bucket, key: string, versionId: string, parts: readonly PlacedPart[]): number {
    const uploadId = `replica ${bucket.id} ${versionId} ${key}`;
    const row = this.sql.insert.run(bucket.id, key, uploadId, 0, bucket.account, '{}', null, null);
    const upload = Number(row.lastInsertRowid);
    for (const { start, ...part } of parts) this.putPart(upload, part, [], start);
    return upload;
  }

  /** The version that an upload has become. */
  completed(upload: number, seq: Seq): void {
    this.sql.complete.run(seq, upload);
  }

  remove(upload: number, retired: BlobId[]): void {
    for (const { blob } of this.sql.blobs.all(upload)) retired.push(blob);
    this.sql.removeParts.run(upload);
    this.sql.remove.run(upload);
  }

  /** Every upload of a bucket. */
  removeAll(bucket: Bucket): BlobId[] {
    const retired: BlobId[] = [];
    for (const { id } of this.sql.ofBucket.all(bucket.id)) this.remove(id, retired);
    return retired;
  }
}

function uploadOf(row: UploadRow): Upload {
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
