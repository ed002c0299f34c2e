// Decides every AccessCheck of every call: gathers the policies that bear on it and asks evaluate.ts.
import type { AccessCheck, Authorize, Decision } from '../core/access-check.ts';
import type { Call, Principal } from '../core/call.ts';
import type { NamedPolicy, PoliciesOf, PrincipalPolicies } from '../core/credentials.ts';
import { type AccessRequest, evaluate, type OwnPolicies } from './evaluate.ts';
import { explain } from './explain.ts';
import { compilePolicy } from './policy.ts';
import type { CanonicalIdOf } from './principals.ts';
import { createLookup, type Tags } from './request-keys.ts';

export interface AuthorizerSettings {
  readonly policiesOf: PoliciesOf;
  readonly onDecision?: OnDecision | undefined;
  /** What a bucket policy's CanonicalUser means. */
  readonly canonicalIdOf?: CanonicalIdOf | undefined;
}
export type OnDecision = (check: AccessCheck, call: Call, decision: Decision) => void;

export const createAuthorizer = ({ policiesOf, onDecision, canonicalIdOf }: AuthorizerSettings): Authorize =>
  function authorize(check, call) {
    const { principal } = call;
    const policies = isBound(principal) ? policiesOf(principal) : undefined;
    const request: AccessRequest = {
      action: check.action.toLowerCase(),
      resource: check.resource,
      principal,
      lookup: createLookup(check, call, () => tagsOf(principal, policies)),
      trust: check.policyRule === 'trust',
      canonicalIdOf,
    };
    const sessionPolicies = sessionPoliciesOf(principal, policies);
    const { outcome, decidedBy } = evaluate(
      check,
      request,
      check.policy === undefined ? undefined : compilePolicy(check.policy),
      ownPolicies(principal, policies, sessionPolicies),
    );
    const granted = outcome === 'implicit deny' ? check.otherwise?.() : undefined;
    const final = granted === undefined ? outcome : 'allowed';
    const by = granted ?? decidedBy;
    const decision: Decision = {
      allowed: final === 'allowed',
      outcome: final,
      decidedBy: by,
      explain: () => explain({ check, request, policies, sessionPolicies, outcome: final, decidedBy: by }),
    };
    onDecision?.(check, call, decision);
    return decision;
  };

/** Only users and sessions have policies of their own. */
const isBound = (principal: Principal): boolean => principal.type === 'user' || principal.type === 'role';

const ROOT: OwnPolicies = { identity: undefined, boundary: undefined, session: undefined };
const NONE: readonly NamedPolicy[] = [];

function ownPolicies(
  principal: Principal,
  policies: PrincipalPolicies | undefined,
  sessionPolicies: readonly NamedPolicy[],
): OwnPolicies | undefined {
  if (principal.type === 'root') return ROOT;
  if (!policies) return undefined;
  return {
    identity: compileAll(policies.identity),
    boundary: policies.boundary && compileAll([policies.boundary]),
    session: sessionPolicies.length > 0 ? compileAll(sessionPolicies) : undefined,
  };
}

const compileAll = (policies: readonly NamedPolicy[]) =>
  policies.map(({ document }) => compilePolicy(document));

function sessionPoliciesOf(
  principal: Principal,
  policies: PrincipalPolicies | undefined,
): readonly NamedPolicy[] {
  if (policies?.session) return policies.session;
  if (principal.type !== 'role' || !principal.sessionPolicies) return NONE;
  return principal.sessionPolicies.map((document) => ({
    name: `session policy of ${principal.arn}`,
    document,
  }));
}

/** A session's tags win over its role's. */
function tagsOf(principal: Principal, policies: PrincipalPolicies | undefined): Tags | undefined {
  if (principal.type !== 'role' || !principal.sessionTags) return policies?.tags;
  return { ...policies?.tags, ...principal.sessionTags };
}
