// Takes every job from state to state. Each step is written before the next is begun, so a killed process goes on
// where it was: Preparing begins anew, Active reads its rows, the report is written again.

import type { Call } from '../../../core/call.ts';
import { Alarms } from '../../../platform/alarms.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Job, JobChange } from '../job.ts';
import { failureOf, JobFailure, REPORT_FAILURE } from '../job-failure.ts';
import { isRunnable, type JobStatus } from '../job-status.ts';
import type { JobStore } from '../job-store.ts';
import type { S3ControlPorts } from '../ports.ts';
import type { TaskStore } from '../task-store.ts';
import { ActiveJob } from './active-job.ts';
import { isPreceded } from './precedence.ts';
import { prepare } from './prepare.ts';
import { writeReport } from './report.ts';
import { assumeJobRole } from './role-call.ts';

export interface RunnerDeps extends Platform {
  readonly jobs: JobStore;
  readonly tasks: TaskStore;
  readonly ports: S3ControlPorts;
}

/** After a fault that passes. */
const RETRY_MS = 5_000;

/** Whether the job must be looked at once more before it rests. */
interface Look {
  again: boolean;
}

export class JobRunner {
  /** By job: what runs now. */
  private readonly driven = new Map<string, { readonly look: Look; readonly run: Promise<void> }>();
  private readonly active = new Map<string, ActiveJob>();
  private readonly alarms: Alarms<string>;
  private started = false;

  constructor(private readonly deps: RunnerDeps) {
    this.alarms = new Alarms(deps.clock);
    deps.ports.onReplicationEnded((task) => this.replicationEnded(task));
  }

  start(): void {
    this.started = true;
    this.wake();
  }

  /** Nothing new is begun; resolves when nothing is under way. */
  async stop(): Promise<void> {
    this.started = false;
    await this.idle();
    this.forget();
  }

  /** A job was made or changed: every job looks whether it has something to do. */
  wake(): void {
    if (!this.started) return;
    for (const { id } of this.deps.jobs.live()) this.poke(id);
  }

  get busy(): boolean {
    return this.driven.size > 0;
  }

  /** Resolves when no job can go on by itself. */
  async idle(): Promise<void> {
    while (this.driven.size > 0) await Promise.all([...this.driven.values()].map(({ run }) => run));
  }

  /** After a reset of all tables. */
  forget(): void {
    this.alarms.cancelAll();
    this.active.clear();
  }

  /** Called inside a transaction: the look comes after it. */
  private replicationEnded(task: number): void {
    for (const [id, job] of this.active) if (job.ended(task)) this.poke(id);
  }

  private poke(id: string): void {
    if (!this.started) return;
    const driven = this.driven.get(id);
    if (driven) {
      driven.look.again = true;
      return;
    }
    const look: Look = { again: false };
    const run = Promise.resolve().then(() => this.drive(id, look));
    this.driven.set(id, { look, run });
  }

  /** Never rejects. */
  private async drive(id: string, look: Look): Promise<void> {
    const { jobs, log } = this.deps;
    try {
      do {
        look.again = false;
        for (let going = true; going && this.started; ) {
          const job = jobs.find(id);
          going = job !== undefined && (await this.advance(job));
        }
      } while (look.again && this.started);
    } catch (error) {
      log.error({ err: error, job: id }, 's3control: a job broke off and will be taken up again');
      this.retryLater(id);
    } finally {
      this.driven.delete(id);
    }
  }

  /** One step; whether another can follow at once. */
  private async advance(job: Job): Promise<boolean> {
    switch (job.status) {
      case 'New':
        return this.move(job, 'Preparing');
      case 'Preparing':
        return this.prepare(job);
      case 'Ready':
      case 'Paused':
        return isPreceded(job, this.deps.jobs.live()) ? false : this.move(job, 'Active');
      case 'Active':
        return isPreceded(job, this.deps.jobs.live()) ? this.move(job, 'Pausing') : this.work(job);
      case 'Pausing':
        return this.move(job, 'Paused');
      case 'Completing':
        return this.finish(job, 'Complete', 'Failing');
      case 'Failing':
        return this.finish(job, 'Failed');
      case 'Cancelling':
        return this.finish(job, 'Cancelled');
      default:
        return false;
    }
  }

  private async prepare(job: Job): Promise<boolean> {
    return this.guarded(job, async () => {
      const prepared = await prepare(this.deps, job, await this.role(job));
      return this.move(job, job.request.ConfirmationRequired ? 'Suspended' : 'Ready', prepared);
    });
  }

  private async work(job: Job): Promise<boolean> {
    let active = this.active.get(job.id);
    if (!active) {
      active = new ActiveJob(this.deps, job.id);
      this.active.set(job.id, active);
    }
    return this.guarded(job, async () => {
      const state = await active.step(() => this.role(job));
      if (state === 'done') return this.move(job, 'Completing');
      return state === 'going';
    });
  }

  /** Writes the report and ends; `otherwise` where the report's bucket does not take it. */
  private async finish(job: Job, end: JobStatus, otherwise?: JobStatus): Promise<boolean> {
    let failures = job.failures;
    let to = end;
    // A job that fails for its report does not try to deliver it again.
    if (!(end === 'Failed' && failures.some(({ FailureCode }) => FailureCode === REPORT_FAILURE))) {
      try {
        await writeReport(this.deps, job, () => this.role(job));
      } catch (error) {
        if (!(error instanceof JobFailure)) throw error;
        // A missing role fails the job and its report alike: it is told once.
        if (failures.every(({ FailureCode }) => FailureCode !== error.code)) {
          failures = [...failures, failureOf(error)];
        }
        to = otherwise ?? end;
      }
    }
    return this.move(job, to, { failures });
  }

  /** What fails the job as a whole is written down with it. */
  private async guarded(job: Job, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof JobFailure)) throw error;
      return this.move(job, 'Failing', { failures: [...job.failures, failureOf(error)] });
    }
  }

  /** True also where the job has moved on by other hands: it is looked at again. */
  private async move(job: Job, to: JobStatus, changed: JobChange = {}): Promise<boolean> {
    const { database, jobs, clock } = this.deps;
    await database.commit(() => jobs.move(job.id, job.status, to, clock.now(), changed));
    if (to !== 'Active') this.active.delete(job.id);
    // Others may have waited for this one, or must now wait for it.
    if (isRunnable(job.status) !== isRunnable(to)) this.wake();
    return true;
  }

  private role(job: Job): Promise<Call> {
    return assumeJobRole(this.deps, this.deps.ports, job);
  }

  private retryLater(id: string): void {
    const { clock } = this.deps;
    this.alarms.at(id, clock.now() + RETRY_MS, () => {
      this.poke(id);
      return this.idle();
    });
  }
}
