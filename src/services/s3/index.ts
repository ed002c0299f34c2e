// S3: buckets, objects and their versions, sealed at rest, replicated as on AWS.
//
// Gaps: access points, Object Lambda, directory buckets (and so RenameObject and appends), torrents,
// SelectObjectContent, S3 Metadata tables, attribute-based access control (each NotImplemented by name).
// By design: one server answers for every region, so a bucket is found from any of them (no 301
// PermanentRedirect); every body is sealed on the disk, SSE-S3 included; bucket keys are remembered sealed, so
// each use asks KMS for Decrypt and a disabled key shows at once; a restoration takes the shortest time of its tier;
// UploadPart asks KMS for Decrypt, CompleteMultipartUpload where it names checksums; a bucket policy is believed in what it names of
// other accounts; a scope of `aws-global` is one of us-east-1.
// Client quirks: SDKs send trailing checksums for small bodies; boto3 without awscrt has no CRC32C and
// CRC64NVME; some form posts send every field as a file part.
//
// Where things stand: `buckets/` and `configuration/`, the documents that a bucket is given; `versions/` objects as rows;
// `listing/`; `writing/` and `reading/` one object, `multipart/` uploads and their parts, `post/` browsers' forms;
// `encryption/` and `checksum/` what happens to bytes; `replication/`, `lifecycle/` and `notification/` what follows a
// write. Here: what several of them need, authorization first (access).
import type { RenamePrincipal } from '../../access/rename-principal.ts';
import type { Service } from '../../core/operation.ts';
import type { BlobId } from '../../platform/blob-store.ts';
import type { Migration } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { Bodies } from './bodies.ts';
import { BucketStore } from './buckets/bucket-store.ts';
import { OWN_DIGESTS } from './checksum/algorithms.ts';
import { accountBlocksWith } from './configuration/account-public-access.ts';
import { crossOriginOf } from './configuration/cross-origin.ts';
import { taggedBucketWith } from './configuration/tagged-bucket.ts';
import type { S3Deps, S3Settings } from './deps.ts';
import { DataKeys } from './encryption/data-keys.ts';
import { setUnencrypted } from './encryption/unencrypted.ts';
import { s3Errors } from './errors.ts';
import { RestoreWorker } from './lifecycle/restore-worker.ts';
import { LifecycleWorker } from './lifecycle/worker.ts';
import { ListingStore } from './listing/listing-store.ts';
import { objectMigrations } from './migrations.ts';
import { UploadStore } from './multipart/upload-store.ts';
import {
  createNotifications,
  type NotificationControl,
  notificationMigrations,
} from './notification/index.ts';
import { operations } from './operations/index.ts';
import type { S3Ports } from './ports.ts';
import type { BatchReplication } from './replication/batch/index.ts';
import {
  createReplication,
  type Replication,
  type ReplicationControl,
  replicationMigrations,
} from './replication/index.ts';
import { ObjectStore, type ReplicationHooks } from './versions/object-store.ts';

export type { ReplicationControl, S3Ports, S3Settings };

export const s3Migrations: readonly Migration[] = [
  ...objectMigrations,
  ...replicationMigrations,
  ...notificationMigrations,
];

export interface S3 {
  readonly service: Service<S3Deps>;
  readonly operations: typeof operations;
  /** Takes up unfinished work; before the first request. */
  start(): void;
  /** Whether an object, a part or an upload names this blob: the sweep of orphans must leave it. */
  holdsBlob(id: BlobId): boolean;
  /** After a reset of all tables. */
  forget(): void;
  /** A bucket of before 2023 (unencrypted.ts); false when there is no such bucket. */
  setUnencrypted(bucket: string, unencrypted: boolean): Promise<boolean>;
  readonly replication: ReplicationControl;
  /** For the jobs of S3 Batch Operations. */
  readonly batchReplication: BatchReplication;
  readonly replicationMetrics: Replication['metrics'];
  /** Within a commit: bucket policies follow a user or a role. */
  readonly renamePrincipal: RenamePrincipal;
  /** For S3 Control, which tags buckets too, and keeps the public from all those of an account. */
  readonly taggedBucket: ReturnType<typeof taggedBucketWith>;
  readonly accountBlocks: ReturnType<typeof accountBlocksWith>;
  readonly notifications: NotificationControl;
}

export function createS3(platform: Platform, ports: S3Ports, settings: S3Settings = {}): S3 {
  const { database, blobs, random, masterKey, log } = platform;
  const bodies = new Bodies(blobs, (error) => log.error({ err: error }, 's3: a file could not be removed'));
  const buckets = new BucketStore(database);
  const dataKeys = new DataKeys(ports.keys, random, masterKey);
  // The store calls the hooks and the worker calls the store: the knot is tied here.
  const hooks: ReplicationHooks = {
    enqueue: (version, bucket) => replication.hooks.enqueue(version, bucket),
    enqueueMetadata: (version, bucket) => replication.hooks.enqueueMetadata(version, bucket),
    removed: (version, bucket) => replication.hooks.removed(version, bucket),
    wake: () => replication.hooks.wake(),
  };
  const uploads = new UploadStore(database);
  const notifications = createNotifications(platform, buckets, ports.notifications);
  const objects = new ObjectStore(database, buckets, uploads, hooks, bodies.retire);
  const deps: S3Deps = {
    ...platform,
    settings,
    ports,
    buckets,
    objects,
    listing: new ListingStore(database),
    uploads,
    bodies,
    dataKeys,
    replication: hooks,
    notifications,
    lifecycle: { schedule: () => lifecycle.schedule() },
    restorations: { schedule: () => restorations.schedule() },
  };
  const replication = createReplication(deps);
  const lifecycle = new LifecycleWorker(deps);
  const restorations = new RestoreWorker(deps);

  return {
    service: {
      name: 's3',
      eventSource: 's3.amazonaws.com',
      protocol: { kind: 'rest-xml', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
      deps,
      operations,
      errors: s3Errors,
      crossOrigin: crossOriginOf(buckets),
      digests: OWN_DIGESTS,
    },
    operations,
    start() {
      replication.start();
      notifications.control.start();
      lifecycle.schedule();
      restorations.schedule();
    },
    holdsBlob: (id) => objects.isLive(id),
    forget() {
      buckets.forget();
      objects.forget();
      dataKeys.forget();
      replication.forget();
      notifications.control.forget();
      lifecycle.forget();
      restorations.forget();
    },
    async setUnencrypted(name, unencrypted) {
      const bucket = buckets.findAnywhere(name);
      if (bucket) await setUnencrypted(bucket, unencrypted, deps);
      return bucket !== undefined;
    },
    replication: replication.control,
    batchReplication: replication.batch,
    replicationMetrics: replication.metrics,
    renamePrincipal: buckets.renamePrincipal,
    taggedBucket: taggedBucketWith(deps),
    accountBlocks: accountBlocksWith(deps),
    notifications: notifications.control,
  };
}
