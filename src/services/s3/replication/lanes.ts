// What the worker has taken of the queue, by the size of the bodies, and what of it is still under way.
import type { Clock } from '../../../platform/clock.ts';
import type { ReplicationQueue } from './queue.ts';
import { LANES, type Lane, type Task } from './task.ts';

/** Tasks of a lane read from the queue in one go. */
const BATCH = 128;

export class Lanes {
  /** Seqs of what runs or is about to. */
  private readonly claimed = new Set<number>();
  private readonly ready: Readonly<Record<Lane, Task[]>> = { small: [], medium: [], large: [] };

  constructor(
    private readonly queue: ReplicationQueue,
    private readonly clock: Clock,
  ) {}

  get isIdle(): boolean {
    return this.claimed.size === 0;
  }

  /** The lane's next due task; the caller releases it when it has run. */
  take(lane: Lane): Task | undefined {
    if (this.ready[lane].length === 0) this.refill(lane);
    return this.takeReady(lane);
  }

  /** The same without a look at the queue, whose rows an open round has not changed yet. */
  takeReady(lane: Lane): Task | undefined {
    return this.ready[lane].shift();
  }

  /** The earliest of all lanes that is not under way. */
  takeEarliest(): Task | undefined {
    const task = LANES.flatMap((lane) => this.queue.due(lane, this.clock.now(), this.claimed.size + 1))
      .filter(({ seq }) => !this.claimed.has(seq))
      .sort((a, b) => a.due - b.due || a.seq - b.seq)[0];
    if (task) this.claimed.add(task.seq);
    return task;
  }

  release({ seq }: Task): void {
    this.claimed.delete(seq);
  }

  /** Gives up what was taken and has not begun. */
  putBack(): void {
    for (const lane of LANES) for (const task of this.ready[lane].splice(0)) this.release(task);
  }

  forget(): void {
    this.putBack();
    this.claimed.clear();
  }

  private refill(lane: Lane): void {
    for (const task of this.queue.due(lane, this.clock.now(), BATCH + this.claimed.size)) {
      if (this.claimed.has(task.seq)) continue;
      this.claimed.add(task.seq);
      this.ready[lane].push(task);
    }
  }
}
