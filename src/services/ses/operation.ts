// How SES's operations are written: their dependencies bound, their permission said in one word.
import type { AccessCheck } from '../../core/access-check.ts';
import type { Call } from '../../core/call.ts';
import { operationOf } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { FilterStore } from './filter-store.ts';
import type { IdentityPolicyStore } from './identity-policy-store.ts';
import type { IdentityStore } from './identity-store.ts';
import type { MailStore } from './mail-store.ts';
import type { SesPorts } from './ports.ts';
import type { RuleStore } from './rule-store.ts';
import type { Outbox } from './sending/outbox.ts';
import type { SentStore } from './sent-store.ts';
import type { SesSettings } from './settings.ts';

export interface SesDeps {
  readonly platform: Platform;
  readonly ports: SesPorts;
  readonly settings: SesSettings;
  readonly identities: IdentityStore;
  readonly policies: IdentityPolicyStore;
  readonly rules: RuleStore;
  readonly filters: FilterStore;
  readonly mails: MailStore;
  readonly sent: SentStore;
  readonly outbox: Outbox;
}

export const sesOperation = operationOf<SesDeps>();

/** Receiving and identity management know no resources: policies name them by action alone. */
export const onEverything =
  (action: string) =>
  ({ call }: { readonly call: Call }): AccessCheck => ({
    action: `ses:${action}`,
    resource: '*',
    account: call.account,
  });
