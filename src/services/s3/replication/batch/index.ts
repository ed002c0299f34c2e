// What a Batch Replication job may ask of this room, and what it is told of the tasks it made.
import type { S3Deps } from '../../deps.ts';
import type { ObjectVersion } from '../../versions/object-version.ts';
import type { ReplicationQueue } from '../queue.ts';
import type { RuleSnapshot } from '../rules.ts';
import type { TaskStatus } from '../task.ts';
import { initiateReplicationWith } from './initiate.ts';
import { takeInventoryWith } from './inventory.ts';

export interface TaskOutcome {
  readonly status: TaskStatus;
  readonly failureReason?: string | undefined;
  readonly explanation?: string | undefined;
}

export type BatchReplication = ReturnType<typeof createBatchReplication>;

export interface BatchSettings {
  readonly queue: ReplicationQueue;
  readonly add: (version: ObjectVersion, rule: RuleSnapshot) => number;
  readonly wake: () => void;
}

export function createBatchReplication({ database }: S3Deps, { queue, add, wake }: BatchSettings) {
  let heard: (task: number) => void = () => {};
  const tasksOf = ({ bucket, key, versionId }: ObjectVersion) => queue.tasksOf(bucket, key, versionId);
  return {
    /** Not in the table: AWS has the permissions, and nobody but its own jobs calls them. */
    operations: {
      InitiateReplication: initiateReplicationWith({ tasksOf, add, wake }),
      TakeInventory: takeInventoryWith(database),
    },
    /** Undefined for a task whose version is gone. */
    outcome: (task: number): TaskOutcome | undefined => queue.find(task),
    /** Told of every task that ends, inside the transaction that ends it. */
    onEnded(listener: (task: number) => void): void {
      heard = listener;
    },
    ended: (task: number): void => heard(task),
  };
}
