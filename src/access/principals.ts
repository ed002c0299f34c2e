// The Principal and NotPrincipal elements: who a resource policy speaks of, and how closely.
import type { Principal } from '../core/call.ts';
import type { AccountId } from '../core/ids.ts';

/**
 * How a statement reaches a caller. The IAM guide's evaluation logic tells them apart: the account only
 * delegates to identity policies; a role's ARN or `*` grants within boundary and session policies; a user's or
 * a session's own ARN grants regardless of them.
 */
export const Reach = { none: 0, account: 1, limited: 2, direct: 3 } as const;
export type Reach = (typeof Reach)[keyof typeof Reach];

export interface PrincipalElement {
  readonly negated: boolean;
  /** As the document has it, for explanations and for services that check who is named. */
  readonly named: readonly NamedPrincipal[];
  /** Account ids (also for `…:root`), ARNs and unique ids. */
  readonly aws: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly canonicalUsers: ReadonlySet<string>;
  readonly everyone: boolean;
}
export interface NamedPrincipal {
  readonly kind: PrincipalKind;
  readonly value: string;
}
export const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** Whether an ARN, an account or a unique id can be an `AWS` principal, seen from an account. IAM can tell. */
export type KnowsPrincipal = (value: string, account: AccountId) => boolean;

interface NamesPrincipals {
  readonly statements: readonly { readonly principal?: { readonly named: readonly NamedPrincipal[] } }[];
}

/** Whether a policy names an `AWS` principal who is not there. */
export const namesNobody = ({ statements }: NamesPrincipals, isKnown: (value: string) => boolean): boolean =>
  statements.some(({ principal }) =>
    principal?.named.some(({ kind, value }) => kind === 'AWS' && !isKnown(value)),
  );

/** The canonical user id that stands for an account in S3's policies. */
export type CanonicalIdOf = (account: AccountId) => string;

const ROOT_ARN = /^arn:[a-z-]+:iam::(\d{12}):root$/;

export function compilePrincipals(named: readonly NamedPrincipal[], negated: boolean): PrincipalElement {
  const of = (kind: PrincipalKind) => named.filter((one) => one.kind === kind).map(({ value }) => value);
  return {
    negated,
    named,
    aws: new Set(of('AWS').map((value) => ROOT_ARN.exec(value)?.[1] ?? value)),
    services: new Set(of('Service')),
    canonicalUsers: new Set(of('CanonicalUser')),
    everyone: of('AWS').includes('*'),
  };
}

export function reachOf(
  element: PrincipalElement,
  principal: Principal,
  effect: 'Allow' | 'Deny',
  canonicalIdOf: CanonicalIdOf | undefined,
): Reach {
  if (!element.negated) return namedReach(element, principal, canonicalIdOf);
  const excepted = effect === 'Deny' ? isWhollyListed : isListedAtAll;
  return excepted(element, principal, canonicalIdOf) ? Reach.none : Reach.limited;
}

function namedReach(
  element: PrincipalElement,
  principal: Principal,
  canonicalIdOf: CanonicalIdOf | undefined,
): Reach {
  const { aws } = element;
  switch (principal.type) {
    case 'service':
      if (element.services.has(principal.service) || element.services.has('*')) return Reach.direct;
      break;
    case 'user':
      if (aws.has(principal.arn) || aws.has(principal.id)) return Reach.direct;
      break;
    case 'role':
      if (aws.has(principal.arn)) return Reach.direct;
      if (aws.has(principal.roleArn) || aws.has(principal.roleId)) return Reach.limited;
      break;
    case 'federated':
      if (aws.has(principal.arn)) return Reach.direct;
      break;
    default:
  }
  if (element.everyone) return Reach.limited;
  return 'account' in principal && namesAccount(element, principal.account, canonicalIdOf)
    ? Reach.account
    : Reach.none;
}

function namesAccount(
  { aws, canonicalUsers }: PrincipalElement,
  account: AccountId,
  canonicalIdOf: CanonicalIdOf | undefined,
): boolean {
  if (aws.has(account)) return true;
  return canonicalUsers.size > 0 && canonicalIdOf !== undefined && canonicalUsers.has(canonicalIdOf(account));
}

/**
 * NotPrincipal with Deny spares a caller only when its account and, for a session, both the role and the
 * session are listed ("you must also specify the account ARN of the not-denied principal").
 */
function isWhollyListed(
  element: PrincipalElement,
  principal: Principal,
  canonicalIdOf: CanonicalIdOf | undefined,
): boolean {
  if (element.everyone) return true;
  const { aws } = element;
  switch (principal.type) {
    case 'anonymous':
      return false;
    case 'service':
      return namedReach(element, principal, canonicalIdOf) !== Reach.none;
    case 'root':
      return namesAccount(element, principal.account, canonicalIdOf);
    case 'user':
      return (
        (aws.has(principal.arn) || aws.has(principal.id)) &&
        namesAccount(element, principal.account, canonicalIdOf)
      );
    case 'federated':
      return aws.has(principal.arn) && namesAccount(element, principal.account, canonicalIdOf);
    case 'role':
      return (
        aws.has(principal.arn) &&
        (aws.has(principal.roleArn) || aws.has(principal.roleId)) &&
        namesAccount(element, principal.account, canonicalIdOf)
      );
  }
}

/** NotPrincipal with Allow (which AWS advises against): any mention keeps the caller out, the narrower reading. */
const isListedAtAll = (
  element: PrincipalElement,
  principal: Principal,
  canonicalIdOf: CanonicalIdOf | undefined,
): boolean => namedReach(element, principal, canonicalIdOf) !== Reach.none;
