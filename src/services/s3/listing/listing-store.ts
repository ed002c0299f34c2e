// The queries behind the listings: each seeks to where its page begins and reads no further than its end.
import type { AccountId } from '../../../core/ids.ts';
import type { Database, Statement } from '../../../platform/database.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { VERSION_ORDER } from '../versions/object-version.ts';
import type { Cursor, ListedRow, ReadRows } from './listing.ts';

const FACTS = `key, size, etag, last_modified, storage_class, checksum_algorithm, checksum_type, owner`;
const LIVE = `${FACTS}, seq`;
const VERSION = `${FACTS}, ${VERSION_ORDER}, version_id, latest, delete_marker`;

/** Rows come as arrays, at half the price of objects made by SQLite's driver. */
type LiveColumns = readonly [
  key: string,
  size: number,
  etag: string,
  lastModified: number,
  storageClass: string,
  checksumAlgorithm: string | null,
  checksumType: string | null,
  owner: AccountId,
  place: number,
];
type VersionColumns = readonly [
  ...live: LiveColumns,
  versionId: string,
  latest: number,
  deleteMarker: number,
];

export class LiveRow implements ListedRow {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly storageClass: string;
  readonly checksumAlgorithm: string | null;
  readonly checksumType: string | null;
  readonly owner: AccountId;
  readonly place: number;

  constructor(row: LiveColumns | VersionColumns) {
    this.key = row[0];
    this.size = row[1];
    this.etag = row[2];
    this.lastModified = row[3];
    this.storageClass = row[4];
    this.checksumAlgorithm = row[5];
    this.checksumType = row[6];
    this.owner = row[7];
    this.place = row[8];
  }
}
export class VersionListRow extends LiveRow {
  readonly versionId: string;
  readonly latest: number;
  readonly deleteMarker: number;

  constructor(row: VersionColumns) {
    super(row);
    this.versionId = row[9];
    this.latest = row[10];
    this.deleteMarker = row[11];
  }
}
const liveOf = (row: LiveColumns) => new LiveRow(row);
const versionOf = (row: VersionColumns) => new VersionListRow(row);

/** Any TEXT is less than any BLOB, so an empty one is the bound of a listing without end. */
const NO_BOUND = Buffer.alloc(0);
type Bound = string | Buffer;

export class ListingStore {
  private readonly live: Record<'from' | 'after', Statement<[number, string, Bound, number], LiveColumns>>;
  private readonly versions: Record<
    'from' | 'after',
    Statement<[number, string, Bound, number], VersionColumns>
  >;
  private readonly within: Statement<[number, string, number, number], VersionColumns>;

  constructor(database: Database) {
    const live = (comparison: string) =>
      database
        .prepare<[number, string, Bound, number], LiveColumns>(
          `SELECT ${LIVE} FROM s3_version INDEXED BY s3_version_live
         WHERE latest = 1 AND delete_marker = 0 AND bucket = ? AND key ${comparison} ? AND key < ?
         ORDER BY key LIMIT ?`,
        )
        .raw();
    const versions = (comparison: string) =>
      database
        .prepare<[number, string, Bound, number], VersionColumns>(
          `SELECT ${VERSION} FROM s3_version INDEXED BY s3_version_order
         WHERE bucket = ? AND key ${comparison} ? AND key < ? ORDER BY key, ${VERSION_ORDER} DESC LIMIT ?`,
        )
        .raw();
    this.live = { from: live('>='), after: live('>') };
    this.versions = { from: versions('>='), after: versions('>') };
    this.within = database
      .prepare<[number, string, number, number], VersionColumns>(
        `SELECT ${VERSION} FROM s3_version INDEXED BY s3_version_order
       WHERE bucket = ? AND key = ? AND ${VERSION_ORDER} < ? ORDER BY ${VERSION_ORDER} DESC LIMIT ?`,
      )
      .raw();
  }

  /** Current objects, delete markers left out. */
  readLive(bucket: Bucket): ReadRows<LiveRow> {
    return ({ key, at }: Cursor, upTo, limit) =>
      this.live[at === 'from' ? 'from' : 'after'].all(bucket.id, key, upTo ?? NO_BOUND, limit).map(liveOf);
  }

  /** Of one key, the newest first. */
  versionsOf(bucket: Bucket, key: string): VersionListRow[] {
    return this.within.all(bucket.id, key, Number.MAX_SAFE_INTEGER, -1).map(versionOf);
  }

  /** Every version and delete marker, the newest of a key first. */
  readVersions(bucket: Bucket): ReadRows<VersionListRow> {
    return ({ key, at }: Cursor, upTo, limit) => {
      const bound = upTo ?? NO_BOUND;
      if (typeof at !== 'number') return this.versions[at].all(bucket.id, key, bound, limit).map(versionOf);
      const rest = this.within.all(bucket.id, key, at, limit).map(versionOf);
      if (rest.length === limit) return rest;
      return [...rest, ...this.versions.after.all(bucket.id, key, bound, limit - rest.length).map(versionOf)];
    };
  }
}
