// The alarms of one worker on the injected clock: what it does later, set by name and cancelled together.
import type { Clock } from './clock.ts';

export class Alarms<Name> {
  private readonly set = new Map<Name, () => void>();

  constructor(private readonly clock: Clock) {}

  /**
   * Runs `job` once that time has come; another one of that name is cancelled. Whoever moves the clock waits for
   * what `job` answers, so that they find the work done.
   */
  at(name: Name, due: number, job: () => void | Promise<void>): void {
    this.set.get(name)?.();
    const cancel = this.clock.at(due, () => {
      this.set.delete(name);
      return job();
    });
    this.set.set(name, cancel);
  }

  cancelAll(): void {
    for (const cancel of this.set.values()) cancel();
    this.set.clear();
  }
}
