// A version's x-amz-replication-status, out of its tasks (facts §2.1).
import type { ReplicationStatus } from '../versions/object-version.ts';
import type { Task } from './task.ts';

/**
 * Only a replica has tasks without having been sent itself: changes that go back (ReplicaModifications), and
 * what a batch job sends on. Either way it shows REPLICA again in the end.
 */
export const isReplica = (tasks: readonly Task[]): boolean =>
  tasks.every(({ operation, rule }) => operation === 'metadata' || rule.replica === true);

/** Undefined for a version that replication has nothing to do with. The last word of each line counts. */
export function statusOf(tasks: readonly Task[]): ReplicationStatus | undefined {
  const last = new Map<string, Task['status']>();
  for (const { rule, operation, status } of tasks) {
    if (status !== 'UNTRACKED') last.set(`${operation} ${rule.destination}`, status);
  }
  const statuses = [...last.values()];
  if (statuses.length === 0) return undefined;
  // One failure shows at once. AWS's pages say both this and "PENDING until all are done".
  if (statuses.includes('FAILED')) return 'FAILED';
  if (statuses.includes('PENDING')) return 'PENDING';
  return isReplica(tasks) ? 'REPLICA' : 'COMPLETED';
}
