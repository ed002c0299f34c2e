// A header of a rest-xml request: the one that was sent or, in a presigned URL, the parameter that stands for it.
import { isInUrl } from '../auth/claim.ts';
import { type Exchange, headerOf } from '../exchange.ts';

/** SDKs hoist these into the URLs they sign. AWS passes over checksums there (aws/aws-sdk#480). */
const HOISTABLE = /^(?:if-|x-amz-(?!checksum-(?!mode)|sdk-))/;

export function sentHeader(exchange: Exchange, name: string): string | undefined {
  const header = headerOf(exchange, name);
  if (header !== undefined || !isInUrl(exchange.claim) || !HOISTABLE.test(name)) return header;
  return exchange.query?.getIgnoringCase(name);
}

/** The names that begin so, in lower case. */
export function sentNames(exchange: Exchange, prefix: string): string[] {
  const names = Object.keys(exchange.message.headers).filter((name) => name.startsWith(prefix));
  if (!isInUrl(exchange.claim)) return names;
  const hoisted = (exchange.query?.pairs ?? []).map(([name]) => name.toLowerCase());
  return [...new Set([...names, ...hoisted.filter((name) => name.startsWith(prefix))])];
}
