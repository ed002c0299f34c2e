// Whether an address can be sent to, in SES's words, which are JavaMail's (InternetAddress, strict).
//
// Seen on AWS: anymail #281 (no @), brave/accounts #35 (no domain), aws-lambda-ses-forwarder #103 (no local name),
// delphi-aws-ses #22 (whitespace), lambda-ses-forwarder #2 (illegal character). SES takes ASCII only; a domain of
// another script is given in punycode (MODEL SendEmail).
import { invalidParameter } from '../errors.ts';
import { bareAddress } from '../identity.ts';

const DOMAIN_CHARACTERS = /^[A-Za-z0-9.-]*$/;
const LOCAL_CHARACTERS = /^[^()<>,;:\\"[\]@]*$/;
/** Without control characters, blanks and everything beyond ASCII. */
const GRAPHIC = /^[\x21-\x7e]*$/;

export function requireAddress(address: string): void {
  const problem = problemOf(bareAddress(address));
  if (problem !== undefined) throw invalidParameter(problem);
}

function problemOf(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (at < 0) return "Missing final '@domain'";
  if (at === 0) return 'Missing local name';
  if (at === address.length - 1) return 'Missing domain';
  const local = address.slice(0, at);
  return problemOfLocal(local) ?? problemOfDomain(address.slice(at + 1));
}

function problemOfLocal(local: string): string | undefined {
  // What stands in quotes may be nearly anything.
  if (/^"(?:[^"\\]|\\.)*"$/.test(local)) return undefined;
  if (local.startsWith('.')) return 'Local address starts with dot';
  if (!GRAPHIC.test(local)) return 'Local address contains control or whitespace';
  if (!LOCAL_CHARACTERS.test(local)) return 'Local address contains illegal character';
  if (local.includes('..')) return 'Local address contains dot-dot';
  return local.endsWith('.') ? 'Local address ends with dot' : undefined;
}

function problemOfDomain(domain: string): string | undefined {
  if (domain.startsWith('.')) return 'Domain starts with dot';
  if (!GRAPHIC.test(domain)) return 'Domain contains control or whitespace';
  if (!DOMAIN_CHARACTERS.test(domain)) return 'Domain contains illegal character';
  if (domain.includes('..')) return 'Domain contains dot-dot';
  return domain.endsWith('.') ? 'Domain ends with dot' : undefined;
}
