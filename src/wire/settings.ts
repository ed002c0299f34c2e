// What the three protocol plugins are given.
import type { Invoke } from '../core/invoke.ts';
import type { Service } from '../core/operation.ts';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Random } from '../platform/random.ts';
import type { CreateTurnstile } from '../platform/turns/turnstile.ts';
import type { SendAnswer } from './answer.ts';
import type { Authenticate } from './auth/authenticate.ts';

export interface WireSettings {
  readonly services: readonly Service[];
  readonly invoke: Invoke;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The Date header of an answer given now. */
  readonly date: () => string;
  readonly send: SendAnswer;
  readonly createTurnstile: CreateTurnstile;
  /** What every AWS request is routed as; a constraint tells the protocols apart. */
  readonly entrance: { readonly method: string; readonly url: string };
}
