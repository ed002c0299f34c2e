// Where replication takes part in the transactions that make, change and remove versions.
import type { Bucket } from './buckets/bucket-store.ts';
import type { ObjectVersion } from './versions/object-version.ts';

/** Told of every version in the transaction that makes it; src/services/s3/replication provides it. */
export interface ReplicationHooks {
  /**
   * A new version or delete marker of a user's making (never a replica's). Inserts its outbox rows and
   * answers whether there are any; synchronous, for it runs inside the transaction.
   */
  enqueue(version: ObjectVersion, bucket: Bucket): 'PENDING' | undefined;
  /** Tags, ACL, retention or legal hold of a version have changed; in the same transaction as the change. */
  enqueueMetadata(version: ObjectVersion, bucket: Bucket): void;
  /** A version was removed for good. */
  removed(version: ObjectVersion, bucket: Bucket): void;
  /** After a commit that enqueued something. */
  wake(): void;
}
