// Multipart uploads as they are stored.
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Database } from '../../../platform/database.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { ReadRows } from '../listing/listing.ts';
import type { Seq } from '../versions/object-version.ts';
import { runsOf } from './part-runs.ts';
import type { ListedPart, OpenUpload, Part, PlacedPart, Segment, Upload } from './upload.ts';
import { prepareUploadSql, type UploadSql, uploadOf } from './upload-sql.ts';

const NO_BOUND = Buffer.alloc(0);

export class UploadStore {
  private readonly sql: UploadSql;

  constructor(database: Database) {
    this.sql = prepareUploadSql(database);
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
  segments(upload: number, start: number, end: number): Segment[] {
    return this.sql.segments.all(upload, end, start);
  }

  /** The first, the second … part of a completed object. */
  nthPart(upload: number, nth: number): Pick<PlacedPart, 'start' | 'size' | 'checksum'> | undefined {
    return this.sql.nth.get(upload, nth - 1);
  }

  /** Unfinished uploads, by key and then in the order they were begun. */
  readOpen(bucket: Bucket): ReadRows<OpenUpload> {
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
