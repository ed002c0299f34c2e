// What the control API and the library may do to replication: look, hold, step, wait, retry, break.
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import type { BucketRowId, BucketStore } from '../buckets/bucket-store.ts';
import type { Fault, Faults } from './faults.ts';
import type { ReplicationQueue } from './queue.ts';
import type { TaskFilter as QueueFilter, Task, TaskStatus } from './task.ts';
import type { ReplicationWorker } from './worker.ts';

export interface ReplicationControl {
  /** Runs every PENDING task again; called once all is composed. */
  start(): void;
  /** Resolves when no task is due or under way; while paused, when none is under way. */
  idle(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Runs one due task while paused; false when none was due. */
  step(): Promise<boolean>;
  list(filter: TaskFilter): readonly TaskReport[];
  /** Makes FAILED tasks PENDING again; answers how many. */
  retry(filter: TaskFilter): Promise<number>;
  /** Makes every task to that destination fail, be throttled or wait; `undefined` ends it. */
  fault(destinationBucket: string, fault: Fault | undefined): void;
}
export interface TaskFilter {
  readonly bucket?: string;
  readonly key?: string;
  readonly status?: string;
}

export interface TaskReport {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly operation: Task['operation'];
  readonly destination: string;
  readonly ruleId: string;
  readonly role: string;
  readonly replicaKmsKeyId?: string | undefined;
  readonly status: TaskStatus;
  readonly attempts: number;
  readonly size: number;
  readonly created: string;
  /** When a pending task runs next. */
  readonly due?: string | undefined;
  readonly ended?: string | undefined;
  readonly failureReason?: string | undefined;
  readonly explanation?: string | undefined;
  /** The calls to KMS of the last attempt. */
  readonly kmsCalls: Task['keyCalls'];
}

export interface ControlDeps {
  readonly worker: ReplicationWorker;
  readonly queue: ReplicationQueue;
  readonly faults: Faults;
  readonly buckets: BucketStore;
  readonly database: Database;
  readonly clock: Clock;
  /** As the task stands from now on. */
  readonly showStatus: (task: Task) => void;
}

const STATUSES: readonly string[] = ['PENDING', 'COMPLETED', 'FAILED', 'UNTRACKED'];
const isStatus = (status: string): status is TaskStatus => STATUSES.includes(status);

export function createControl(deps: ControlDeps): ReplicationControl {
  const { worker, queue, faults, buckets, database, clock, showStatus } = deps;

  /** Undefined for a filter that nothing can match. */
  function queueFilter({ bucket: name, key, status }: TaskFilter): QueueFilter | undefined {
    const bucket = name === undefined ? undefined : buckets.findAnywhere(name)?.id;
    if (name !== undefined && bucket === undefined) return undefined;
    const wanted = status?.toUpperCase();
    if (wanted !== undefined && !isStatus(wanted)) return undefined;
    return { bucket, key, status: wanted };
  }

  const report = (task: Task): TaskReport => ({
    id: task.seq,
    bucket: buckets.byId(task.bucket as BucketRowId)?.name ?? '(deleted)',
    key: task.key,
    versionId: task.versionId,
    operation: task.operation,
    destination: task.rule.destination,
    ruleId: task.rule.ruleId,
    role: task.rule.role,
    replicaKmsKeyId: task.rule.replicaKmsKeyId,
    status: task.status,
    attempts: task.attempts,
    size: task.size,
    created: timeText(task.time),
    due: task.status === 'PENDING' ? timeText(task.due) : undefined,
    ended: task.ended === undefined ? undefined : timeText(task.ended),
    failureReason: task.failureReason,
    explanation: task.explanation,
    kmsCalls: task.keyCalls,
  });

  return {
    start: () => worker.start(),
    idle: () => worker.idle(),
    pause: () => worker.pause(),
    resume: () => worker.resume(),
    step: async () => (await worker.step()) !== undefined,
    list(filter) {
      const wanted = queueFilter(filter);
      return wanted ? queue.list(wanted).map(report) : [];
    },
    async retry(filter) {
      const wanted = queueFilter({ ...filter, status: 'FAILED' });
      if (!wanted) return 0;
      const retried = await database.commit(() => {
        const tasks = queue.retry(wanted, clock.now());
        for (const task of tasks) showStatus(task);
        return tasks;
      });
      worker.wake();
      return retried.length;
    },
    fault(destination, fault) {
      if (fault) faults.set(destination, fault);
      else faults.delete(destination);
    },
  };
}

const timeText = (time: number): string => new Date(time).toISOString();
