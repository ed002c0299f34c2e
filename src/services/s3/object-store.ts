// Object versions: the rows, and the transactions that make, replace and remove them.
//
// Bytes first, then one of these transactions makes them real. What a transaction unlinked is removed from
// the disk after its commit, by Bodies, which knows who is still reading.
import type { BlobId } from '../../platform/blob-store.ts';
import type { Database } from '../../platform/database.ts';
import type { Bucket, BucketStore } from './bucket-store.ts';
import { noSuchBucket } from './errors.ts';
import {
  type Envelope,
  NULL_VERSION,
  type ObjectLock,
  type ObjectVersion,
  type ReplicationStatus,
  type Seq,
  type Tag,
  VERSION_COLUMNS,
  type VersionDraft,
  type VersionRow,
  valuesOf,
  versionOf,
} from './object-version.ts';
import type { ReplicationHooks } from './replication-hooks.ts';
import type { PlacedPart, UploadStore } from './upload-store.ts';

export type { ReplicationHooks };

export interface VersionWrite {
  readonly bucket: Bucket;
  readonly draft: VersionDraft;
  /** The one sealed frame of a body that stands inline. */
  readonly inline?: Uint8Array | undefined;
  /** Fresh, for a bucket whose versioning is enabled. */
  readonly versionId: string;
  /** Refuses, by throwing, what must not replace the key's current version (conditional writes, locks). */
  readonly admit?: ((current: ObjectVersion | undefined) => void) | undefined;
  /** Further rows of the same transaction. */
  readonly also?: ((version: ObjectVersion, retired: BlobId[]) => void) | undefined;
}

export interface Removal {
  readonly removed: ObjectVersion | undefined;
}

const COLUMNS = VERSION_COLUMNS.join(', ');
const MARKS = VERSION_COLUMNS.map(() => '?').join(', ');

export class ObjectStore {
  private readonly sql;

  constructor(
    private readonly database: Database,
    private readonly buckets: BucketStore,
    private readonly uploads: UploadStore,
    private readonly replication: ReplicationHooks,
    /** Removes files once nobody reads them. */
    private readonly retire: (blobs: readonly BlobId[]) => void,
  ) {
    const select = `SELECT seq, ${COLUMNS} FROM s3_version`;
    this.sql = {
      latest: database.prepare<[number, string], VersionRow>(
        `${select} INDEXED BY s3_version_order WHERE bucket = ? AND key = ? ORDER BY seq DESC LIMIT 1`,
      ),
      byId: database.prepare<[number, string, string], VersionRow>(
        `${select} WHERE bucket = ? AND key = ? AND version_id = ?`,
      ),
      bySeq: database.prepare<[number], VersionRow>(`${select} WHERE seq = ?`),
      isThere: database.prepare<[number], { seq: number }>('SELECT seq FROM s3_version WHERE seq = ?'),
      inline: database.prepare<[number], { bytes: Buffer }>('SELECT bytes FROM s3_inline WHERE seq = ?'),
      insert: database.prepare(`INSERT INTO s3_version (${COLUMNS}) VALUES (${MARKS})`),
      insertInline: database.prepare<[number, Uint8Array]>(
        'INSERT INTO s3_inline (seq, bytes) VALUES (?, ?)',
      ),
      supersede: database.prepare<[number]>('UPDATE s3_version SET latest = 0 WHERE seq = ?'),
      promote: database.prepare<[number]>('UPDATE s3_version SET latest = 1 WHERE seq = ?'),
      remove: database.prepare<[number]>('DELETE FROM s3_version WHERE seq = ?'),
      removeInline: database.prepare<[number]>('DELETE FROM s3_inline WHERE seq = ?'),
      status: database.prepare<[string | null, number]>(
        'UPDATE s3_version SET replication_status = ? WHERE seq = ?',
      ),
      changeStatus: database.prepare<[string | null, number, string | null]>(
        'UPDATE s3_version SET replication_status = ? WHERE seq = ? AND replication_status IS ?',
      ),
      tags: database.prepare<[string | null, number]>('UPDATE s3_version SET tags = ? WHERE seq = ?'),
      acl: database.prepare<[string | null, number]>('UPDATE s3_version SET acl = ? WHERE seq = ?'),
      lock: database.prepare<[string | null, number | null, string | null, number]>(
        'UPDATE s3_version SET lock_mode = ?, lock_until = ?, legal_hold = ? WHERE seq = ?',
      ),
      envelope: database.prepare<[string, string | null, number, Uint8Array | null, number]>(
        'UPDATE s3_version SET sse = ?, sse_key = ?, bucket_key = ?, wrapped_key = ? WHERE seq = ?',
      ),
      restore: database.prepare<[string | null, number]>('UPDATE s3_version SET restore = ? WHERE seq = ?'),
      anyIn: database.prepare<[number]>('SELECT 1 FROM s3_version WHERE bucket = ? LIMIT 1'),
      isLive: database.prepare<[string, string]>(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM s3_version WHERE blob = ?)
            OR EXISTS (SELECT 1 FROM s3_part WHERE blob = ?)`,
      ),
    };
  }

  /** The newest version, a delete marker included. */
  latest(bucket: Bucket, key: string): ObjectVersion | undefined {
    const row = this.sql.latest.get(bucket.id, key);
    return row && versionOf(row);
  }

  version(bucket: Bucket, key: string, versionId: string): ObjectVersion | undefined {
    const row = this.sql.byId.get(bucket.id, key, versionId);
    return row && versionOf(row);
  }

  bySeq(seq: Seq): ObjectVersion | undefined {
    const row = this.sql.bySeq.get(seq);
    return row && versionOf(row);
  }

  isThere(seq: Seq): boolean {
    return this.sql.isThere.get(seq) !== undefined;
  }

  /** The sealed frame of an inline body. */
  inline(seq: Seq): Buffer | undefined {
    return this.sql.inline.get(seq)?.bytes;
  }

  holdsAny(bucket: Bucket): boolean {
    return this.sql.anyIn.get(bucket.id) !== undefined;
  }

  isLive(blob: BlobId): boolean {
    return this.sql.isLive.get(blob, blob) !== undefined;
  }

  /** Makes a version or delete marker the key's newest, with its outbox rows, in one transaction. */
  async commitVersion(write: VersionWrite): Promise<ObjectVersion> {
    const retired: BlobId[] = [];
    const version = await this.database.commit(() => this.insert(write, retired));
    this.retire(retired);
    if (version.replicationStatus === 'PENDING') this.replication.wake();
    return version;
  }

  /**
   * Stores a replica under its source's version id; undefined, and nothing written, when it is there
   * already. The caller's rows (`also`) commit with it in either case.
   */
  async insertReplica(
    bucket: Bucket,
    draft: VersionDraft,
    versionId: string,
    options: {
      readonly inline?: Uint8Array | undefined;
      /** A multipart body. */
      readonly parts?: readonly PlacedPart[] | undefined;
      /** Runs before anything is written; throws when the task is no longer wanted. */
      readonly admit?: () => void;
      readonly also?: (stored: ObjectVersion | undefined) => void;
    } = {},
  ): Promise<ObjectVersion | undefined> {
    return this.database.commit(() => {
      options.admit?.();
      const there = this.sql.byId.get(bucket.id, draft.key, versionId);
      const version = there ? undefined : this.insertPlacedReplica(bucket, draft, versionId, options);
      options.also?.(version);
      return version;
    });
  }

  /** Removes one version for good and lets the next newest take its place. */
  async removeVersion(
    bucket: Bucket,
    key: string,
    versionId: string,
    admit?: (version: ObjectVersion | undefined) => void,
  ): Promise<Removal> {
    const retired: BlobId[] = [];
    const removal = await this.database.commit(() => {
      const version = this.version(bucket, key, versionId);
      admit?.(version);
      if (version) this.unlink(version, bucket, retired);
      return { removed: version };
    });
    this.retire(retired);
    return removal;
  }

  /** Compare and set; whether the version still had the expected status. Within a commit. */
  changeReplicationStatus(seq: Seq, from: ReplicationStatus | undefined, to: ReplicationStatus): boolean {
    return this.sql.changeStatus.run(to, seq, from ?? null).changes > 0;
  }

  /** Within a commit, as the next three. */
  setTags(version: ObjectVersion, tags: readonly Tag[] | undefined): void {
    this.sql.tags.run(tags && tags.length > 0 ? JSON.stringify(tags) : null, version.seq);
  }

  setAcl(version: ObjectVersion, acl: unknown): void {
    this.sql.acl.run(acl === undefined ? null : JSON.stringify(acl), version.seq);
  }

  setLock(version: ObjectVersion, lock: ObjectLock): void {
    this.sql.lock.run(lock.mode ?? null, lock.until ?? null, lock.legalHold ?? null, version.seq);
  }

  /** Another wrapping of the same data key. */
  setEnvelope(version: ObjectVersion, { mode, keyArn, bucketKey, wrappedKey }: Envelope): void {
    this.sql.envelope.run(mode, keyArn ?? null, bucketKey ? 1 : 0, wrappedKey ?? null, version.seq);
  }

  setRestore(version: ObjectVersion, restore: string | undefined): void {
    this.sql.restore.run(restore ?? null, version.seq);
  }

  /** The body of commitVersion, for transactions that do more (CompleteMultipartUpload). */
  insert(write: VersionWrite, retired: BlobId[]): ObjectVersion {
    const bucket = this.current(write.bucket);
    const versionId = bucket.versioning === 'Enabled' ? write.versionId : NULL_VERSION;
    const before = this.latest(bucket, write.draft.key);
    write.admit?.(before);
    if (versionId === NULL_VERSION) {
      const replaced =
        before === undefined || before.versionId === NULL_VERSION
          ? before
          : this.version(bucket, write.draft.key, NULL_VERSION);
      if (replaced) this.unlinkRows(replaced, bucket, retired);
    }
    const version = this.insertNewest(bucket, write.draft, versionId, write.inline, undefined);
    const status = this.replication.enqueue(version, bucket);
    if (status) this.sql.status.run(status, version.seq);
    const stored = status ? { ...version, replicationStatus: status } : version;
    write.also?.(stored, retired);
    return stored;
  }

  private insertPlacedReplica(
    bucket: Bucket,
    draft: VersionDraft,
    versionId: string,
    {
      inline,
      parts,
    }: { readonly inline?: Uint8Array | undefined; readonly parts?: readonly PlacedPart[] | undefined },
  ): ObjectVersion {
    const current = this.current(bucket);
    if (!parts) return this.insertNewest(current, draft, versionId, inline, 'REPLICA');
    const upload = this.uploads.insertPlaced(current, draft.key, versionId, parts);
    const body = { kind: 'parts', upload, parts: parts.length } as const;
    const version = this.insertNewest(current, { ...draft, body }, versionId, undefined, 'REPLICA');
    this.uploads.completed(upload, version.seq);
    return version;
  }

  private insertNewest(
    bucket: Bucket,
    draft: VersionDraft,
    versionId: string,
    inline: Uint8Array | undefined,
    replicationStatus: ReplicationStatus | undefined,
  ): ObjectVersion {
    const before = this.sql.latest.get(bucket.id, draft.key);
    if (before) this.sql.supersede.run(before.seq);
    const version = { ...draft, bucket: bucket.id, versionId, latest: true, replicationStatus };
    const seq = Number(this.sql.insert.run(...valuesOf(version)).lastInsertRowid);
    if (inline) this.sql.insertInline.run(seq, inline);
    return { ...version, seq };
  }

  private unlink(version: ObjectVersion, bucket: Bucket, retired: BlobId[]): void {
    this.unlinkRows(version, bucket, retired);
    if (!version.latest) return;
    const next = this.sql.latest.get(bucket.id, version.key);
    if (next) this.sql.promote.run(next.seq);
  }

  private unlinkRows(version: ObjectVersion, bucket: Bucket, retired: BlobId[]): void {
    this.sql.remove.run(version.seq);
    if (version.body.kind === 'inline') this.sql.removeInline.run(version.seq);
    if (version.body.kind === 'file') retired.push(version.body.blob);
    if (version.body.kind === 'parts') {
      this.uploads.remove(version.body.upload, retired);
    }
    this.replication.removed(version, bucket);
  }

  /** The bucket as it is now: it may have gone or changed while a body was on its way. */
  private current(bucket: Bucket): Bucket {
    const now = this.buckets.find(bucket.partition, bucket.name);
    if (now?.id !== bucket.id) throw noSuchBucket(bucket.name);
    return now;
  }
}
