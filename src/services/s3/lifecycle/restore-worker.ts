// Ends restorations on the injected clock: tells when a copy is there, and lets it go after its last day.
//
// Reads look at the clock themselves (restoration.ts); this worker only tells of it, so nothing is late.
import type { BucketRowId } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { type Restoration, restorationOf, textOf } from './restoration.ts';

export class RestoreWorker {
  private cancel: (() => void) | undefined;

  constructor(private readonly deps: S3Deps) {}

  /** Sets the alarm for what comes next; called at start and when a restoration was begun. */
  schedule(): void {
    this.forget();
    const { objects, clock } = this.deps;
    const next = objects.restoring().map((version) => nextTime(restorationOf(version)));
    if (next.length === 0) return;
    this.cancel = clock.at(Math.min(...next), async () => {
      await this.run();
      this.schedule();
    });
  }

  forget(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private async run(): Promise<void> {
    const { database, objects, clock } = this.deps;
    const now = clock.now();
    await database.commit(() => {
      for (const version of objects.restoring()) this.advance(version, now);
    });
  }

  private advance(version: ObjectVersion, now: number): void {
    const { objects, buckets, notifications } = this.deps;
    const restoration = restorationOf(version);
    const bucket = buckets.byId(version.bucket as BucketRowId);
    if (!restoration || !bucket) return;
    if (restoration.ready <= now && !restoration.announced) {
      objects.setRestore(version, textOf({ ...restoration, announced: true }));
      notifications.happened({ event: 'ObjectRestore:Completed' }, version, bucket, {
        glacierEventData: {
          restoreEventData: {
            lifecycleRestorationExpiryTime: new Date(restoration.expires).toISOString(),
            lifecycleRestoreStorageClass: version.storageClass,
          },
        },
      });
    }
    if (restoration.expires > now) return;
    objects.setRestore(version, undefined);
    notifications.happened({ event: 'ObjectRestore:Delete' }, version, bucket);
  }
}

const nextTime = (restoration: Restoration | undefined): number =>
  restoration ? (restoration.announced ? restoration.expires : restoration.ready) : Number.POSITIVE_INFINITY;
