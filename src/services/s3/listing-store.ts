// The queries behind the listings: each seeks to where its page begins and reads no further than its end.
import type { AccountId } from '../../core/ids.ts';
import type { Database, Statement } from '../../platform/database.ts';
import type { Bucket } from './bucket-store.ts';
import type { Cursor, ListedRow, ReadRows } from './listing.ts';
import { VERSION_ORDER } from './object-version.ts';

export interface LiveRow extends ListedRow {
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly storageClass: string;
  readonly checksumAlgorithm: string | null;
  readonly checksumType: string | null;
  readonly owner: AccountId;
}
export interface VersionListRow extends LiveRow {
  readonly versionId: string;
  readonly latest: number;
  readonly deleteMarker: number;
}

const FACTS = `key, size, etag, last_modified AS lastModified, storage_class AS storageClass,
  checksum_algorithm AS checksumAlgorithm, checksum_type AS checksumType, owner`;
const LIVE = `${FACTS}, seq AS place`;
const VERSION = `${FACTS}, ${VERSION_ORDER} AS place, version_id AS versionId, latest,
  delete_marker AS deleteMarker`;

/** Any TEXT is less than any BLOB, so an empty one is the bound of a listing without end. */
const NO_BOUND = Buffer.alloc(0);
type Bound = string | Buffer;

export class ListingStore {
  private readonly live: Record<'from' | 'after', Statement<[number, string, Bound, number], LiveRow>>;
  private readonly versions: Record<
    'from' | 'after',
    Statement<[number, string, Bound, number], VersionListRow>
  >;
  private readonly within: Statement<[number, string, number, number], VersionListRow>;

  constructor(database: Database) {
    const live = (comparison: string) =>
      database.prepare<[number, string, Bound, number], LiveRow>(
        `SELECT ${LIVE} FROM s3_version INDEXED BY s3_version_live
         WHERE latest = 1 AND delete_marker = 0 AND bucket = ? AND key ${comparison} ? AND key < ?
         ORDER BY key LIMIT ?`,
      );
    const versions = (comparison: string) =>
      database.prepare<[number, string, Bound, number], VersionListRow>(
        `SELECT ${VERSION} FROM s3_version INDEXED BY s3_version_order
         WHERE bucket = ? AND key ${comparison} ? AND key < ? ORDER BY key, ${VERSION_ORDER} DESC LIMIT ?`,
      );
    this.live = { from: live('>='), after: live('>') };
    this.versions = { from: versions('>='), after: versions('>') };
    this.within = database.prepare(
      `SELECT ${VERSION} FROM s3_version INDEXED BY s3_version_order
       WHERE bucket = ? AND key = ? AND ${VERSION_ORDER} < ? ORDER BY ${VERSION_ORDER} DESC LIMIT ?`,
    );
  }

  /** Current objects, delete markers left out. */
  readLive(bucket: Bucket): ReadRows<LiveRow> {
    return ({ key, at }: Cursor, upTo, limit) =>
      this.live[at === 'from' ? 'from' : 'after'].all(bucket.id, key, upTo ?? NO_BOUND, limit);
  }

  /** Of one key, the newest first. */
  versionsOf(bucket: Bucket, key: string): VersionListRow[] {
    return this.within.all(bucket.id, key, Number.MAX_SAFE_INTEGER, -1);
  }

  /** Every version and delete marker, the newest of a key first. */
  readVersions(bucket: Bucket): ReadRows<VersionListRow> {
    return ({ key, at }: Cursor, upTo, limit) => {
      const bound = upTo ?? NO_BOUND;
      if (typeof at !== 'number') return this.versions[at].all(bucket.id, key, bound, limit);
      const rest = this.within.all(bucket.id, key, at, limit);
      if (rest.length === limit) return rest;
      return [...rest, ...this.versions.after.all(bucket.id, key, bound, limit - rest.length)];
    };
  }
}
