// Signature Version 4: the canonical request, the string to sign, the signing keys.
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { SignatureAlgorithm } from '../../core/call.ts';
import { percentDecode, percentEncode } from '../percent.ts';
import type { QueryString } from '../query-string.ts';
import type { Scope } from './claim.ts';

export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
export const ALGORITHM = 'AWS4-HMAC-SHA256';

export interface CanonicalParts {
  readonly method: string;
  readonly path: string;
  readonly queryText: string;
  readonly query: QueryString;
  readonly header: (name: string) => string;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

/** Node hands header bytes over as latin-1, so the whole text is hashed as latin-1: the very bytes sent. */
export function canonicalRequest(parts: CanonicalParts, path: string): string {
  let headers = '';
  for (const name of parts.signedHeaders) headers += `${name}:${parts.header(name)}\n`;
  return `${parts.method}\n${path}\n${canonicalQuery(parts)}\n${headers}\n${parts.signedHeaders.join(';')}\n${parts.payloadHash}`;
}

/** One encoding of the path, segments left as they are: S3's form; most other services' path is always `/`. */
export function canonicalPath(path: string): string {
  if (/^[A-Za-z0-9\-._~/]*$/.test(path)) return path;
  const decoded = percentDecode(path);
  return decoded === undefined ? path : decoded.split('/').map(percentEncode).join('/');
}

/** Every service's form but S3's: what was sent, escapes and all, encoded once more. */
export const encodedPath = (path: string): string => path.split('/').map(percentEncode).join('/');

function canonicalQuery({ queryText, query }: CanonicalParts): string {
  if (queryText === '') return '';
  return query.pairs
    .filter(([name]) => name.toLowerCase() !== 'x-amz-signature')
    .map(([name, value]): [string, string] => [percentEncode(name), percentEncode(value)])
    .sort(([aName, aValue], [bName, bValue]) =>
      aName < bName ? -1 : aName > bName ? 1 : aValue < bValue ? -1 : aValue > bValue ? 1 : 0,
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

export const stringToSign = (
  algorithm: SignatureAlgorithm,
  canonical: string,
  date: string,
  scope: Scope,
): string =>
  `${algorithm}\n${date}\n${scope.text}\n${hash('sha256', Buffer.from(canonical, 'latin1'), 'hex')}`;

export const sign = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(text, 'latin1').digest('hex');

/** Compares in constant time. */
export function sameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected, 'latin1');
  const b = Buffer.from(given, 'latin1');
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What the chunks of a signed body are signed with. */
export interface ChunkSigning {
  readonly algorithm: SignatureAlgorithm;
  readonly secret: string;
  readonly date: string;
  readonly scope: Scope;
  /** The header's own signature, which the first chunk's signature builds on. */
  readonly seed: string;
}

interface CachedKey {
  readonly secret: string;
  readonly key: Buffer;
}
const signingKeys = new Map<string, CachedKey>();
const REMEMBERED = 1_000;

/** Four HMACs a day and scope, not a request. */
export function signingKey(secret: string, scope: Scope): Buffer {
  const name = `${scope.accessKeyId}/${scope.text}`;
  const cached = signingKeys.get(name);
  if (cached && cached.secret === secret) return cached.key;
  const step = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = step(
    step(step(step(`AWS4${secret}`, scope.date), scope.region), scope.service),
    'aws4_request',
  );
  if (signingKeys.size >= REMEMBERED) signingKeys.clear();
  signingKeys.set(name, { secret, key });
  return key;
}
