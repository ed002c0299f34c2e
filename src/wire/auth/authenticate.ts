// From a claim to a caller: who it is, and whether the signature must hold (DESIGN "Who calls").

import type { Principal, SignatureFacts } from '../../core/call.ts';
import type { Credential, FindCredential } from '../../core/credentials.ts';
import { type AccountId, DEFAULT_ACCOUNT, isAccountId } from '../../core/ids.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Exchange, headerOf } from '../exchange.ts';
import { type HeaderClaim, INCOMPLETE_QUERY, type PresignedClaim } from './claim.ts';
import { parseBasicDate, requestDate } from './dates.ts';
import { FirstUse } from './first-use.ts';
import { AuthFailure, malformed } from './problem.ts';
import { requireDay, requireRegion } from './scope.ts';
import { holdsV2, stringToSignV2 } from './sigv2.ts';
import { ALGORITHM } from './sigv4.ts';
import { ALGORITHM_V4A } from './sigv4a.ts';
import { mismatch, requireSignature, signatureFits } from './verify.ts';

export interface Authentication {
  readonly principal: Principal;
  readonly account: AccountId;
  readonly signature: SignatureFacts;
  /** What a header-signed request was signed with, where it is known: it signs the body's chunks too. */
  readonly secret?: string;
}

export interface AuthenticatorSettings {
  readonly findCredential: FindCredential;
  /** Refuse keys that nobody created. */
  readonly requireKnownKeys: boolean;
  readonly clock: Clock;
}

/** @param payloadHash as it stands in the canonical request; asked only where a signature is checked. */
export type Authenticate = (exchange: Exchange, payloadHash: PayloadHash) => Authentication;
/** @param known the key is one that somebody created, and its signature has to hold. */
export type PayloadHash = (known: boolean) => string;

export const ANONYMOUS: Authentication = {
  principal: { type: 'anonymous' },
  account: DEFAULT_ACCOUNT,
  signature: { version: 'none', type: 'none' },
};
const SIGNED_HEADER: SignatureFacts = { version: ALGORITHM, type: 'REST-HEADER' };
const SIGNED_HEADER_V4A: SignatureFacts = { version: ALGORITHM_V4A, type: 'REST-HEADER' };
/** S3 and the other services alike: fifteen minutes. */
const MAX_SKEW_MS = 15 * 60 * 1000;
const LONGEST_EXPIRES = 604_800;
const REMEMBERED_ROOTS = 10_000;

export function createAuthenticator(settings: AuthenticatorSettings): Authenticate {
  const { findCredential, requireKnownKeys, clock } = settings;
  const firstUse = new FirstUse();
  const roots = new Map<string, Authentication>();

  /** The root of the account that an unknown key stands for. */
  function rootOf(accessKeyId: string): Authentication {
    if (requireKnownKeys) throw new AuthFailure({ kind: 'unknown-key', accessKeyId });
    const remembered = roots.get(accessKeyId);
    if (remembered) return remembered;
    const account = isAccountId(accessKeyId) ? accessKeyId : DEFAULT_ACCOUNT;
    const root: Authentication = {
      principal: { type: 'root', account, accessKeyId },
      account,
      signature: SIGNED_HEADER,
    };
    if (roots.size >= REMEMBERED_ROOTS) roots.clear();
    roots.set(accessKeyId, root);
    return root;
  }

  return function authenticate(exchange, payloadHash) {
    const { claim } = exchange;
    switch (claim.kind) {
      case 'none':
        return ANONYMOUS;
      case 'malformed':
        throw malformed(claim.place, claim.problem, claim.unsupported);
      case 'header': {
        if (exchange.protocol === 'rest-xml') requireRegion(exchange, claim);
        const credential = findCredential(claim.scope.accessKeyId);
        return credential
          ? knownHeader(exchange, claim, credential, payloadHash)
          : unknownHeader(exchange, claim, payloadHash);
      }
      case 'presigned':
        return presigned(exchange, claim, findCredential(claim.scope.accessKeyId), payloadHash);
      case 'v2':
        return version2(exchange, claim, findCredential(claim.accessKeyId));
    }
  };

  function knownHeader(
    exchange: Exchange,
    claim: HeaderClaim,
    credential: Credential,
    payloadHash: PayloadHash,
  ): Authentication {
    const date = signingDate(exchange);
    if (exchange.protocol === 'rest-xml') requireDay(claim, date);
    requireUsable(credential, claim.scope.accessKeyId, headerOf(exchange, 'x-amz-security-token'));
    requireSignature(exchange, claim, date, credential.secretAccessKey, payloadHash(true));
    requireFresh(credential, headerOf(exchange, 'x-amz-security-token'), clock.now());
    requireNoSkew(date, clock.now());
    const signature = claim.algorithm === ALGORITHM ? SIGNED_HEADER : SIGNED_HEADER_V4A;
    return { ...callerOf(credential), signature, secret: credential.secretAccessKey };
  }

  function unknownHeader(exchange: Exchange, claim: HeaderClaim, payloadHash: PayloadHash): Authentication {
    const { accessKeyId } = claim.scope;
    const root = rootOf(accessKeyId);
    if (firstUse.curious(accessKeyId)) {
      const date = requestDate(exchange);
      const hash = payloadHash(false);
      firstUse.learn(
        accessKeyId,
        (guess) => date !== undefined && signatureFits(exchange, claim, date, guess, hash),
      );
    }
    const secret = firstUse.known(accessKeyId);
    if (secret === undefined || secret === root.secret) return root;
    const signing = { ...root, secret };
    roots.set(accessKeyId, signing);
    return signing;
  }

  function presigned(
    exchange: Exchange,
    claim: PresignedClaim,
    credential: Credential | undefined,
    payloadHash: PayloadHash,
  ): Authentication {
    const now = clock.now();
    const signedAt = requireUnexpired(claim, now, exchange.protocol === 'rest-xml');
    if (exchange.protocol === 'rest-xml') {
      requireRegion(exchange, claim);
      requireDay(claim, claim.date);
      requireSigned(exchange, claim);
    }
    const signature: SignatureFacts = {
      version: claim.algorithm,
      type: 'REST-QUERY-STRING',
      age: now - signedAt,
    };
    const { accessKeyId } = claim.scope;
    if (credential) {
      if (signedAt - now > MAX_SKEW_MS) throw new AuthFailure({ kind: 'presign-early', now });
      requireUsable(credential, accessKeyId, claim.token);
      requireSignature(exchange, claim, claim.date, credential.secretAccessKey, payloadHash(false));
      requireFresh(credential, claim.token, now);
      return { ...callerOf(credential), signature };
    }
    const root = rootOf(accessKeyId);
    const secret = firstUse.known(accessKeyId);
    const hash = payloadHash(false);
    if (secret !== undefined) requireSignature(exchange, claim, claim.date, secret, hash);
    else firstUse.learn(accessKeyId, (guess) => signatureFits(exchange, claim, claim.date, guess, hash));
    return { ...root, signature };
  }

  function version2(
    exchange: Exchange,
    claim: Extract<Exchange['claim'], { kind: 'v2' }>,
    credential: Credential | undefined,
  ): Authentication {
    const { accessKeyId, expires, place } = claim;
    const now = clock.now();
    if (place === 'query') {
      if (expires === undefined || !/^\d{1,12}$/.test(expires)) {
        throw malformed('query', `Invalid date (should be seconds since epoch): ${expires ?? ''}`);
      }
      const expiry = Number(expires) * 1000;
      if (expiry < now) throw new AuthFailure({ kind: 'presign-expired', expiresSeconds: 0, expiry, now });
    }
    const secret = credential?.secretAccessKey ?? firstUse.known(accessKeyId);
    const token =
      headerOf(exchange, 'x-amz-security-token') ??
      (place === 'query' ? exchange.query?.getIgnoringCase('x-amz-security-token') : undefined);
    if (credential) requireUsable(credential, accessKeyId, token);
    if (credential && place === 'header') requireNoSkew(signingDate(exchange), now);
    if (secret !== undefined && (credential || place === 'query')) {
      if (!holdsV2(exchange, expires, secret, claim.signature)) {
        throw mismatch(accessKeyId, claim.signature, stringToSignV2(exchange, expires), '');
      }
    }
    if (credential) requireFresh(credential, token, now);
    const signature: SignatureFacts = {
      version: 'AWS',
      type: place === 'header' ? 'REST-HEADER' : 'REST-QUERY-STRING',
    };
    return { ...(credential ? callerOf(credential) : rootOf(accessKeyId)), signature };
  }
}

const callerOf = ({ principal }: Credential) => ({
  principal,
  account: 'account' in principal ? principal.account : DEFAULT_ACCOUNT,
});

function requireUsable(credential: Credential, accessKeyId: string, token: string | undefined): void {
  if (!credential.active) throw new AuthFailure({ kind: 'inactive-key', accessKeyId });
  if (credential.sessionToken === undefined ? token !== undefined : token !== credential.sessionToken) {
    throw new AuthFailure({ kind: 'bad-token' });
  }
}

function requireFresh({ expiresAt }: Credential, token: string | undefined, now: number): void {
  if (expiresAt !== undefined && expiresAt <= now) {
    throw new AuthFailure({ kind: 'expired-token', token: token ?? '' });
  }
}

function signingDate(exchange: Exchange): string {
  const date = requestDate(exchange);
  if (date !== undefined) return date;
  throw malformed('header', 'AWS authentication requires a valid Date or x-amz-date header');
}

function requireNoSkew(date: string, now: number): void {
  const signedAt = parseBasicDate(date) ?? 0;
  if (Math.abs(signedAt - now) <= MAX_SKEW_MS) return;
  throw new AuthFailure({ kind: 'skewed', requestTime: date, now, late: signedAt < now });
}

/** A URL that was lent to somebody says all that it allows: no x-amz-* header may be added (recorded of S3). */
function requireSigned({ message }: Exchange, { signedHeaders }: PresignedClaim): void {
  const names = Object.keys(message.headers).filter(
    (name) => name.startsWith('x-amz-') && name !== 'x-amz-content-sha256' && !signedHeaders.includes(name),
  );
  if (names.length > 0) throw new AuthFailure({ kind: 'unsigned-headers', names });
}

/** @returns when it was signed. */
function requireUnexpired(claim: PresignedClaim, now: number, expiresRequired: boolean): number {
  const signedAt = parseBasicDate(claim.date);
  if (signedAt === undefined) {
    throw malformed('query', "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (expiresRequired && claim.expires === undefined) throw malformed('query', INCOMPLETE_QUERY);
  // The other services' presigned requests carry no X-Amz-Expires: AWS gives them fifteen minutes.
  const seconds = claim.expires === undefined ? MAX_SKEW_MS / 1000 : Number(claim.expires);
  if (claim.expires !== undefined && !/^-?\d{1,15}$/.test(claim.expires)) {
    throw malformed('query', 'X-Amz-Expires should be a number');
  }
  if (seconds < 0) throw malformed('query', 'X-Amz-Expires must be non-negative');
  if (seconds > LONGEST_EXPIRES) {
    throw malformed(
      'query',
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  const expiry = signedAt + seconds * 1000;
  if (expiry < now) throw new AuthFailure({ kind: 'presign-expired', expiresSeconds: seconds, expiry, now });
  return signedAt;
}
