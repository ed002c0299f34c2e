// Versions as they are stored: reading them, and changing what may change of one.
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Database, Statement } from '../../../platform/database.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { NewestVersions, type StoredKey } from './newest-versions.ts';
import {
  type Envelope,
  NULL_VERSION,
  type ObjectLock,
  type ObjectVersion,
  orderOf,
  type ReplicationStatus,
  type Seq,
  type Tag,
} from './object-version.ts';
import { type VersionRow, versionOf } from './version-row.ts';
import { prepareVersionSql, type VersionSql } from './version-sql.ts';

const found = (row: VersionRow | undefined): ObjectVersion | undefined => row && versionOf(row);

export class StoredVersions {
  protected readonly sql: VersionSql;
  protected readonly newest = new NewestVersions();

  constructor(database: Database) {
    this.sql = prepareVersionSql(database);
    database.onUndo(() => this.forget());
  }

  /** The newest version, a delete marker included. */
  latest(bucket: Bucket, key: string): ObjectVersion | undefined {
    const known = this.newest.find(bucket, key);
    if (known) return known;
    const row = this.sql.latest.get(bucket.id, key);
    return row && this.newest.keep(versionOf(row));
  }

  version(bucket: Bucket, key: string, versionId: string): ObjectVersion | undefined {
    const newest = this.newest.find(bucket, key);
    if (newest?.versionId === versionId) return newest;
    return found(this.sql.byId.get(bucket.id, key, versionId));
  }

  bySeq(seq: Seq): ObjectVersion | undefined {
    return found(this.sql.bySeq.get(seq));
  }

  isThere(seq: Seq): boolean {
    return this.sql.isThere.get(seq) !== undefined;
  }

  /** The sealed frame of an inline body; it is shared, and stays as it is. */
  inline(version: ObjectVersion): Uint8Array | undefined {
    const known = this.newest.frameOf(version);
    if (known) return known;
    const frame = this.sql.inline.get(version.seq);
    return frame && this.newest.keepFrame(version, frame);
  }

  /** Archived versions that are being brought back, or are back for a while. */
  restoring(): ObjectVersion[] {
    return this.sql.restoring.all().map(versionOf);
  }

  /** After a reset of all tables. */
  forget(): void {
    this.newest.forgetAll();
  }

  holdsAny(bucket: Bucket): boolean {
    return this.sql.anyIn.get(bucket.id) !== undefined;
  }

  isLive(blob: BlobId): boolean {
    return this.sql.isLive.get(blob, blob) !== undefined;
  }

  /** Whether the replica of that version, or a newer one of the null id that they share, is there already. */
  hasReplica(bucket: Bucket, source: ObjectVersion): boolean {
    const there = this.version(bucket, source.key, source.versionId);
    if (!there) return false;
    return source.versionId !== NULL_VERSION || orderOf(there) >= orderOf(source);
  }

  // Within a commit:

  /** Compare and set; whether the version still had the expected status. */
  changeReplicationStatus(
    version: ObjectVersion,
    from: ReplicationStatus | undefined,
    to: ReplicationStatus,
  ): boolean {
    return this.change(version, this.sql.changeStatus, to, version.seq, from ?? null) > 0;
  }

  setReplicationStatus(
    { bucket, key, versionId }: StoredKey & { readonly versionId: string },
    status: ReplicationStatus,
  ): void {
    this.change({ bucket, key }, this.sql.statusOf, status, bucket, key, versionId, status);
  }

  setTags(version: ObjectVersion, tags: readonly Tag[] | undefined): void {
    const text = tags && tags.length > 0 ? JSON.stringify(tags) : null;
    this.change(version, this.sql.tags, text, version.seq);
  }

  setAcl(version: ObjectVersion, acl: unknown): void {
    this.change(version, this.sql.acl, acl === undefined ? null : JSON.stringify(acl), version.seq);
  }

  setLock(version: ObjectVersion, { mode, until, legalHold }: ObjectLock): void {
    this.change(version, this.sql.lock, mode ?? null, until ?? null, legalHold ?? null, version.seq);
  }

  /** Another wrapping of the same data key. */
  setEnvelope(version: ObjectVersion, { mode, keyArn, bucketKey, wrappedKey }: Envelope): void {
    const { envelope } = this.sql;
    this.change(version, envelope, mode, keyArn ?? null, bucketKey ? 1 : 0, wrappedKey ?? null, version.seq);
  }

  setStorageClass(version: ObjectVersion, storageClass: string): void {
    this.change(version, this.sql.storageClass, storageClass, version.seq);
  }

  setRestore(version: ObjectVersion, restore: string | undefined): void {
    this.change(version, this.sql.restore, restore ?? null, version.seq);
  }

  /** Every change of a stored row: what memory holds of its key is no longer so. How many rows it changed. */
  private change<Values extends unknown[]>(
    key: StoredKey,
    statement: Statement<Values>,
    ...values: Values
  ): number {
    this.newest.forget(key);
    return statement.run(...values).changes;
  }
}
