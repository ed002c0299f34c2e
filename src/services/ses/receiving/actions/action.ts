// What every receipt action is given, and what it answers.
import type { Platform } from '../../../../platform/platform.ts';
import type { SesPorts } from '../../ports.ts';
import type { Outbox } from '../../sending/outbox.ts';
import type { SesSettings } from '../../settings.ts';
import type { Content } from '../content.ts';
import type { Mail, Outcome, Step } from '../mail.ts';

export interface ActionContext {
  readonly platform: Platform;
  readonly ports: SesPorts;
  readonly settings: SesSettings;
  readonly outbox: Outbox;
  /** Aborted when the emulator closes. */
  readonly closing: AbortSignal;
}

/** How an action sees to it that its effect happens once, whenever the process may end. */
export interface Effect {
  /** The same for every attempt at this action of this mail: others know a repetition by it. */
  readonly id: string;
  /** A former process began it and did not see its end. */
  readonly interrupted: boolean;
  /** For an effect of our own stores: to be called within the transaction that makes it. */
  took(outcome: Outcome): void;
  /** For an effect that no transaction can hold: durable before it is made. */
  begin(): Promise<void>;
}

/** Rejects when the action may be tried again. */
export type RunAction = (
  context: ActionContext,
  mail: Mail,
  content: Content,
  step: Step,
  effect: Effect,
) => Promise<Outcome>;
