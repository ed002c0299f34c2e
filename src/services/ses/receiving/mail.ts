// A received message and what is still to be done with it.

import type { Scope } from '../rule.ts';
import type { ReceiptAction } from '../shapes.ts';
import type { Content } from './content.ts';
import type { ShownHeaders } from './shown-headers.ts';
import type { Verdicts } from './verdicts.ts';

export interface Envelope {
  readonly from: string;
  /** The recipients that this account and region took. */
  readonly to: readonly string[];
  readonly remoteAddress: string;
  readonly helo: string;
  readonly tls: boolean;
}

/** Everything about a mail but its bytes; kept sealed. */
interface MailFacts {
  readonly envelope: Envelope;
  readonly ruleSet: string;
  /** The lines SES puts before the message, CRLF at the end of each. */
  readonly prepended: string;
  readonly verdicts: Verdicts;
}
/** With the message's own header as text; see shown-headers.ts. */
export type MailDocument = MailFacts & ({ readonly header: string } | ShownHeaders);

export interface Mail extends Scope {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly received: number;
  readonly document: MailDocument;
  /** Every action of every rule that matched, in order, as the rules stood when the mail came. */
  steps: readonly Step[];
  /** Gone once no action is left. */
  readonly content: Content | undefined;
}

export interface Step {
  readonly rule: string;
  readonly recipients: readonly string[];
  readonly action: ReceiptAction;
  readonly status: StepStatus;
  readonly attempts: readonly Attempt[];
  /** Milliseconds since the epoch; only while `retrying`. */
  readonly due?: number;
  /** Lines of AddHeader actions that ran before this one. */
  readonly added?: string;
  /** What came of it: an object's key, a bounce's id, a Lambda's disposition. */
  readonly result?: Result;
  /** Done, and not to be done again, while its notification is still owed to a topic. */
  readonly acted?: Outcome;
  /** When a function was invoked whose end nobody saw yet. */
  readonly started?: number;
}

export type Result = Readonly<Record<string, string | undefined>>;

/** What came of an action. */
export interface Outcome {
  /** `failed`: for good, and somebody was told so (a failure that may pass is thrown). */
  readonly status: 'done' | 'failed' | 'not executed';
  readonly result?: Result;
  /** Ends this rule, or the whole rule set. */
  readonly stops?: 'STOP_RULE' | 'STOP_RULE_SET';
  /** A line for the message that later actions see. */
  readonly header?: string;
}

/**
 * `skipped`: a Stop action or a function ended the rules before it. `not executed`: accepted, and beyond
 * this emulator (WorkMail, Connect, a topic where there is no SNS).
 */
export type StepStatus = 'pending' | 'retrying' | 'done' | 'failed' | 'skipped' | 'not executed';

export interface Attempt {
  readonly at: number;
  /** The process ended in the middle of it. */
  readonly interrupted?: boolean;
  readonly error?: { readonly code: string; readonly message: string; readonly explanation?: unknown };
}

export const isOpen = ({ status }: Step): boolean => status === 'pending' || status === 'retrying';

/** The message as it is stored: SES's lines, those of AddHeader, the bytes received. */
export const prefixOf = (mail: Mail, step: Step): string => mail.document.prepended + (step.added ?? '');
