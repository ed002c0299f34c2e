// ReceiveRequestAttemptId: who lost the answer of a receive from a FIFO queue asks again and gets the same messages
// by the same handles, their visibility timeout begun anew, as long as nothing was done to them (API page
// ReceiveMessage). Remembered by this process only.
import type { Received } from './receive.ts';

const REMEMBERED_MS = 5 * 60 * 1000;

interface Attempt {
  readonly received: readonly Received[];
  readonly until: number;
}

export class ReceiveAttempts {
  private readonly attempts = new Map<string, Attempt>();

  find(queue: number, id: string, now: number): readonly Received[] | undefined {
    const attempt = this.attempts.get(`${queue} ${id}`);
    return attempt && attempt.until > now ? attempt.received : undefined;
  }

  remember(queue: number, id: string, received: readonly Received[], now: number): void {
    for (const [name, { until }] of this.attempts) {
      // The oldest stand first.
      if (until > now) break;
      this.attempts.delete(name);
    }
    const name = `${queue} ${id}`;
    this.attempts.delete(name);
    this.attempts.set(name, { received, until: now + REMEMBERED_MS });
  }

  forget(): void {
    this.attempts.clear();
  }
}
