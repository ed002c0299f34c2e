// Whether a receipt rule's recipient conditions take an address. Pure.
//
// facts/ses-receiving.md §2: `user@domain` takes the address and its labelled forms, `user+label@domain`
// only that label, `domain` every address there but none at subdomains, `.domain` subdomains alone; no
// condition takes all. Letter case never counts (domains by DNS; local parts by this project's choice).
import { domainOf } from '../identity.ts';

export function matchesRecipients(conditions: readonly string[] | undefined, address: string): boolean {
  if (!conditions || conditions.length === 0) return true;
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  const domain = domainOf(address);
  return conditions.some((condition) => matches(condition, local, domain));
}

function matches(condition: string, local: string, domain: string): boolean {
  const at = condition.lastIndexOf('@');
  if (at >= 0) {
    const wanted = condition.slice(0, at).toLowerCase();
    return domainOf(condition) === domain && (wanted === local || wanted === withoutLabel(local));
  }
  if (condition.startsWith('.')) return domain.endsWith(`.${domainOf(condition.slice(1))}`);
  return domainOf(condition) === domain;
}

function withoutLabel(local: string): string {
  const plus = local.indexOf('+');
  return plus < 0 ? local : local.slice(0, plus);
}
