// Multipart uploads and their parts.
import type { BlobId } from '../../platform/blob-store.ts';
import type { Database } from '../../platform/database.ts';
import type { Bucket } from './bucket-store.ts';
import type { ByteRange } from './range.ts';

interface SegmentRow {
  readonly blob: BlobId;
  readonly start: number;
  readonly size: number;
  readonly salt: Uint8Array;
}

export class UploadStore {
  private readonly sql;

  constructor(database: Database) {
    this.sql = {
      segments: database.prepare<[number, number, number], SegmentRow>(
        'SELECT blob, start, size, salt FROM s3_part WHERE upload = ? AND start < ? AND start + size > ? ORDER BY number',
      ),
      blobsIn: database.prepare<[number], { blob: BlobId }>(
        'SELECT blob FROM s3_part WHERE upload IN (SELECT id FROM s3_upload WHERE bucket = ?)',
      ),
      removePartsIn: database.prepare<[number]>(
        'DELETE FROM s3_part WHERE upload IN (SELECT id FROM s3_upload WHERE bucket = ?)',
      ),
      removeIn: database.prepare<[number]>('DELETE FROM s3_upload WHERE bucket = ?'),
      range: database.prepare<[number, number], { start: number; size: number }>(
        'SELECT start, size FROM s3_part WHERE upload = ? AND number = ?',
      ),
    };
  }

  /** The parts of a completed object that hold bytes `start` to `end` (exclusive). */
  segments(upload: number, start: number, end: number): SegmentRow[] {
    return this.sql.segments.all(upload, end, start);
  }

  /** Within a commit: forgets every upload of a bucket and answers the files of their parts. */
  removeAll(bucket: Bucket): BlobId[] {
    const blobs = this.sql.blobsIn.all(bucket.id).map(({ blob }) => blob);
    this.sql.removePartsIn.run(bucket.id);
    this.sql.removeIn.run(bucket.id);
    return blobs;
  }

  rangeOfPart(upload: number, number: number): ByteRange | undefined {
    const row = this.sql.range.get(upload, number);
    return row && { start: row.start, end: row.start + row.size };
  }
}
