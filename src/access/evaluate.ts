// AWS's evaluation logic as pure functions: what each policy says, and what follows from all of them.
//
// IAM guide "Policy evaluation logic" (within one account, across accounts, with boundaries and session
// policies); KMS guide "policy-evaluation" and facts/kms.md §9 for `key`.
import type { AccessCheck } from '../core/access-check.ts';
import type { Principal } from '../core/call.ts';
import type { CompiledPolicy, Statement } from './policy.ts';
import { type CanonicalIdOf, Reach, reachOf } from './principals.ts';
import type { Lookup } from './template.ts';

export interface AccessRequest {
  /** Lower case. */
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  readonly lookup: Lookup;
  /** Statements of a trust policy have no Resource element. */
  readonly trust: boolean;
  readonly canonicalIdOf: CanonicalIdOf | undefined;
}

/** Whether all but the principal fits. */
export function fits(statement: Statement, request: AccessRequest): boolean {
  if (!statement.action?.(request.action)) return false;
  if (statement.resource) {
    if (!statement.resource(request.resource, request.lookup)) return false;
  } else if (!request.trust) return false;
  for (const condition of statement.conditions) if (!condition.holds(request.lookup)) return false;
  return true;
}

/** How closely a resource policy's Allow reaches the caller; `deny` when a Deny does at all. */
export function askResourcePolicy(policy: CompiledPolicy, request: AccessRequest): Reach | 'deny' {
  let reached: Reach = Reach.none;
  for (const statement of policy.statements) {
    if (!statement.principal) continue;
    const reach = reachOf(statement.principal, request.principal, statement.effect, request.canonicalIdOf);
    if (statement.effect === 'Allow' ? reach <= reached : reach === Reach.none) continue;
    if (!fits(statement, request)) continue;
    if (statement.effect === 'Deny') return 'deny';
    reached = reach;
  }
  return reached;
}

/** What policies attached to the caller say together. */
export function askPolicies(
  policies: readonly CompiledPolicy[],
  request: AccessRequest,
): 'allow' | 'deny' | 'nothing' {
  let answer: 'allow' | 'nothing' = 'nothing';
  for (const { statements } of policies) {
    for (const statement of statements) {
      if (statement.effect === 'Allow' && answer === 'allow') continue;
      if (!fits(statement, request)) continue;
      if (statement.effect === 'Deny') return 'deny';
      answer = 'allow';
    }
  }
  return answer;
}

/** The caller's own policies, compiled. */
export interface OwnPolicies {
  /** Undefined: an account's root, whose identity allows everything. */
  readonly identity: readonly CompiledPolicy[] | undefined;
  readonly boundary: readonly CompiledPolicy[] | undefined;
  readonly session: readonly CompiledPolicy[] | undefined;
}

export type PolicyKind =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy';

export interface Verdict {
  readonly outcome: 'allowed' | 'explicit deny' | 'implicit deny';
  readonly decidedBy: PolicyKind;
}

const verdict = (outcome: Verdict['outcome'], decidedBy: PolicyKind): Verdict => ({ outcome, decidedBy });

const DENIED_BY = {
  identity: verdict('explicit deny', 'identity-based policy'),
  resource: verdict('explicit deny', 'resource-based policy'),
  boundary: verdict('explicit deny', 'permissions boundary'),
  session: verdict('explicit deny', 'session policy'),
};
const ALLOWED_BY = {
  identity: verdict('allowed', 'identity-based policy'),
  resource: verdict('allowed', 'resource-based policy'),
};
const NOT_ALLOWED_BY = {
  identity: verdict('implicit deny', 'identity-based policy'),
  resource: verdict('implicit deny', 'resource-based policy'),
  boundary: verdict('implicit deny', 'permissions boundary'),
  session: verdict('implicit deny', 'session policy'),
};

/** Whether the caller's account lets the caller do it, whoever owns the resource. */
export const allowsOfItself = (
  { identity, boundary, session }: OwnPolicies,
  request: AccessRequest,
): boolean =>
  [identity, boundary, session].every(
    (policies) => policies === undefined || askPolicies(policies, request) === 'allow',
  );

/** "You cannot call any IAM operations", nor STS's but GetCallerIdentity, which asks for no leave (API_GetFederationToken). */
const isBarred = ({ principal, action }: AccessRequest): boolean =>
  principal.type === 'federated' && /^(iam|sts):/.test(action);

/** @param own undefined for services and strangers, who have no policies of their own. */
export function evaluate(
  check: AccessCheck,
  request: AccessRequest,
  resourcePolicy: CompiledPolicy | undefined,
  own: OwnPolicies | undefined,
): Verdict {
  if (isBarred(request)) return NOT_ALLOWED_BY.identity;
  const said = resourcePolicy ? askResourcePolicy(resourcePolicy, request) : Reach.none;
  if (said === 'deny') return DENIED_BY.resource;
  const reach = check.policyRule === 'denies' ? Reach.none : said;
  const { principal } = request;
  if (!own || !('account' in principal)) {
    return reach === Reach.none ? NOT_ALLOWED_BY.resource : ALLOWED_BY.resource;
  }

  const identity = own.identity ? askPolicies(own.identity, request) : 'allow';
  const boundary = own.boundary ? askPolicies(own.boundary, request) : 'allow';
  const session = own.session ? askPolicies(own.session, request) : 'allow';
  if (identity === 'deny') return DENIED_BY.identity;
  if (boundary === 'deny') return DENIED_BY.boundary;
  if (session === 'deny') return DENIED_BY.session;

  const sameAccount = principal.account === check.account;
  if (sameAccount && reach === Reach.direct) return ALLOWED_BY.resource;

  const granted = sameAccount && reach === Reach.limited;
  const { policyRule } = check;
  const ownersOwn = sameAccount && (policyRule === undefined || policyRule === 'denies');
  const identityCounts = ownersOwn || reach !== Reach.none;
  if (!granted && !identityCounts) return NOT_ALLOWED_BY.resource;
  if (!granted && identity !== 'allow') return NOT_ALLOWED_BY.identity;
  if (boundary !== 'allow') return NOT_ALLOWED_BY.boundary;
  if (session !== 'allow') return NOT_ALLOWED_BY.session;
  return granted ? ALLOWED_BY.resource : ALLOWED_BY.identity;
}
