// The four s3:Replication events (facts/s3-replication-and-sse.md §4.1), told in the transactions that change the
// tasks; the threshold of replication time control is kept on the injected clock, in rows that outlive the process.
import type { Bucket, BucketRowId } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import type { EventName } from '../notification-hooks.ts';
import type { Task, TaskEnd } from '../replication/task.ts';
import type { ObjectVersion } from '../versions/object-version.ts';

type Deps = Pick<S3Deps, 'buckets' | 'objects' | 'database' | 'clock' | 'notifications'>;

const MINUTE = 60_000;
const OPERATIONS: Readonly<Record<Task['operation'], string>> = {
  put: 'OBJECT_PUT',
  // No record of these two is known.
  'delete-marker': 'OBJECT_DELETE_MARKER',
  metadata: 'OBJECT_METADATA',
};

export class ReplicationEvents {
  private readonly sql;
  private alarm: { readonly due: number; readonly cancel: () => void } | undefined;

  constructor(
    private readonly deps: Deps,
    private readonly findTask: (seq: number) => Task | undefined,
  ) {
    const { database } = deps;
    this.sql = {
      watch: database.prepare<[number, number]>(
        'INSERT OR REPLACE INTO s3_replication_threshold (task, due) VALUES (?, ?)',
      ),
      unwatch: database.prepare<[number]>('DELETE FROM s3_replication_threshold WHERE task = ?'),
      due: database.prepare<[number], { readonly task: number }>(
        'SELECT task FROM s3_replication_threshold WHERE due <= ? ORDER BY due',
      ),
      next: database.prepare<[], { readonly due: number | null }>(
        'SELECT min(due) AS due FROM s3_replication_threshold',
      ),
    };
  }

  /** With the thresholds that a former process watched. */
  start(): void {
    this.setAlarm(this.sql.next.get()?.due ?? undefined);
  }

  /** After a reset of all tables. */
  forget(): void {
    this.setAlarm(undefined);
  }

  // Within a commit:

  admitted(seq: number, { rule, time }: Pick<Task, 'rule' | 'time'>): void {
    if (rule.threshold === undefined) return;
    const due = time + rule.threshold * MINUTE;
    this.sql.watch.run(seq, due);
    if (this.alarm === undefined || due < this.alarm.due) this.setAlarm(due);
  }

  ended(task: Task, { status, failureReason }: Pick<TaskEnd, 'status' | 'failureReason'>): void {
    const { metrics, threshold } = task.rule;
    if (!metrics) return;
    if (threshold !== undefined) this.sql.unwatch.run(task.seq);
    if (status === 'FAILED') return this.tell('OperationFailedReplication', task, { failureReason });
    const taken = this.deps.clock.now() - task.time;
    if (status === 'COMPLETED' && threshold !== undefined && taken > threshold * MINUTE) {
      this.tell('OperationReplicatedAfterThreshold', task, {
        ...limit(threshold),
        replicationTime: seconds(taken),
      });
    }
  }

  /** The version was removed while its task was pending. */
  untracked(task: Task, version: ObjectVersion, bucket: Bucket): void {
    if (!task.rule.metrics || task.status !== 'PENDING') return;
    this.sql.unwatch.run(task.seq);
    this.tellOf('OperationNotTracked', task, {}, version, bucket);
  }

  private missed(): void {
    for (const { task: seq } of this.sql.due.all(this.deps.clock.now())) {
      this.sql.unwatch.run(seq);
      const task = this.findTask(seq);
      if (task?.status !== 'PENDING') continue;
      this.tell('OperationMissedThreshold', task, limit(task.rule.threshold ?? 0));
    }
  }

  private tell(event: string, task: Task, further: object): void {
    const { buckets, objects } = this.deps;
    const bucket = buckets.byId(task.bucket as BucketRowId);
    const version = bucket && objects.version(bucket, task.key, task.versionId);
    if (version) this.tellOf(event, task, further, version, bucket);
  }

  private tellOf(event: string, task: Task, further: object, version: ObjectVersion, bucket: Bucket): void {
    const { rule, operation, time } = task;
    const replicationEventData = {
      replicationRuleId: rule.ruleId,
      destinationBucket: `arn:${bucket.partition}:s3:::${rule.destination}`,
      s3Operation: OPERATIONS[operation],
      requestTime: new Date(time).toISOString(),
      ...further,
    };
    const cause = { event: `Replication:${event}` as EventName };
    this.deps.notifications.happened(cause, version, bucket, { replicationEventData });
  }

  private setAlarm(due: number | undefined): void {
    this.alarm?.cancel();
    this.alarm = undefined;
    if (due === undefined) return;
    const ring = async () => {
      this.alarm = undefined;
      await this.deps.database.commit(() => this.missed());
      if (!this.alarm) this.start();
    };
    this.alarm = { due, cancel: this.deps.clock.at(due, ring) };
  }
}

/** ISO 8601 durations: the SDK's event classes have both as text, no record shows one. */
const limit = (minutes: number) => ({ threshold: `PT${minutes}M` });
const seconds = (milliseconds: number): string => `PT${Math.round(milliseconds / 1000)}S`;
