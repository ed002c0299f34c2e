// Unique ids, ARNs and the way IAM spells documents in its answers.
import type { AccountId } from '../../core/ids.ts';
import type { Random } from '../../platform/random.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** IAM guide "Unique identifiers": a prefix that tells the kind, then base32. */
export type IdPrefix = 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AKIA' | 'AIPA' | 'ACCA' | 'APKA';
const LENGTH: Readonly<Record<IdPrefix, number>> = {
  AIDA: 21,
  AROA: 21,
  AGPA: 21,
  ANPA: 21,
  AKIA: 20,
  AIPA: 21,
  ACCA: 21,
  APKA: 20,
};

export function newId(prefix: IdPrefix, random: Random): string {
  const bytes = random.bytes(LENGTH[prefix] - prefix.length);
  return prefix + Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}

/** Forty characters, as AWS makes them. */
export const newSecret = (random: Random): string => random.bytes(30).toString('base64');

export const iamArn = (account: AccountId, resource: string): string => `arn:aws:iam::${account}:${resource}`;

/** Names are unique whatever their case (IAM guide "Name requirements"). */
export const nameKey = (name: string): string => name.toLowerCase();

/** Answers carry documents percent-encoded after RFC 3986, which escapes more than encodeURIComponent. */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
