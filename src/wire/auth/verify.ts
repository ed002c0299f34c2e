// Whether a Version 4 signature holds.
import type { SignatureAlgorithm } from '../../core/call.ts';
import { type Exchange, headerOf } from '../exchange.ts';
import { QueryString } from '../query-string.ts';
import type { HeaderClaim, PresignedClaim, Scope } from './claim.ts';
import { AuthFailure } from './problem.ts';
import {
  type CanonicalParts,
  canonicalPath,
  canonicalRequest,
  encodedPath,
  sameSignature,
  sign,
  signingKey,
  stringToSign,
} from './sigv4.ts';
import { ALGORITHM_V4A, holdsV4a } from './sigv4a.ts';

type SignedClaim = HeaderClaim | PresignedClaim;

export function requireSignature(
  exchange: Exchange,
  claim: SignedClaim,
  date: string,
  secret: string,
  payloadHash: string,
): void {
  if (!signatureFits(exchange, claim, date, secret, payloadHash)) {
    const canonical = canonicalRequest(partsOf(exchange, claim, payloadHash), signedPath(exchange));
    throw mismatch(
      claim.scope.accessKeyId,
      claim.signature,
      stringToSign(claim.algorithm, canonical, date, claim.scope),
      canonical,
    );
  }
}

export const mismatch = (
  accessKeyId: string,
  signature: string,
  text: string,
  canonical: string,
): AuthFailure =>
  new AuthFailure({
    kind: 'mismatch',
    accessKeyId,
    signature,
    stringToSign: text,
    canonicalRequest: canonical,
  });

export function signatureFits(
  exchange: Exchange,
  claim: SignedClaim,
  date: string,
  secret: string,
  payloadHash: string,
): boolean {
  const { algorithm, scope, signature } = claim;
  const fits = (parts: CanonicalParts, path: string) =>
    holds(
      algorithm,
      secret,
      scope,
      stringToSign(algorithm, canonicalRequest(parts, path), date, scope),
      signature,
    );
  const parts = partsOf(exchange, claim, payloadHash);
  const path = signedPath(exchange);
  if (fits(parts, path)) return true;
  // Some clients sign the path exactly as they spell it, and some send one header more than once.
  if (path !== exchange.path && fits(parts, exchange.path)) return true;
  const repeated = { ...parts, header: (name: string) => repeatedHeader(exchange, name) };
  return (
    parts.signedHeaders.some((name) => repeated.header(name) !== parts.header(name)) && fits(repeated, path)
  );
}

/** Whether `signature` is that of `text`. */
export const holds = (
  algorithm: SignatureAlgorithm,
  secret: string,
  scope: Scope,
  text: string,
  signature: string,
): boolean =>
  algorithm === ALGORITHM_V4A
    ? holdsV4a(secret, scope, text, signature)
    : sameSignature(sign(signingKey(secret, scope), text), signature);

const signedPath = ({ path, protocol }: Exchange): string =>
  protocol === 'rest-json' ? encodedPath(path) : canonicalPath(path);

function partsOf(exchange: Exchange, claim: SignedClaim, payloadHash: string): CanonicalParts {
  return {
    method: exchange.method,
    path: exchange.path,
    queryText: exchange.queryText,
    query: exchange.query ?? QueryString.empty,
    header: (name) => squeezed(headerOf(exchange, name) ?? inUrl(exchange, claim, name) ?? ''),
    signedHeaders: claim.signedHeaders,
    payloadHash,
  };
}

/** A URL may say in its query a header of AWS's own that it signs: it need not be sent beside (recorded of S3). */
const inUrl = ({ query }: Exchange, { kind }: SignedClaim, name: string): string | undefined =>
  kind === 'presigned' && name.startsWith('x-amz-') ? query?.getIgnoringCase(name) : undefined;

function repeatedHeader({ message }: Exchange, name: string): string {
  const values: string[] = [];
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2) {
    if (message.rawHeaders[i]?.toLowerCase() === name) values.push(squeezed(message.rawHeaders[i + 1] ?? ''));
  }
  return values.join(',');
}

const squeezed = (value: string): string => (value.includes('  ') ? value.replace(/ +/g, ' ') : value).trim();
