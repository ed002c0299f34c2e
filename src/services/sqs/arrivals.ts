// Long polling: who waits for a queue is woken by a message, by the time told, or when the server closes.
import type { Clock } from '../../platform/clock.ts';

export class Arrivals {
  private readonly waiting = new Map<number, Set<() => void>>();
  private closed = false;

  constructor(private readonly clock: Clock) {}

  announce(queue: number): void {
    for (const wake of [...(this.waiting.get(queue) ?? [])]) wake();
  }

  /** Resolves early when something was announced. */
  wait(queue: number, until: number): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const waiting = this.waiting.get(queue) ?? new Set();
      this.waiting.set(queue, waiting);
      const wake = () => {
        waiting.delete(wake);
        if (waiting.size === 0) this.waiting.delete(queue);
        cancel();
        resolve();
      };
      const cancel = this.clock.at(until, wake);
      waiting.add(wake);
    });
  }

  /** Sends everybody home; from now on nobody waits. */
  close(): void {
    this.closed = true;
    this.releaseAll();
  }

  releaseAll(): void {
    for (const queue of [...this.waiting.keys()]) this.announce(queue);
  }

  get isClosed(): boolean {
    return this.closed;
  }
}
