// What every operation of S3 is given.
import { operationOf } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Bodies } from './bodies.ts';
import type { BucketStore } from './buckets/bucket-store.ts';
import type { DataKeys } from './encryption/data-keys.ts';
import type { ListingStore } from './listing/listing-store.ts';
import type { UploadStore } from './multipart/upload-store.ts';
import type { Notifications } from './notification/index.ts';
import type { S3Ports } from './ports.ts';
import type { ObjectStore, ReplicationHooks } from './versions/object-store.ts';

export interface S3Settings {
  /** AWS blocks SSE-C on new buckets since April 2026; allowed here unless told (facts/s3 §5.3). */
  readonly blockCustomerKeys?: boolean;
  /** `legacy`: as before April 2023, ACLs on and nothing blocked, for suites that are older than that. */
  readonly newBuckets?: 'current' | 'legacy';
  /** Refuse form posts signed by a key that nobody created, as the wire refuses such requests. */
  readonly requireKnownKeys?: boolean;
}

export interface S3Deps extends Platform {
  readonly settings: S3Settings;
  readonly ports: S3Ports;
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
  readonly listing: ListingStore;
  readonly uploads: UploadStore;
  readonly bodies: Bodies;
  readonly dataKeys: DataKeys;
  readonly replication: ReplicationHooks;
  readonly notifications: Notifications;
  /** Told when lifecycle rules were put. */
  readonly lifecycle: { schedule(): void };
  /** Told when a restoration was begun or prolonged. */
  readonly restorations: { schedule(): void };
}

export const s3Operation = operationOf<S3Deps>();
