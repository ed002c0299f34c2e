// Where event notifications take part in the transactions that make, change and remove versions.
import type { Call } from '../../core/call.ts';
import type { Bucket } from './buckets/bucket-store.ts';
import type { ObjectVersion } from './versions/object-version.ts';

/** As `eventName` tells it: AWS's event types without `s3:`. */
export type EventName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated'
  | 'ObjectRestore:Post'
  | 'ObjectRestore:Completed'
  | 'ObjectRestore:Delete'
  | 'ObjectTagging:Put'
  | 'ObjectTagging:Delete'
  | 'ObjectAcl:Put'
  | 'LifecycleExpiration:Delete'
  | 'LifecycleExpiration:DeleteMarkerCreated'
  | 'LifecycleTransition'
  | 'Replication:OperationFailedReplication'
  | 'Replication:OperationMissedThreshold'
  | 'Replication:OperationReplicatedAfterThreshold'
  | 'Replication:OperationNotTracked';

/** What happened to a version, and who did it. */
export interface Cause {
  readonly event: EventName;
  /** Absent where S3 acts by itself: a lifecycle rule, replication. */
  readonly call?: Call | undefined;
}

/** What a record tells of a version. */
export type ToldVersion = Pick<ObjectVersion, 'key' | 'versionId' | 'size' | 'etag'>;

/** Told of what happens in the transaction that makes it so; src/services/s3/notification provides it. */
export interface NotificationHooks {
  /**
   * Inserts an outbox row for every configuration of the bucket that asks for the event; without any it costs a
   * look into a map. Synchronous, for it runs inside the transaction.
   * @param further members of the record beside the usual ones (`replicationEventData`).
   */
  happened(
    cause: Cause,
    version: ToldVersion,
    bucket: Bucket,
    further?: Readonly<Record<string, unknown>>,
  ): void;
}
