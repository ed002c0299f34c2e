// The one clock: real time that the control API may move, with timers that follow the move.
//
// Everything that AWS does after a while (a key's deletion, a retry, an expiry) is a job on this clock, so
// a test moves the clock instead of sleeping, and `settle` tells when nothing is due.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `job` once that time has come; the answer cancels it. A job that rejects is reported, never thrown. */
  at(time: number, job: () => void | Promise<void>): () => void;
}

interface Job {
  readonly time: number;
  readonly run: () => void | Promise<void>;
}

/** setTimeout's longest delay; longer waits are taken in steps. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export class MoveableClock implements Clock {
  private offset = 0;
  private frozenAt: number | undefined;
  private readonly jobs = new Set<Job>();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly onFailure: (error: unknown) => void = () => {}) {}

  now(): number {
    return this.frozenAt ?? Date.now() + this.offset;
  }

  at(time: number, run: Job['run']): () => void {
    const job = { time, run };
    this.jobs.add(job);
    this.schedule();
    return () => this.jobs.delete(job);
  }

  /** Moves forward (or back) by milliseconds and starts what has become due, earliest first. */
  advance(milliseconds: number): void {
    if (this.frozenAt !== undefined) this.frozenAt += milliseconds;
    else this.offset += milliseconds;
    this.runDue();
  }

  moveTo(time: number): void {
    this.advance(time - this.now());
  }

  /** Stops time at this instant; `thaw` lets it run on from there. */
  freeze(): void {
    this.frozenAt = this.now();
  }

  thaw(): void {
    if (this.frozenAt === undefined) return;
    this.offset = this.frozenAt - Date.now();
    this.frozenAt = undefined;
    this.runDue();
  }

  get frozen(): boolean {
    return this.frozenAt !== undefined;
  }

  /** Back to real time. Jobs stay. */
  reset(): void {
    this.frozenAt = undefined;
    this.offset = 0;
    this.runDue();
  }

  /** Resolves when no job is running and none is due. */
  async settle(): Promise<void> {
    this.runDue();
    while (this.running.size > 0) {
      await Promise.all(this.running);
      this.runDue();
    }
  }

  /** Forgets every job and waits for those under way. */
  async stop(): Promise<void> {
    this.jobs.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
    await Promise.all(this.running);
  }

  private runDue(): void {
    const due = [...this.jobs].filter((job) => job.time <= this.now()).sort((a, b) => a.time - b.time);
    for (const job of due) {
      if (!this.jobs.delete(job)) continue;
      this.start(job);
    }
    this.schedule();
  }

  private start(job: Job): void {
    try {
      const result = job.run();
      if (!(result instanceof Promise)) return;
      const watched: Promise<void> = result.catch(this.onFailure).finally(() => this.running.delete(watched));
      this.running.add(watched);
    } catch (error) {
      this.onFailure(error);
    }
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.jobs.size === 0 || this.frozenAt !== undefined) return;
    let next = Number.POSITIVE_INFINITY;
    for (const job of this.jobs) next = Math.min(next, job.time);
    const delay = Math.min(Math.max(next - this.now(), 0), LONGEST_TIMEOUT);
    this.timer = setTimeout(() => this.runDue(), delay);
    this.timer.unref();
  }
}
