// Object versions: the rows, and the transactions that make, replace and remove them.
//
// Bytes first, then one of these transactions makes them real. What a transaction unlinked is removed from
// the disk after its commit, by Bodies, which knows who is still reading.
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Database } from '../../../platform/database.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import { noSuchBucket } from '../errors.ts';
import type { PlacedPart } from '../multipart/upload.ts';
import type { UploadStore } from '../multipart/upload-store.ts';
import type { ReplicationHooks } from '../replication-hooks.ts';
import { NULL_VERSION, type ObjectVersion, orderOf, type VersionDraft, valuesOf } from './object-version.ts';
import { StoredVersions } from './stored-versions.ts';
import { newVersion } from './version-row.ts';
import type { Place } from './version-sql.ts';

export type { ReplicationHooks };

export interface VersionWrite {
  readonly bucket: Bucket;
  readonly draft: VersionDraft;
  /** The one sealed frame of a body that stands inline. */
  readonly inline?: Uint8Array | undefined;
  /** Fresh, for a bucket whose versioning is enabled. */
  readonly versionId: () => string;
  /** Refuses, by throwing, what must not replace the key's current version (conditional writes, locks). */
  readonly admit?: ((current: ObjectVersion | undefined) => void) | undefined;
  /** Further rows of the same transaction; who refuses, does it in `admit`. */
  readonly also?: ((version: ObjectVersion, retired: BlobId[]) => void) | undefined;
}

export interface Removal {
  readonly removed: ObjectVersion | undefined;
}

export class ObjectStore extends StoredVersions {
  constructor(
    private readonly database: Database,
    private readonly buckets: BucketStore,
    private readonly uploads: UploadStore,
    private readonly replication: ReplicationHooks,
    /** Removes files once nobody reads them. */
    private readonly retire: (blobs: readonly BlobId[]) => void,
  ) {
    super(database);
  }

  /** Makes a version or delete marker the key's newest, with its outbox rows, in one transaction. */
  commitVersion(write: VersionWrite): Promise<ObjectVersion> {
    const retired: BlobId[] = [];
    const committed = this.database.commitDecided(() => this.decide(write, retired));
    return committed.then((version) => {
      this.retire(retired);
      if (version.replicationStatus === 'PENDING') this.replication.wake();
      return version;
    });
  }

  /**
   * Stores a replica under its source's version id and in its source's place; undefined, and nothing
   * written, when it is there already. The caller's rows (`also`) commit with it in either case.
   */
  async insertReplica(
    bucket: Bucket,
    draft: VersionDraft,
    source: ObjectVersion,
    options: {
      readonly inline?: Uint8Array | undefined;
      /** A multipart body. */
      readonly parts?: readonly PlacedPart[] | undefined;
      /** Runs before anything is written; throws when the task is no longer wanted. */
      readonly admit?: () => void;
      readonly also?: (stored: ObjectVersion | undefined) => void;
    } = {},
  ): Promise<ObjectVersion | undefined> {
    const retired: BlobId[] = [];
    const stored = await this.database.commit(() => {
      options.admit?.();
      const version = this.hasReplica(bucket, source)
        ? undefined
        : this.insertPlacedReplica(bucket, draft, source, options, retired);
      options.also?.(version);
      return version;
    });
    this.retire(retired);
    return stored;
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

  /** The body of commitVersion, for transactions that do more. */
  insert(write: VersionWrite, retired: BlobId[]): ObjectVersion {
    return this.decide(write, retired)();
  }

  /** Refuses, by throwing, what may not be written; the rest only writes. */
  private decide(write: VersionWrite, retired: BlobId[]): () => ObjectVersion {
    const bucket = this.current(write.bucket);
    const versionId = bucket.versioning === 'Enabled' ? write.versionId() : NULL_VERSION;
    const before = this.latest(bucket, write.draft.key);
    write.admit?.(before);
    return () => this.replace(before, write, bucket, versionId, retired);
  }

  private replace(
    before: ObjectVersion | undefined,
    { draft, inline, also }: VersionWrite,
    bucket: Bucket,
    versionId: string,
    retired: BlobId[],
  ): ObjectVersion {
    let newest: Place | undefined = before && { seq: before.seq, place: orderOf(before) };
    if (before && versionId === NULL_VERSION) {
      const isNull = before.versionId === NULL_VERSION;
      const replaced = isNull ? before : this.version(bucket, draft.key, NULL_VERSION);
      // The row itself goes when the new one is written.
      if (replaced) this.unlinkBody(replaced, bucket, retired);
      if (isNull) newest = undefined;
    }
    const version = this.insertInOrder(bucket, draft, { versionId }, newest, inline);
    const status = this.replication.enqueue(version, bucket);
    if (status) this.sql.status.run(status, version.seq);
    const stored = status ? { ...version, replicationStatus: status } : version;
    this.newest.keep(stored, inline);
    also?.(stored, retired);
    return stored;
  }

  private insertPlacedReplica(
    bucket: Bucket,
    draft: VersionDraft,
    source: ObjectVersion,
    {
      inline,
      parts,
    }: { readonly inline?: Uint8Array | undefined; readonly parts?: readonly PlacedPart[] | undefined },
    retired: BlobId[],
  ): ObjectVersion {
    const current = this.current(bucket);
    const { versionId } = source;
    this.newest.forget({ bucket: current.id, key: draft.key });
    const replaced = versionId === NULL_VERSION ? this.version(current, draft.key, versionId) : undefined;
    if (replaced) this.unlink(replaced, current, retired);
    const placed = { versionId, sourceSeq: orderOf(source), replicationStatus: 'REPLICA' } as const;
    const newest = this.sql.newest.get(current.id, draft.key);
    if (!parts) return this.insertInOrder(current, draft, placed, newest, inline);
    const upload = this.uploads.insertPlaced(current, draft.key, versionId, parts);
    const body = { kind: 'parts', upload, parts: parts.length } as const;
    const version = this.insertInOrder(current, { ...draft, body }, placed, newest, undefined);
    this.uploads.completed(upload, version.seq);
    return version;
  }

  /** What is written here is the newest of its key; a replica takes its source's place in the order. */
  private insertInOrder(
    bucket: Bucket,
    draft: VersionDraft,
    placed: Pick<ObjectVersion, 'versionId' | 'sourceSeq' | 'replicationStatus'>,
    newest: Place | undefined,
    inline: Uint8Array | undefined,
  ): ObjectVersion {
    const { sourceSeq } = placed;
    const latest = !newest || sourceSeq === undefined || newest.place < sourceSeq;
    if (newest && latest) this.sql.supersede.run(newest.seq);
    const version = newVersion(draft, placed, bucket.id, latest);
    version.seq = Number(this.sql.write.run(...valuesOf(version)).lastInsertRowid);
    if (inline) this.sql.insertInline.run(version.seq, inline);
    return version;
  }

  private unlink(version: ObjectVersion, bucket: Bucket, retired: BlobId[]): void {
    this.newest.forget(version);
    this.sql.remove.run(version.seq);
    this.unlinkBody(version, bucket, retired);
    if (!version.latest) return;
    const next = this.sql.newest.get(bucket.id, version.key);
    if (next) this.sql.promote.run(next.seq);
  }

  /** All that belongs to a version but its row. */
  private unlinkBody(version: ObjectVersion, bucket: Bucket, retired: BlobId[]): void {
    const { seq, body } = version;
    if (body.kind === 'inline') this.sql.removeInline.run(seq);
    else if (body.kind === 'file') retired.push(body.blob);
    else if (body.kind === 'parts') this.uploads.remove(body.upload, retired);
    this.replication.removed(version, bucket);
  }

  /** The bucket as it is now: it may have gone or changed while a body was on its way. */
  private current(bucket: Bucket): Bucket {
    const now = this.buckets.find(bucket.partition, bucket.name);
    if (now?.id !== bucket.id) throw noSuchBucket(bucket.name);
    return now;
  }
}
