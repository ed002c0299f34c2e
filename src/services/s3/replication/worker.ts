// The loop: takes due tasks, runs several keys side by side, keeps each key's order, backs off on the
// injected clock. It owns no data: killed at any instant, the next start finds every PENDING row.
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import type { Log } from '../../../platform/log.ts';
import type { Lane, ReplicationQueue } from './queue.ts';
import type { Task, TaskEnd } from './task.ts';

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

const LANES: readonly Lane[] = [0, 1];
/** Tasks of each lane that run at once. */
const AT_ONCE: Readonly<Record<Lane, number>> = { 0: 8, 1: 2 };
/** Tasks of a lane read from the queue in one go. */
const BATCH = 64;

const FIRST_BACKOFF = 1_000;
const LONGEST_BACKOFF = 300_000;
const GROWTH = 1.5;

export class ReplicationWorker {
  /** Seqs of what runs or is about to. */
  private claimed = new Set<number>();
  private ready: Readonly<Record<Lane, Task[]>> = { 0: [], 1: [] };
  private running: Record<Lane, number> = { 0: 0, 1: 0 };
  private waiters: (() => void)[] = [];
  private alarm: { readonly due: number; readonly cancel: () => void } | undefined;
  private awake = false;
  private started = false;
  private paused = false;
  /** Counts resets: what was under way before one must not touch the books after it. */
  private epoch = 0;

  constructor(private readonly settings: WorkerSettings) {}

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
    for (const lane of LANES) for (const task of this.ready[lane].splice(0)) this.claimed.delete(task.seq);
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  /** Runs the earliest due task, paused or not; answers it as it was before. */
  async step(): Promise<Task | undefined> {
    const { queue, clock } = this.settings;
    const task = LANES.flatMap((lane) => queue.due(lane, clock.now(), this.claimed.size + 1))
      .filter(({ seq }) => !this.claimed.has(seq))
      .sort((a, b) => a.due - b.due || a.seq - b.seq)[0];
    if (!task) return undefined;
    this.claimed.add(task.seq);
    await this.attempt(task);
    this.claimed.delete(task.seq);
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
    while (this.claimed.size > 0) {
      await new Promise<void>((resolve) => this.waiters.push(resolve));
      this.pump();
    }
  }

  /** After all tables were emptied. */
  forget(): void {
    this.epoch += 1;
    this.claimed = new Set();
    this.ready = { 0: [], 1: [] };
    this.running = { 0: 0, 1: 0 };
    this.paused = false;
    this.setAlarm(undefined);
    this.release();
  }

  private pump(): void {
    if (this.started && !this.paused) {
      for (const lane of LANES) this.fill(lane);
      this.setAlarm(this.settings.queue.nextDue(this.settings.clock.now()));
    }
    if (this.claimed.size === 0) this.release();
  }

  private fill(lane: Lane): void {
    if (this.ready[lane].length === 0) this.refill(lane);
    while (this.running[lane] < AT_ONCE[lane]) {
      const task = this.ready[lane].shift();
      if (!task) return;
      this.running[lane] += 1;
      void this.runOne(task, lane, this.epoch);
      if (this.ready[lane].length === 0) this.refill(lane);
    }
  }

  private refill(lane: Lane): void {
    if (this.running[lane] >= AT_ONCE[lane]) return;
    const { queue, clock } = this.settings;
    for (const task of queue.due(lane, clock.now(), BATCH + this.claimed.size)) {
      if (this.claimed.has(task.seq)) continue;
      this.claimed.add(task.seq);
      this.ready[lane].push(task);
    }
  }

  private async runOne(task: Task, lane: Lane, epoch: number): Promise<void> {
    await this.attempt(task);
    if (epoch !== this.epoch) return;
    this.running[lane] -= 1;
    this.claimed.delete(task.seq);
    this.pump();
  }

  /** Never rejects. */
  private async attempt(task: Task): Promise<void> {
    const { log, run } = this.settings;
    const outcome = await run(task).catch((error: unknown): Outcome => {
      log.error({ err: error, task: task.seq }, 'an attempt to replicate broke off');
      return { kind: 'postponed', explanation: String(error), keyCalls: [] };
    });
    try {
      if (outcome.kind === 'postponed') await this.postpone(task, outcome);
      else await this.end(task, outcome);
    } catch (error) {
      if (error instanceof NotPending) return;
      // The disk refused the outcome; if it refuses the delay too, the row simply stays due.
      log.error({ err: error, task: task.seq }, 'the outcome of a replication could not be written');
      await this.postpone(task, { explanation: String(error), keyCalls: [] }).catch(() => {});
    }
  }

  private async end(task: Task, outcome: Extract<Outcome, { kind: 'ended' }>): Promise<void> {
    const { queue, database, clock, onEnd } = this.settings;
    const end = () => {
      if (!queue.end(task, clock.now(), outcome)) throw new NotPending();
      onEnd(task, outcome);
    };
    await (outcome.commit ? outcome.commit(end) : database.commit(end));
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

  private release(): void {
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
