// Whose mail it is: from a recipient to an account, a region and the rules there that take it.
//
// On AWS the MX record has chosen the region before SES is asked. Here one listener stands for all of them:
// a recipient belongs to the verified identity that fits it best (address, domain, nearest parent domain;
// the older one of two), in an account and region whose active rule set takes it. An envelope may narrow both.
import type { AccountId, Region } from '../../../core/ids.ts';
import { isWithin } from '../cidr.ts';
import type { FilterStore } from '../filter-store.ts';
import { identitiesFor } from '../identity.ts';
import type { IdentityStore } from '../identity-store.ts';
import type { ReceiptRule, Scope } from '../rule.ts';
import type { RuleStore } from '../rule-store.ts';
import { matchesRecipients, type Recipient, readRecipient } from './recipient-match.ts';
import { addressBlocked, mailboxUnavailable, tlsRequired } from './refusal.ts';

export interface Client {
  readonly remoteAddress: string;
  readonly tls: boolean;
  readonly account?: AccountId | undefined;
  readonly region?: Region | undefined;
}
export interface RoutingStores {
  readonly identities: IdentityStore;
  readonly rules: RuleStore;
  readonly filters: FilterStore;
}
/** What one account and region took of a message. */
export interface Destination extends Scope {
  readonly ruleSet: string;
  readonly recipients: readonly string[];
  /** In the set's order, each with the recipients it takes. */
  readonly rules: readonly { readonly rule: ReceiptRule; readonly recipients: readonly string[] }[];
}

/** @throws SmtpRefusal when nobody takes the recipient. */
export function routeRecipient(stores: RoutingStores, recipient: string, client: Client): Scope {
  const read = readRecipient(recipient);
  for (const { account, region } of stores.identities.claims(identitiesFor(recipient))) {
    if (client.account !== undefined && client.account !== account) continue;
    if (client.region !== undefined && client.region !== region) continue;
    const rules = rulesFor(stores.rules, { account, region }, read);
    if (rules.length === 0) continue;
    if (isBlocked(stores.filters, { account, region }, client.remoteAddress)) {
      throw addressBlocked(client.remoteAddress);
    }
    // MODEL: with Require, SES bounces emails that are not received over TLS.
    if (!client.tls && rules.some(({ TlsPolicy }) => TlsPolicy === 'Require')) throw tlsRequired();
    return { account, region };
  }
  throw mailboxUnavailable();
}

const rulesFor = (rules: RuleStore, scope: Scope, recipient: Recipient): readonly ReceiptRule[] =>
  rules
    .activeIn(scope)
    ?.rules.filter(({ Enabled, Recipients }) => Enabled && matchesRecipients(Recipients, recipient)) ?? [];

/** A Block filter refuses, an Allow filter overrides it (DOC receiving-email-concepts). */
function isBlocked(filters: FilterStore, scope: Scope, address: string): boolean {
  const fitting = filters.list(scope).filter(({ cidr }) => isWithin(address, cidr));
  return (
    fitting.some(({ policy }) => policy === 'Block') && !fitting.some(({ policy }) => policy === 'Allow')
  );
}

/** The accepted recipients by the account and region that took them, with the rules as they stand now. */
export function destinationsOf(
  rules: RuleStore,
  accepted: readonly { readonly recipient: string; readonly scope: Scope }[],
): Destination[] {
  const groups = new Map<string, { readonly scope: Scope; readonly recipients: string[] }>();
  for (const { recipient, scope } of accepted) {
    const key = `${scope.account} ${scope.region}`;
    const group = groups.get(key) ?? { scope, recipients: [] };
    groups.set(key, group);
    group.recipients.push(recipient);
  }
  return [...groups.values()].flatMap(({ scope, recipients }) => {
    const set = rules.activeIn(scope);
    // The set was deactivated while the client was still sending.
    if (!set) return [];
    const read = recipients.map((recipient) => ({ recipient, read: readRecipient(recipient) }));
    const matched = set.rules
      .filter(({ Enabled }) => Enabled)
      .map((rule) => ({
        rule,
        recipients: read
          .filter((each) => matchesRecipients(rule.Recipients, each.read))
          .map(({ recipient }) => recipient),
      }))
      .filter((each) => each.recipients.length > 0);
    return matched.length > 0
      ? [{ account: scope.account, region: scope.region, ruleSet: set.name, recipients, rules: matched }]
      : [];
  });
}
