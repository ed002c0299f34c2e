// Why a decision fell as it did: every statement looked at, and the first element that did not fit.
import type { AccessCheck, Explanation, StatementReport } from '../core/access-check.ts';
import { principalArn } from '../core/call.ts';
import type { PrincipalPolicies } from '../core/credentials.ts';
import { describeFailure } from './condition.ts';
import type { AccessRequest } from './evaluate.ts';
import { compilePolicy, type Statement } from './policy.ts';
import { Reach, reachOf } from './principals.ts';

export interface Explained {
  readonly check: AccessCheck;
  readonly request: AccessRequest;
  readonly policies: PrincipalPolicies | undefined;
  readonly sessionPolicies: readonly { readonly name: string; readonly document: string }[];
  readonly outcome: string;
  readonly decidedBy: string;
}

export function explain(explained: Explained): Explanation {
  const { check, request, policies, sessionPolicies } = explained;
  const statements: StatementReport[] = [];
  if (check.policy !== undefined) {
    report(resourcePolicyName(check), check.policy, request, true, statements);
  }
  for (const { name, document } of policies?.identity ?? []) {
    report(name, document, request, false, statements);
  }
  if (policies?.boundary) {
    const { name, document } = policies.boundary;
    report(`permissions boundary ${name}`, document, request, false, statements);
  }
  for (const { name, document } of sessionPolicies) report(name, document, request, false, statements);
  return { summary: summarise(explained), statements };
}

function report(
  policy: string,
  document: string,
  request: AccessRequest,
  isResourcePolicy: boolean,
  into: StatementReport[],
): void {
  for (const statement of compilePolicy(document).statements) {
    const failed = firstFailure(statement, request, isResourcePolicy);
    into.push({
      policy,
      sid: statement.sid,
      effect: statement.effect,
      matched: failed === undefined,
      ...(failed !== undefined && { failed }),
    });
  }
}

/** Undefined when the statement applies: says the same as `fits` and `reachOf` do, slower and in words. */
export function firstFailure(
  statement: Statement,
  request: AccessRequest,
  isResourcePolicy: boolean,
): string | undefined {
  const { elements, principal } = statement;
  if (isResourcePolicy) {
    if (!principal) return 'the statement has no Principal';
    const reach = reachOf(principal, request.principal, statement.effect, request.canonicalIdOf);
    if (reach === Reach.none) {
      const named = principal.named.map(({ kind, value }) => `${kind} ${value}`).join(', ');
      const element = principal.negated ? 'NotPrincipal' : 'Principal';
      return `${element}: '${principalArn(request.principal)}' against [${named}]`;
    }
  }
  if (!statement.action) return 'the statement has no Action';
  if (!statement.action(request.action)) {
    return `${nameOf('Action', elements.action)}: '${request.action}' against ${list(elements.action?.patterns)}`;
  }
  if (!statement.resource && !request.trust) return 'the statement has no Resource';
  if (statement.resource && !statement.resource(request.resource, request.lookup)) {
    return `${nameOf('Resource', elements.resource)}: '${request.resource}' against ${list(elements.resource?.patterns)}`;
  }
  const failed = statement.conditions.find((condition) => !condition.holds(request.lookup));
  return failed && describeFailure(failed, request.lookup);
}

const nameOf = (element: string, patterns: { readonly negated: boolean } | undefined): string =>
  patterns?.negated ? `Not${element}` : element;

const list = (patterns: readonly string[] = []): string =>
  `[${patterns.map((one) => `'${one}'`).join(', ')}]`;

function resourcePolicyName(check: AccessCheck): string {
  if (check.policyRule === 'key') return 'key policy';
  if (check.policyRule === 'trust') return 'trust policy';
  return check.action.startsWith('s3:') ? 'bucket policy' : 'resource policy';
}

function summarise({ check, request, outcome, decidedBy }: Explained): string {
  const who = principalArn(request.principal);
  const what = `${who} ${check.action} on ${check.resource}`;
  switch (outcome) {
    case 'allowed':
      return `${what}: allowed by ${decidedBy}`;
    case 'explicit deny':
      return `${what}: denied explicitly in ${decidedBy}`;
    default:
      return `${what}: denied, no ${decidedBy} allows it`;
  }
}
