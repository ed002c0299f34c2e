// Which identities stand for an address, and what may be one. Pure.
import { domainToASCII } from 'node:url';
import { invalidParameter } from './errors.ts';

/** Labels of letters, digits and hyphens, or of other scripts; at least two of them. */
const DOMAIN =
  /^(?=.{1,253}$)([a-z0-9_\u0080-\uffff]([a-z0-9_\u0080-\uffff-]*[a-z0-9\u0080-\uffff])?\.)+[a-z0-9\u0080-\uffff-]{2,}$/i;
const ADDRESS = /^[^\s@<>,;:\\"()[\]]+@[^\s@<>,;:\\"()[\].]+(\.[^\s@<>,;:\\"()[\].]+)+$/;
const LONGEST_ADDRESS = 320;

export function requireDomain(name: string): void {
  if (!DOMAIN.test(name)) throw invalidParameter(`Invalid domain name ${name}.`);
}

export function requireEmailAddress(address: string): void {
  if (address.length > LONGEST_ADDRESS || !ADDRESS.test(address)) {
    // Seen on AWS: Optum/dce #143.
    throw invalidParameter(`Invalid email address<${address}>.`);
  }
}

/** RFC 1035 §2.3.4. A header may name a longer one, which is then nobody's. */
const LONGEST_DOMAIN = 253;

/** What needs no conversion, which is nearly everything. */
const PLAIN = /^[a-z0-9.-]+$/;

/** The domain of an address in the form DNS knows (lower case, punycode); empty when there is none. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (domain.length > LONGEST_DOMAIN || PLAIN.test(domain)) return domain;
  return domainToASCII(domain) || domain;
}

/**
 * The name before the @ in the one form in which names are compared: `"user"` and `user` are the same mailbox (RFC 5321
 * §4.1.2), and letter case does not count here (this project's choice).
 */
export function localOf(address: string): string {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(local)?.[1];
  return quoted === undefined ? local : quoted.replace(/\\(.)/gs, '$1');
}

/**
 * The address, its domain and every parent domain, most specific first: a verified parent covers its
 * subdomains (facts/ses-receiving.md §2).
 */
export function identitiesFor(address: string): string[] {
  const domain = domainOf(address);
  if (domain.length > LONGEST_DOMAIN) return [];
  const labels = domain.split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const names = domains.length > 0 ? domains : [domain];
  return address.includes('@') ? [`${localOf(address)}@${domain}`, ...names] : names;
}

/** `Name <a@b>` and `<a@b>` name the address that SES looks up. */
export function bareAddress(text: string): string {
  const angled = /<([^<>]*)>\s*$/.exec(text);
  return (angled?.[1] ?? text).trim();
}
