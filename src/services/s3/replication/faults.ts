// Faults that a test puts between a source and a destination bucket.
import type { Task } from './task.ts';
import type { Outcome } from './worker.ts';

export type Fault =
  | { readonly kind: 'deny' }
  | { readonly kind: 'throttle' }
  | { readonly kind: 'delay'; readonly seconds: number };

/** By destination bucket. */
export type Faults = Map<string, Fault>;

/** The outcome of a task that meets a fault; undefined where it may pass. */
export function faulty(faults: Faults, task: Task, now: number): Promise<Outcome> | undefined {
  const fault = faults.get(task.rule.destination);
  if (!fault) return undefined;
  const explanation = `an injected fault: ${fault.kind}`;
  switch (fault.kind) {
    case 'deny':
      return Promise.resolve({
        kind: 'ended',
        status: 'FAILED',
        failureReason: 'DstPutObjectNotPermitted',
        explanation,
        keyCalls: [],
      });
    case 'throttle':
      return Promise.resolve({ kind: 'postponed', explanation, keyCalls: [] });
    case 'delay': {
      const until = task.time + fault.seconds * 1000;
      if (until <= now) return undefined;
      return Promise.resolve({ kind: 'postponed', until, explanation, keyCalls: [] });
    }
  }
}
