// Decides every AccessCheck of every call: gathers the policies that bear on it and asks evaluate.ts.
import type { AccessCheck, Authorize, Decision, Explanation } from '../core/access-check.ts';
import type { Call, Principal } from '../core/call.ts';
import type { NamedPolicy, PoliciesOf, PrincipalPolicies } from '../core/credentials.ts';
import { type AccessRequest, allowsOfItself, evaluate, type OwnPolicies } from './evaluate.ts';
import { explain } from './explain.ts';
import { compilePolicy } from './policy.ts';
import type { CanonicalIdOf } from './principals.ts';
import { createLookup, type Tags } from './request-keys.ts';
import type { Lookup } from './template.ts';

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
    const request = new Request(check, call, policies, canonicalIdOf);
    const sessionPolicies = sessionPoliciesOf(principal, policies);
    const own = ownPolicies(principal, policies, sessionPolicies);
    const { outcome, decidedBy } = evaluate(
      check,
      request,
      check.policy === undefined ? undefined : compilePolicy(check.policy),
      own,
    );
    const granted = outcome === 'implicit deny' ? grantedOtherwise(check, request, own) : undefined;
    const final = granted === undefined ? outcome : 'allowed';
    const decision = new Settled(check, request, policies, sessionPolicies, final, granted ?? decidedBy);
    onDecision?.(check, call, decision);
    return decision;
  };

function grantedOtherwise(
  check: AccessCheck,
  request: AccessRequest,
  own: OwnPolicies | undefined,
): string | undefined {
  if (check.otherwiseFor === 'account' && own && !allowsOfItself(own, request)) return undefined;
  return check.otherwise?.();
}

/** What a check asks, for the evaluation: most policies put no condition, so keys are looked up when one does. */
class Request implements AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  readonly trust: boolean;
  private asked: Lookup | undefined;

  constructor(
    private readonly check: AccessCheck,
    private readonly call: Call,
    private readonly policies: PrincipalPolicies | undefined,
    readonly canonicalIdOf: CanonicalIdOf | undefined,
  ) {
    this.action = lowerCase(check.action);
    this.resource = check.resource;
    this.principal = call.principal;
    this.trust = check.policyRule === 'trust';
  }

  get lookup(): Lookup {
    this.asked ??= createLookup(this.check, this.call, () => tagsOf(this.principal, this.policies));
    return this.asked;
  }
}

/** A decision with all that its explanation is made of, made when somebody asks. */
class Settled implements Decision {
  constructor(
    private readonly check: AccessCheck,
    private readonly request: AccessRequest,
    private readonly policies: PrincipalPolicies | undefined,
    private readonly sessionPolicies: readonly NamedPolicy[],
    readonly outcome: Decision['outcome'],
    readonly decidedBy: string,
  ) {}

  get allowed(): boolean {
    return this.outcome === 'allowed';
  }

  explain(): Explanation {
    const { check, request, policies, sessionPolicies, outcome, decidedBy } = this;
    return explain({ check, request, policies, sessionPolicies, outcome, decidedBy });
  }
}

/** The actions are a closed set, a few hundred names. */
const lowered = new Map<string, string>();

function lowerCase(action: string): string {
  let lower = lowered.get(action);
  if (lower === undefined) {
    lower = action.toLowerCase();
    lowered.set(action, lower);
  }
  return lower;
}

/** Only users and sessions have policies of their own. */
const isBound = ({ type }: Principal): boolean => type === 'user' || type === 'role' || type === 'federated';

const ROOT: OwnPolicies = { identity: undefined, boundary: undefined, session: undefined };
const NONE: readonly NamedPolicy[] = [];

function ownPolicies(
  principal: Principal,
  policies: PrincipalPolicies | undefined,
  sessionPolicies: readonly NamedPolicy[],
): OwnPolicies | undefined {
  if (principal.type === 'root') return ROOT;
  if (!policies) return undefined;
  const federated = principal.type === 'federated';
  return {
    identity: federated && !principal.user ? ROOT.identity : compileAll(policies.identity),
    boundary: policies.boundary && compileAll([policies.boundary]),
    session: federated || sessionPolicies.length > 0 ? compileAll(sessionPolicies) : undefined,
  };
}

const compileAll = (policies: readonly NamedPolicy[]) =>
  policies.map(({ document }) => compilePolicy(document));

function sessionPoliciesOf(
  principal: Principal,
  policies: PrincipalPolicies | undefined,
): readonly NamedPolicy[] {
  if (policies?.session) return policies.session;
  if (!('sessionPolicies' in principal) || !principal.sessionPolicies) return NONE;
  return principal.sessionPolicies.map((document) => ({
    name: `session policy of ${principal.arn}`,
    document,
  }));
}

/** A session's tags win over its role's or its user's. */
function tagsOf(principal: Principal, policies: PrincipalPolicies | undefined): Tags | undefined {
  if (!('sessionTags' in principal) || !principal.sessionTags) return policies?.tags;
  return { ...policies?.tags, ...principal.sessionTags };
}
