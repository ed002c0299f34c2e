// One round of small tasks, which share a transaction: bounded in bytes and in the time that it holds the
// event loop, so that a backlog of any length lets everybody else in between (facts/performance.md §2.8).
//
// A backlog that has just begun waits for others, for most end by themselves; the longer it lasts the more it takes,
// so that it stays bounded however long the writing goes on.
import { stopwatch } from '../../../platform/stopwatch.ts';
import { bodyOf, type Task } from './task.ts';

const MOST_BYTES = 512 * 1024;
const MOST_MS = { calm: 0.5, pressing: 5 };
/** Time that others get of the event loop, while they want it, for the time of a round; none in the end. */
const OTHERS_SHARE = 4;
const PRESSING_AFTER_MS = 10_000;
const MOST_TASKS = 64;

export class Round {
  readonly tasks: Task[] = [];
  private bytes = 0;
  private readonly elapsed = stopwatch();
  private readonly pressing: number;

  /** @param behindMs how long there has been a backlog */
  constructor(behindMs: number) {
    this.pressing = Math.min(1, (behindMs / PRESSING_AFTER_MS) ** 2);
  }

  add(task: Task): void {
    this.tasks.push(task);
    this.bytes += bodyOf(task);
  }

  get isFull(): boolean {
    const { calm, pressing } = MOST_MS;
    const mostMs = calm + this.pressing * (pressing - calm);
    return this.tasks.length >= MOST_TASKS || this.bytes >= MOST_BYTES || this.elapsed() >= mostMs;
  }

  /** Milliseconds that are others' before the next round, if asked when this one has just ended. */
  get owed(): number {
    return this.elapsed() * OTHERS_SHARE * (1 - this.pressing);
  }
}
