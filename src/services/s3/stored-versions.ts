// Versions as they are stored: reading them, and changing what may change of one.
import type { BlobId } from '../../platform/blob-store.ts';
import type { Database } from '../../platform/database.ts';
import type { Bucket } from './bucket-store.ts';
import { NewestVersions } from './newest-versions.ts';
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
  inline(seq: Seq): Uint8Array | undefined {
    const known = this.newest.frameOf(seq);
    if (known) return known;
    const frame = this.sql.inline.get(seq);
    return frame && this.newest.keepFrame(seq, frame);
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

  /** Compare and set; whether the version still had the expected status. Within a commit. */
  changeReplicationStatus(
    version: ObjectVersion,
    from: ReplicationStatus | undefined,
    to: ReplicationStatus,
  ): boolean {
    this.newest.forget(version);
    return this.sql.changeStatus.run(to, version.seq, from ?? null).changes > 0;
  }

  /** Within a commit, as all that follow. */
  setReplicationStatus(
    { bucket, key, versionId }: { readonly bucket: number; readonly key: string; readonly versionId: string },
    status: ReplicationStatus,
  ): void {
    this.newest.forget({ bucket, key });
    this.sql.statusOf.run(status, bucket, key, versionId, status);
  }

  setTags(version: ObjectVersion, tags: readonly Tag[] | undefined): void {
    this.newest.forget(version);
    this.sql.tags.run(tags && tags.length > 0 ? JSON.stringify(tags) : null, version.seq);
  }

  setAcl(version: ObjectVersion, acl: unknown): void {
    this.newest.forget(version);
    this.sql.acl.run(acl === undefined ? null : JSON.stringify(acl), version.seq);
  }

  setLock(version: ObjectVersion, lock: ObjectLock): void {
    this.newest.forget(version);
    this.sql.lock.run(lock.mode ?? null, lock.until ?? null, lock.legalHold ?? null, version.seq);
  }

  /** Another wrapping of the same data key. */
  setEnvelope(version: ObjectVersion, { mode, keyArn, bucketKey, wrappedKey }: Envelope): void {
    this.newest.forget(version);
    this.sql.envelope.run(mode, keyArn ?? null, bucketKey ? 1 : 0, wrappedKey ?? null, version.seq);
  }

  setStorageClass(version: ObjectVersion, storageClass: string): void {
    this.newest.forget(version);
    this.sql.storageClass.run(storageClass, version.seq);
  }

  setRestore(version: ObjectVersion, restore: string | undefined): void {
    this.newest.forget(version);
    this.sql.restore.run(restore ?? null, version.seq);
  }
}
