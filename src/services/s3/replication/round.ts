// One round of small tasks, which share a transaction: bounded in bytes and in the time that it holds the
// event loop, so that a backlog of any length lets everybody else in between (facts/performance.md §2.8).
import { stopwatch } from '../../../platform/stopwatch.ts';
import { bodyOf, type Task } from './task.ts';

const MOST_BYTES = 512 * 1024;
const MOST_MS = 1;
const MOST_TASKS = 64;

export class Round {
  readonly tasks: Task[] = [];
  private bytes = 0;
  readonly elapsed = stopwatch();

  add(task: Task): void {
    this.tasks.push(task);
    this.bytes += bodyOf(task);
  }

  get isFull(): boolean {
    return this.tasks.length >= MOST_TASKS || this.bytes >= MOST_BYTES || this.elapsed() >= MOST_MS;
  }
}
