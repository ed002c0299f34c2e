// Runs the lifecycle rules of every bucket at each midnight of the injected clock.
import type { BlobId } from '../../../platform/blob-store.ts';
import type { Bucket, BucketRowId } from '../buckets/bucket-store.ts';
import { type LifecycleRule, revived, type StoredLifecycle } from '../configuration/lifecycle.ts';
import type { S3Deps } from '../deps.ts';
import type { Cursor } from '../listing/listing.ts';
import type { VersionListRow } from '../listing/listing-store.ts';
import { requireUnlocked } from '../object-lock.ts';
import { lifecycle } from '../replication/candidate.ts';
import { type ObjectVersion, UNSEALED, type VersionDraft } from '../versions/object-version.ts';
import { newVersionId } from '../versions/version-id.ts';
import { type Aging, actionFor, dueAt } from './actions.ts';
import { transitionFor } from './transitions.ts';

const DAY = 86_400_000;
/** Versions read in one go. */
const PAGE = 500;
/** Before every key. */
const START: Cursor = { key: '', at: 'from' };

export class LifecycleWorker {
  private readonly configured;
  private cancel: (() => void) | undefined;

  constructor(private readonly deps: S3Deps) {
    this.configured = deps.database.prepare<[], { bucket: BucketRowId }>(
      "SELECT bucket FROM s3_bucket_configuration WHERE kind = 'lifecycle'",
    );
  }

  /** Sets the alarm if there is anything to do; called at start and when rules are put. */
  schedule(): void {
    this.cancel?.();
    this.cancel = undefined;
    if (this.configured.all().length === 0) return;
    const { clock } = this.deps;
    const midnight = (Math.floor(clock.now() / DAY) + 1) * DAY;
    this.cancel = clock.at(midnight, async () => {
      await this.run();
      this.schedule();
    });
  }

  forget(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  async run(): Promise<void> {
    const { buckets, clock, log } = this.deps;
    const now = clock.now();
    for (const { bucket: id } of this.configured.all()) {
      const bucket = buckets.byId(id);
      const document = bucket && buckets.configuration<StoredLifecycle>(bucket, 'lifecycle');
      if (!document) continue;
      const rules = { ...document, ...revived(document) };
      try {
        await this.runVersions(bucket, rules, now);
        await this.runUploads(bucket, rules.Rules, now);
      } catch (error) {
        log.error({ err: error, bucket: bucket.name }, 's3: lifecycle rules broke off');
      }
    }
  }

  private async runVersions(bucket: Bucket, document: StoredLifecycle, now: number): Promise<void> {
    const { Rules: rules, TransitionDefaultMinimumObjectSize: minimum } = document;
    const read = this.deps.listing.readVersions(bucket);
    let cursor = START;
    let before: VersionListRow | undefined;
    let noncurrent = 0;
    for (;;) {
      const rows = read(cursor, undefined, PAGE);
      for (const [index, row] of rows.entries()) {
        if (row.key !== before?.key) noncurrent = 0;
        const isCurrent = row.latest === 1;
        const next = rows[index + 1];
        const version: Aging = {
          key: row.key,
          size: row.size,
          storageClass: row.storageClass,
          lastModified: row.lastModified,
          latest: isCurrent,
          deleteMarker: row.deleteMarker === 1,
          // The last row of a page may have more behind it; it waits for the next midnight.
          alone: isCurrent && (next ? next.key !== row.key : rows.length < PAGE),
          noncurrentSince: before?.key === row.key ? before.lastModified : undefined,
          newerNoncurrent: noncurrent,
          tags: () => this.deps.objects.version(bucket, row.key, row.versionId)?.tags ?? [],
        };
        const action = actionFor(rules, version, now);
        const colder = action ? undefined : transitionFor(rules, version, minimum, now);
        if (!isCurrent) noncurrent += 1;
        before = row;
        if (action) await this.act(action, bucket, row);
        if (colder) await this.move(bucket, row, colder);
      }
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      cursor = { key: last.key, at: last.place };
    }
  }

  private async act(action: 'expire' | 'remove', bucket: Bucket, row: VersionListRow): Promise<void> {
    const { objects, clock, notifications, makingRoom } = this.deps;
    const version = objects.version(bucket, row.key, row.versionId);
    if (!version) return;
    if (action === 'expire' && bucket.versioning !== '') return this.hide(bucket, version);
    // What is held by Object Lock stays; no bypass for a lifecycle rule.
    if (isHeld(version, clock.now())) return;
    await makingRoom(() =>
      objects.removeVersion(bucket, version.key, version.versionId, (now) => {
        if (now) notifications.happened({ event: 'LifecycleExpiration:Delete' }, now, bucket);
      }),
    );
  }

  /** The bytes stay where they are: only what reading them takes is another thing from here on. */
  private async move(bucket: Bucket, row: VersionListRow, storageClass: string): Promise<void> {
    const { database, objects, notifications } = this.deps;
    await database.commit(() => {
      const version = objects.version(bucket, row.key, row.versionId);
      if (!version) return;
      objects.setStorageClass(version, storageClass);
      notifications.happened({ event: 'LifecycleTransition' }, version, bucket, {
        lifecycleEventData: { transitionEventData: { destinationStorageClass: storageClass } },
      });
    });
  }

  private async hide(bucket: Bucket, version: ObjectVersion): Promise<void> {
    const { database, objects, bodies, random, clock, notifications } = this.deps;
    const retired: BlobId[] = [];
    await database.commit(() => {
      if (objects.latest(bucket, version.key)?.seq !== version.seq) return;
      lifecycle.during(() =>
        objects.insert(
          {
            bucket,
            versionId: () => newVersionId(random, clock.now()),
            draft: marker(bucket, version.key, clock.now()),
            also: (stored) =>
              notifications.happened({ event: 'LifecycleExpiration:DeleteMarkerCreated' }, stored, bucket),
          },
          retired,
        ),
      );
    });
    bodies.retire(retired);
  }

  private async runUploads(bucket: Bucket, rules: readonly LifecycleRule[], now: number): Promise<void> {
    const aborting = rules.filter((rule) => rule.Status === 'Enabled' && rule.AbortIncompleteMultipartUpload);
    if (aborting.length === 0) return;
    const { uploads, database, bodies, makingRoom } = this.deps;
    const open = uploads.readOpen(bucket)(START, undefined, Number.MAX_SAFE_INTEGER);
    for (const { key, uploadId } of open) {
      const upload = uploads.find(uploadId);
      const days = aborting
        .filter(({ Filter, Prefix }) => key.startsWith(Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? ''))
        .map((rule) => rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? 0);
      if (!upload || days.length === 0 || now < dueAt(upload.initiated, Math.min(...days))) continue;
      const remove = () => {
        const retired: BlobId[] = [];
        if (uploads.find(uploadId)?.seq === undefined) uploads.remove(upload.id, retired);
        return retired;
      };
      bodies.retire(await makingRoom(() => database.commit(remove)));
    }
  }
}

function isHeld(version: ObjectVersion, now: number): boolean {
  try {
    requireUnlocked(version, now, false);
    return false;
  } catch {
    return true;
  }
}

const marker = (bucket: Bucket, key: string, lastModified: number): VersionDraft => ({
  key,
  deleteMarker: true,
  size: 0,
  etag: '',
  lastModified,
  storageClass: 'STANDARD',
  owner: bucket.account,
  headers: {},
  envelope: UNSEALED,
  body: { kind: 'none' },
  lock: {},
});
