// Grants: what one is, whom it lets in, and its token.
import type { Principal } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import type { KeyArn } from './key.ts';
import type { EncryptionContext, GrantOperation } from './shapes.ts';
import type { Wrapping } from './wrapping.ts';

export interface GrantConstraints {
  readonly EncryptionContextSubset?: EncryptionContext | undefined;
  readonly EncryptionContextEquals?: EncryptionContext | undefined;
}

export interface Grant {
  /** 64 hex digits. */
  readonly id: string;
  readonly keyArn: KeyArn;
  readonly name: string;
  readonly grantee: string;
  readonly retiring: string | undefined;
  readonly issuingAccount: AccountId;
  readonly operations: readonly GrantOperation[];
  readonly constraints: GrantConstraints | undefined;
  readonly created: number;
}

/** Whether a grant's principal is the caller: itself, its role, its account's root, or a service by name. */
export function isPrincipal(named: string, principal: Principal): boolean {
  switch (principal.type) {
    case 'root':
      return named === principal.account || named === `arn:aws:iam::${principal.account}:root`;
    case 'user':
    case 'federated':
      return named === principal.arn;
    case 'role':
      return named === principal.arn || named === principal.roleArn;
    case 'service':
      return named === principal.service;
    case 'anonymous':
      return false;
  }
}

/**
 * Operations that carry no encryption context of their own: constraints do not apply (CreateGrant's page).
 * For CreateGrant they bind the new grant instead: `isNarrower`.
 */
const UNCONSTRAINED: ReadonlySet<GrantOperation> = new Set([
  'DescribeKey',
  'RetireGrant',
  'GetPublicKey',
  'CreateGrant',
]);

export function permits(
  grant: Grant,
  operation: GrantOperation,
  principal: Principal,
  context: EncryptionContext | undefined,
): boolean {
  if (!grant.operations.includes(operation) || !isPrincipal(grant.grantee, principal)) return false;
  return UNCONSTRAINED.has(operation) || satisfies(grant.constraints, context ?? {});
}

/** Exact and case-sensitive, as the developer guide has it (facts/kms.md §9: the sources disagree). */
export function satisfies(constraints: GrantConstraints | undefined, context: EncryptionContext): boolean {
  if (!constraints) return true;
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = constraints;
  if (equal && Object.keys(equal).length !== Object.keys(context).length) return false;
  return includes(context, equal) && includes(context, subset);
}

function includes(context: EncryptionContext, pairs: EncryptionContext | undefined): boolean {
  return Object.entries(pairs ?? {}).every(
    ([name, value]) => Object.hasOwn(context, name) && context[name] === value,
  );
}

/** Whether a new grant gives no more than the one through which it is made (CreateGrant's page). */
export function isNarrower(
  operations: readonly GrantOperation[],
  constraints: GrantConstraints | undefined,
  parent: Grant,
): boolean {
  if (!operations.every((operation) => parent.operations.includes(operation))) return false;
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = parent.constraints ?? {};
  const own = constraints ?? {};
  if (equal) {
    const same = own.EncryptionContextEquals;
    return same !== undefined && satisfies({ EncryptionContextEquals: equal }, same);
  }
  return includes(own.EncryptionContextEquals ?? own.EncryptionContextSubset ?? {}, subset);
}

// ── Tokens ───────────────────────────────────────────────────────────────────────────────────────────

const ID_BYTES = 32;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/**
 * A token names its grant and proves that CreateGrant gave it out; each is unique, all of one grant serve
 * alike. Nothing is stored for it: grants here are consistent at once, so a token only has to be true.
 */
export function writeToken(grantId: string, salt: Buffer, wrapping: Wrapping): string {
  const body = Buffer.concat([Buffer.from(grantId, 'hex'), salt]);
  return Buffer.concat([body, wrapping.fingerprint('grant token', body)]).toString('base64url');
}

export const TOKEN_SALT_BYTES = SALT_BYTES;

/** The grant's id; undefined for a token that CreateGrant did not write. */
export function readToken(token: string, wrapping: Wrapping): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + SALT_BYTES + TAG_BYTES) return undefined;
  const body = bytes.subarray(0, ID_BYTES + SALT_BYTES);
  if (!wrapping.matches(bytes.subarray(body.length), 'grant token', body)) return undefined;
  return body.toString('hex', 0, ID_BYTES);
}
