// Whether a receipt rule's recipient conditions take an address. Pure.
//
// facts/ses-receiving.md §2: `user@domain` takes the address and its labelled forms, `user+label@domain`
// only that label, `domain` every address there but none at subdomains, `.domain` subdomains alone; no
// condition takes all. A name in quotes is the name without them (RFC 5321 §4.1.2).
import { domainOf, localOf } from '../identity.ts';

export interface Recipient {
  readonly domain: string;
  /** The domains above its own, each with a dot before it. */
  readonly above: readonly string[];
  readonly address: string;
  readonly withoutLabel: string;
}

export function readRecipient(address: string): Recipient {
  const domain = domainOf(address);
  const local = localOf(address);
  const plus = local.indexOf('+');
  const labels = domain.split('.');
  return {
    domain,
    above: labels.slice(1).map((_, index) => `.${labels.slice(index + 1).join('.')}`),
    address: `${local}@${domain}`,
    withoutLabel: `${plus < 0 ? local : local.slice(0, plus)}@${domain}`,
  };
}

/** A message may have a thousand recipients and a set two hundred rules of a hundred conditions: each is read once. */
const known = new WeakMap<readonly string[], ReadonlySet<string>>();

function settled(conditions: readonly string[]): ReadonlySet<string> {
  const before = known.get(conditions);
  if (before) return before;
  const read = new Set(conditions.map(settledOne));
  known.set(conditions, read);
  return read;
}

function settledOne(condition: string): string {
  if (condition.includes('@')) return `${localOf(condition)}@${domainOf(condition)}`;
  return condition.startsWith('.') ? `.${domainOf(condition.slice(1))}` : domainOf(condition);
}

export function matchesRecipients(conditions: readonly string[] | undefined, recipient: Recipient): boolean {
  if (!conditions || conditions.length === 0) return true;
  const taken = settled(conditions);
  const { address, withoutLabel, domain, above } = recipient;
  return (
    taken.has(address) ||
    taken.has(withoutLabel) ||
    taken.has(domain) ||
    above.some((parent) => taken.has(parent))
  );
}
