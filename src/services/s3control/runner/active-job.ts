// An Active job: hands its tasks to the replication queue, a window of them at a time, and books what comes back.
//
// Rows say all: a task is waiting, running (with the replication tasks it waits for) or over. Killed at any point,
// the next process reads the running ones again; a version handed over twice is replicated once.
import type { Call } from '../../../core/call.ts';
import type { Database } from '../../../platform/database.ts';
import { JobFailure } from '../job-failure.ts';
import type { JobStore } from '../job-store.ts';
import type { S3ControlPorts } from '../ports.ts';
import { isSuccess, type JobTask, type TaskResult, type TaskStore } from '../task-store.ts';
import { initiate, resultOf } from './replicate-task.ts';

export interface ActiveDeps {
  readonly database: Database;
  readonly jobs: JobStore;
  readonly tasks: TaskStore;
  readonly ports: S3ControlPorts;
}

/** Tasks of one job that replication has in hand at once. */
const WINDOW = 256;
/** "When a job has run at least 1,000 tasks … if the failure rate exceeds 50 percent, the job fails." */
const WATCHED_FROM = 1_000;
const TOLERATED = 0.5;

export class ActiveJob {
  /** Running tasks by each replication task that they wait for. */
  private readonly waitingFor = new Map<number, number>();
  private readonly running = new Set<number>();
  private readonly touched = new Set<number>();

  constructor(
    private readonly deps: ActiveDeps,
    private readonly id: string,
  ) {
    for (const task of deps.tasks.read(id, 'running', 0, Number.MAX_SAFE_INTEGER)) {
      this.track(task.seq, task.pending?.tasks ?? []);
      this.touched.add(task.seq);
    }
  }

  /** Whether that replication task is one of the job's. */
  ended(replicationTask: number): boolean {
    const task = this.waitingFor.get(replicationTask);
    if (task === undefined) return false;
    this.touched.add(task);
    return true;
  }

  /** `going`: there is more to do now; `waiting`: replication has it; `done`: every task is over. */
  async step(call: () => Promise<Call>): Promise<'going' | 'waiting' | 'done'> {
    await this.book();
    const free = WINDOW - this.running.size;
    const waiting = free > 0 ? this.deps.tasks.read(this.id, 'waiting', 0, free) : [];
    if (waiting.length > 0) {
      await this.begin(waiting, await call());
      return 'going';
    }
    if (this.touched.size > 0) return 'going';
    return this.running.size > 0 ? 'waiting' : 'done';
  }

  /** Takes down what became of tasks that replication has told of. */
  private async book(): Promise<void> {
    const results: (readonly [task: number, result: TaskResult])[] = [];
    for (const seq of [...this.touched]) {
      this.touched.delete(seq);
      const pending = this.deps.tasks.find(seq)?.pending;
      const result = pending && resultOf(this.deps.ports, pending);
      if (result) results.push([seq, result]);
    }
    if (results.length > 0) await this.end(results);
  }

  private async begin(waiting: readonly JobTask[], call: Call): Promise<void> {
    const { database, tasks, ports } = this.deps;
    const begun = await Promise.all(
      waiting.map(async (task) => ({ task, ...(await initiate(ports, task, call)) })),
    );
    const results: (readonly [task: number, result: TaskResult])[] = [];
    await database.commit(() => {
      for (const each of begun) if ('pending' in each) tasks.begin(each.task.seq, each.pending);
    });
    for (const each of begun) {
      if ('result' in each) results.push([each.task.seq, each.result]);
      else {
        this.track(each.task.seq, each.pending.tasks);
        // It may have ended before anybody listened.
        this.touched.add(each.task.seq);
      }
    }
    if (results.length > 0) await this.end(results);
  }

  private async end(results: readonly (readonly [task: number, result: TaskResult])[]): Promise<void> {
    const { database, jobs, tasks } = this.deps;
    const job = await database.commit(() => {
      const now = jobs.find(this.id);
      if (!now) return undefined;
      let { succeeded, failed } = now;
      for (const [seq, result] of results) {
        if (!tasks.end(seq, result)) continue;
        if (isSuccess(result)) succeeded += 1;
        else failed += 1;
      }
      return jobs.change(now, { succeeded, failed });
    });
    for (const [seq] of results) this.untrack(seq);
    if (job && exceedsThreshold(job.succeeded, job.failed)) throw tooManyFailures();
  }

  private track(task: number, replicationTasks: readonly number[]): void {
    this.running.add(task);
    for (const each of replicationTasks) this.waitingFor.set(each, task);
  }

  private untrack(task: number): void {
    this.running.delete(task);
    this.touched.delete(task);
    for (const [each, owner] of this.waitingFor) if (owner === task) this.waitingFor.delete(each);
  }
}

const exceedsThreshold = (succeeded: number, failed: number): boolean =>
  succeeded + failed >= WATCHED_FROM && failed / (succeeded + failed) > TOLERATED;

const tooManyFailures = () =>
  new JobFailure(
    'FailureThresholdExceeded',
    'The job failed because more than 50 percent of its tasks failed.',
  );
