// What every receipt action is given, and what it answers.
import type { Platform } from '../../../../platform/platform.ts';
import type { SesPorts } from '../../ports.ts';
import type { Outbox } from '../../sending/outbox.ts';
import type { SesSettings } from '../../settings.ts';
import type { Content } from '../content.ts';
import type { Mail, Step } from '../mail.ts';

export interface ActionContext {
  readonly platform: Platform;
  readonly ports: SesPorts;
  readonly settings: SesSettings;
  readonly outbox: Outbox;
}

/** What came of an action: an object's key, a bounce's id, a disposition. */
export type Result = Readonly<Record<string, string | undefined>>;

export interface Outcome {
  readonly status: 'done' | 'not executed';
  readonly result?: Result;
  /** Ends this rule, or the whole rule set. */
  readonly stops?: 'STOP_RULE' | 'STOP_RULE_SET';
  /** A line for the message that later actions see. */
  readonly header?: string;
}

/** Rejects when the action may be tried again. */
export type RunAction = (
  context: ActionContext,
  mail: Mail,
  content: Content,
  step: Step,
) => Promise<Outcome>;
