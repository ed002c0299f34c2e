// Replication's face towards the rest of S3: hooks for the transactions, a control for the outside.
//
// As AWS has it: what UpdateObjectEncryption changes stays at the source ("requests on source buckets with live
// replication enabled won't initiate replica events in the destination bucket", user guide, update-sse-encryption).
// By design: bytes are always sealed anew; a rule is followed as it was when the version was written; a replica
// stands among its key's versions where its source was written, whenever it arrives.
import type { S3Deps } from '../deps.ts';
import { ReplicationEvents } from '../notification/replication-events.ts';
import type { ReplicationHooks } from '../versions/object-store.ts';
import { type BatchReplication, createBatchReplication } from './batch/index.ts';
import { candidateOf, lifecycle } from './candidate.ts';
import type { ReplicationConfiguration } from './configuration.ts';
import { createControl, type ReplicationControl } from './control.ts';
import { type Faults, faulty } from './faults.ts';
import { publishedMetrics } from './metrics/index.ts';
import { createReplicationMetrics, type ReplicationMetrics } from './metrics/metrics.ts';
import { ReplicationQueue, replicationMigrations } from './queue.ts';
import { replicate } from './replicate.ts';
import { admit, admitModification, type RuleSnapshot } from './rules.ts';
import { isReplica, statusOf } from './status.ts';
import type { Task } from './task.ts';
import { ReplicationWorker } from './worker.ts';

export { type ReplicationControl, replicationMigrations };

export interface Replication {
  readonly hooks: ReplicationHooks;
  readonly control: ReplicationControl;
  readonly batch: BatchReplication;
  /** Figures as they stand, and as CloudWatch asks for them. */
  readonly metrics: Pick<ReplicationMetrics, 'now'> & ReturnType<typeof publishedMetrics>;
  /** Takes up what a former process left. */
  start(): void;
  /** After a reset of all tables. */
  forget(): void;
}

export function createReplication(deps: S3Deps): Replication {
  const { buckets, objects, database, clock, log } = deps;
  const queue = new ReplicationQueue(database);
  const events = new ReplicationEvents(deps, (seq) => queue.find(seq));
  /** x-amz-replication-status follows a version's tasks, in the transaction that changes them. */
  const showStatus = (task: Task) => {
    const status = statusOf(queue.siblingsOf(task));
    if (status) objects.setReplicationStatus(task, status);
  };
  const faults: Faults = new Map();
  const worker = new ReplicationWorker({
    queue,
    database,
    clock,
    log,
    run: (task) => faulty(faults, task, clock.now()) ?? replicate(deps, task),
    onEnd(task, end) {
      showStatus({ ...task, status: end.status });
      events.ended(task, end);
      batch.ended(task.seq);
    },
  });

  const configurationOf = (bucket: Parameters<ReplicationHooks['enqueue']>[1]) =>
    buckets.configuration<ReplicationConfiguration>(bucket, 'replication');

  function add(
    version: Parameters<ReplicationHooks['enqueue']>[0],
    operation: Task['operation'],
    rules: readonly RuleSnapshot[],
  ): void {
    const { bucket, key, versionId, size } = version;
    const time = clock.now();
    for (const rule of rules) {
      const seq = queue.add({ bucket, key, versionId, operation, rule, size, time });
      events.admitted(seq, { rule, time });
    }
    if (rules.length > 0) worker.wake();
  }

  const batch = createBatchReplication(deps, {
    queue,
    wake: () => worker.wake(),
    add: ({ bucket, key, versionId, size, deleteMarker }, rule) => {
      const operation = deleteMarker ? 'delete-marker' : 'put';
      return queue.add({ bucket, key, versionId, operation, rule, size, time: clock.now() });
    },
  });

  const hooks: ReplicationHooks = {
    enqueue(version, bucket) {
      const configuration = configurationOf(bucket);
      if (!configuration) return undefined;
      const rules = admit(configuration, candidateOf(version, lifecycle.isRunning));
      add(version, version.deleteMarker ? 'delete-marker' : 'put', rules);
      return rules.length > 0 ? 'PENDING' : undefined;
    },
    enqueueMetadata(version, bucket) {
      if (version.deleteMarker || version.replicationStatus === undefined) return;
      const tasks = queue.tasksOf(bucket.id, version.key, version.versionId);
      const configuration = configurationOf(bucket);
      const rules = !isReplica(tasks)
        ? latestRules(tasks)
        : configuration
          ? admitModification(configuration, candidateOf(version, false))
          : [];
      if (rules.length === 0) return;
      add(version, 'metadata', rules);
      objects.changeReplicationStatus(version, version.replicationStatus, 'PENDING');
    },
    removed(version, bucket) {
      if (version.replicationStatus === undefined || version.replicationStatus === 'REPLICA') return;
      for (const task of queue.tasksOf(bucket.id, version.key, version.versionId)) {
        events.untracked(task, version, bucket);
        batch.ended(task.seq);
      }
      queue.forgetVersion(bucket.id, version.key, version.versionId, clock.now());
    },
    wake: () => worker.wake(),
  };

  const control = createControl({ worker, queue, faults, buckets, database, clock, showStatus });
  const metrics = createReplicationMetrics(database, buckets, () => clock.now());
  return {
    hooks,
    control,
    batch,
    metrics: { now: metrics.now, ...publishedMetrics(metrics) },
    start() {
      control.start();
      events.start();
    },
    forget() {
      faults.clear();
      worker.forget();
      events.forget();
    },
  };
}

/** The rules that a version was admitted under, one a destination. */
function latestRules(tasks: readonly Task[]): readonly RuleSnapshot[] {
  const rules = new Map<string, RuleSnapshot>();
  for (const { operation, rule } of tasks) if (operation === 'put') rules.set(rule.destination, rule);
  return [...rules.values()];
}
