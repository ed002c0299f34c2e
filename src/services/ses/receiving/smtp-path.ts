// The argument of MAIL FROM and RCPT TO: RFC 5321's path and the parameters behind it. Pure.
//
// smtp-server 3.21 knows no blank and no @ in a quoted name, makes `bücher` of a domain that was sent as
// `xn--bcher-kva`, and refuses names that SES verifies (`my_company.example`). So it is shown the parameters alone.
import { isIPv4, isIPv6 } from 'node:net';

export interface Path {
  /** As it was sent; empty for the sender of a bounce. */
  readonly address: string;
  /** What stands behind the path, parameters of extensions. */
  readonly rest: string;
}

/** RFC 5321 §4.5.3.1.3: with its brackets. */
const LONGEST = 256;

/** A route (`@a,@b:`) must be taken and is of no use (§4.1.1.3, appendix F.2). */
const ROUTE = /^@[^\s,:@]+(?:,@[^\s,:@]+)*:/;
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const DOT_STRING = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);
const QUOTED_STRING = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;
/** An underscore is none of RFC 5321's characters, but of those a domain identity of SES may have. */
const LABEL = '[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?';
const DOMAIN = new RegExp(`^(?=.{1,255}$)${LABEL}(?:\\.${LABEL})*$`);
const LITERAL = /^\[(?:IPv6:(?<v6>[^\]]+)|(?<v4>[^\]]+))\]$/i;

/** Undefined where it is no path. */
export function readPath(text: string): Path | undefined {
  const given = text.trimStart();
  const end = endOfPath(given);
  if (end === undefined || end > LONGEST) return undefined;
  const rest = given.slice(end);
  if (rest !== '' && !/^\s/.test(rest)) return undefined;
  const address = given.slice(1, end - 1).replace(ROUTE, '');
  return address === '' || isMailbox(address) ? { address, rest } : undefined;
}

/** The place behind its bracket, which may stand in quotes as well. */
function endOfPath(text: string): number | undefined {
  if (!text.startsWith('<')) return undefined;
  let quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (character === '\\') at += 1;
    else if (character === '>' && !quoted) return at + 1;
  }
  return undefined;
}

function isMailbox(address: string): boolean {
  const at = address.lastIndexOf('@');
  // §4.1.1.3: the postmaster needs no domain.
  if (at < 0) return address.toLowerCase() === 'postmaster';
  const local = address.slice(0, at);
  return (DOT_STRING.test(local) || QUOTED_STRING.test(local)) && isDomain(address.slice(at + 1));
}

function isDomain(domain: string): boolean {
  const { v4, v6 } = LITERAL.exec(domain)?.groups ?? {};
  return DOMAIN.test(domain) || isIPv4(v4 ?? '') || isIPv6(v6 ?? '');
}
