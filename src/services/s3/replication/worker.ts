// The loop: takes due tasks, small ones in rounds and large ones beside them, keeps each key's order, backs
// off on the injected clock. It owns no data: killed at any instant, the next start finds every PENDING row.
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import type { Log } from '../../../platform/log.ts';
import { stopwatch } from '../../../platform/stopwatch.ts';
import { letOthersIn } from '../../../platform/turns/let-others-in.ts';
import { Lanes } from './lanes.ts';
import type { ReplicationQueue } from './queue.ts';
import { Round } from './round.ts';
import { LANES, type Task, type TaskEnd } from './task.ts';

/** What became of one attempt. */
export type Outcome =
  | (TaskEnd & {
      readonly kind: 'ended';
      /**
       * Makes the outcome real: one transaction that begins with `end`, which throws when the task is no
       * longer pending. Without it the end alone is written.
       */
      readonly commit?: ((end: () => void) => Promise<void>) | undefined;
    })
  | {
      readonly kind: 'postponed';
      readonly explanation: string;
      readonly keyCalls: TaskEnd['keyCalls'];
      /** When to try again; after the backoff unless told. */
      readonly until?: number;
    };

export interface WorkerSettings {
  readonly queue: ReplicationQueue;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** One attempt; a rejection counts as transient. */
  readonly run: (task: Task) => Promise<Outcome>;
  /** Called in the transaction that ends the task. */
  readonly onEnd: (task: Task, end: TaskEnd) => void;
}

/** Tasks that run at once in each lane of large bodies; those of the small lane run in rounds. */
const AT_ONCE = { medium: 8, large: 2 } as const;

const FIRST_BACKOFF = 1_000;
const LONGEST_BACKOFF = 300_000;
const GROWTH = 1.5;

export class ReplicationWorker {
  private readonly lanes: Lanes;
  private running = { medium: 0, large: 0 };
  private inRound = false;
  private waiters: (() => void)[] = [];
  private alarm: { readonly due: number; readonly cancel: () => void } | undefined;
  private awake = false;
  private started = false;
  private paused = false;
  /** Counts resets: what was under way before one must not touch the books after it. */
  private epoch = 0;

  constructor(private readonly settings: WorkerSettings) {
    this.lanes = new Lanes(settings.queue, settings.clock);
  }

  start(): void {
    this.started = true;
    this.wake();
  }

  /** Takes nothing more and waits for what is running. */
  async stop(): Promise<void> {
    this.pause();
    await this.idle();
    this.started = false;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  pause(): void {
    this.paused = true;
    this.setAlarm(undefined);
    this.lanes.putBack();
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  /** Runs the earliest due task, paused or not; answers it as it was before. */
  async step(): Promise<Task | undefined> {
    const task = this.lanes.takeEarliest();
    if (!task) return undefined;
    await this.write(task, await this.attempt(task));
    this.lanes.release(task);
    this.pump();
    return task;
  }

  /** Tells that rows may have become due. Cheap, and right inside a transaction: the look comes after it. */
  wake(): void {
    if (this.awake || !this.started) return;
    this.awake = true;
    queueMicrotask(() => {
      this.awake = false;
      this.pump();
    });
  }

  /** Resolves when nothing runs and nothing is due; while paused, when nothing runs. */
  async idle(): Promise<void> {
    this.pump();
    while (!this.lanes.isIdle) {
      await new Promise<void>((resolve) => this.waiters.push(resolve));
      this.pump();
    }
  }

  /** After all tables were emptied. */
  forget(): void {
    this.epoch += 1;
    this.lanes.forget();
    this.running = { medium: 0, large: 0 };
    this.inRound = false;
    this.paused = false;
    this.setAlarm(undefined);
    this.letWaitersGo();
  }

  private get mayTake(): boolean {
    return this.started && !this.paused;
  }

  private pump(): void {
    if (this.mayTake) {
      for (const lane of LANES) {
        if (lane === 'small') this.startRounds();
        else this.fill(lane);
      }
      this.setAlarm(this.settings.queue.nextDue(this.settings.clock.now()));
    }
    if (this.lanes.isIdle) this.letWaitersGo();
  }

  private fill(lane: 'medium' | 'large'): void {
    while (this.running[lane] < AT_ONCE[lane]) {
      const task = this.lanes.take(lane);
      if (!task) return;
      this.running[lane] += 1;
      void this.runBeside(task, lane, this.epoch);
    }
  }

  private async runBeside(task: Task, lane: 'medium' | 'large', epoch: number): Promise<void> {
    await this.write(task, await this.attempt(task));
    if (epoch !== this.epoch) return;
    this.running[lane] -= 1;
    this.lanes.release(task);
    this.pump();
  }

  private startRounds(): void {
    if (this.inRound) return;
    const first = this.lanes.take('small');
    if (!first) return;
    this.inRound = true;
    void this.runRounds(first, this.epoch);
  }

  /** One transaction a round; before each, whoever asks something of the server is answered. */
  private async runRounds(first: Task, epoch: number): Promise<void> {
    let next: Task | undefined = first;
    const behind = stopwatch();
    let owed = 0;
    while (next) {
      await letOthersIn(owed);
      if (epoch !== this.epoch) return;
      if (!this.mayTake) {
        this.lanes.release(next);
        break;
      }
      const round = new Round(behind());
      const writes: Promise<void>[] = [];
      while (next) {
        const task: Task = next;
        const outcome = await this.attempt(task);
        if (epoch !== this.epoch) return;
        writes.push(this.write(task, outcome));
        round.add(task);
        next = round.isFull || !this.mayTake ? undefined : this.lanes.takeReady('small');
      }
      owed = round.owed;
      await Promise.all(writes);
      if (epoch !== this.epoch) return;
      for (const task of round.tasks) this.lanes.release(task);
      next = this.mayTake ? this.lanes.take('small') : undefined;
    }
    this.inRound = false;
    this.pump();
  }

  /** Never rejects. */
  private async attempt(task: Task): Promise<Outcome> {
    try {
      return await this.settings.run(task);
    } catch (error) {
      this.settings.log.error({ err: error, task: task.seq }, 'an attempt to replicate broke off');
      return { kind: 'postponed', explanation: String(error), keyCalls: [] };
    }
  }

  /** Never rejects. */
  private async write(task: Task, outcome: Outcome): Promise<void> {
    try {
      if (outcome.kind === 'postponed') await this.postpone(task, outcome);
      else await this.end(task, outcome);
    } catch (error) {
      if (error instanceof NotPending) return;
      // The disk refused the outcome; if it refuses the delay too, the row simply stays due.
      const { log } = this.settings;
      log.error({ err: error, task: task.seq }, 'the outcome of a replication could not be written');
      await this.postpone(task, { explanation: String(error), keyCalls: [] }).catch(() => {});
    }
  }

  private end(task: Task, outcome: Extract<Outcome, { kind: 'ended' }>): Promise<void> {
    const { queue, database, clock, onEnd } = this.settings;
    const end = () => {
      if (!queue.end(task, clock.now(), outcome)) throw new NotPending();
      onEnd(task, outcome);
    };
    return outcome.commit ? outcome.commit(end) : database.commit(end);
  }

  private postpone(
    task: Task,
    { until, explanation, keyCalls }: Omit<Extract<Outcome, { kind: 'postponed' }>, 'kind'>,
  ): Promise<void> {
    const { queue, database, clock } = this.settings;
    const due = until ?? clock.now() + backoff(task.attempts);
    const attempt = until === undefined ? 1 : 0;
    return database.commit(() => queue.postpone(task.seq, due, attempt, explanation, keyCalls));
  }

  private letWaitersGo(): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }

  private setAlarm(due: number | undefined): void {
    if (due === this.alarm?.due) return;
    this.alarm?.cancel();
    this.alarm = undefined;
    if (due === undefined) return;
    // The clock waits for its jobs, so whoever moves it finds the work done.
    const ring = () => {
      this.alarm = undefined;
      return this.idle();
    };
    this.alarm = { due, cancel: this.settings.clock.at(due, ring) };
  }
}

const backoff = (attempts: number): number =>
  Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * GROWTH ** Math.min(attempts, 32));

/** The task ended meanwhile, or all was reset: what this attempt made is not wanted. */
class NotPending extends Error {}
