// The policy simulator: the authorizer's own evaluation, fed with the context the caller gives and nothing else.

import { type AccessRequest, askPolicies, askResourcePolicy, evaluate } from '../../access/evaluate.ts';
import { firstFailure } from '../../access/explain.ts';
import { compilePolicy, type Statement } from '../../access/policy.ts';
import { Reach } from '../../access/principals.ts';
import { parsePolicyText, variableKeys } from '../../access/template.ts';
import type { AccessCheck } from '../../core/access-check.ts';
import { parseArn } from '../../core/arn.ts';
import type { Principal } from '../../core/call.ts';
import type { NamedPolicy } from '../../core/credentials.ts';
import { type AccountId, isAccountId } from '../../core/ids.ts';
import { type Span, statementSpans } from './statement-positions.ts';

export interface Simulation {
  readonly principal: Principal;
  readonly account: AccountId;
  readonly identity: readonly NamedPolicy[];
  readonly boundary: readonly NamedPolicy[] | undefined;
  readonly resourcePolicy: string | undefined;
  /** The account or ARN of who owns the resources. */
  readonly resourceOwner: string | undefined;
  /** By lower-case key. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

type EvalDecision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/** What is told of one action on one resource, within the result and under ResourceSpecificResults alike. */
interface Findings {
  readonly MatchedStatements: readonly MatchedStatement[];
  readonly MissingContextValues: readonly string[];
  readonly EvalDecisionDetails?: Readonly<Record<string, EvalDecision>>;
  readonly PermissionsBoundaryDecisionDetail?: { readonly AllowedByPermissionsBoundary: boolean };
}
export interface SimulationResult extends Findings {
  readonly EvalActionName: string;
  readonly EvalResourceName: string;
  readonly EvalDecision: EvalDecision;
  readonly ResourceSpecificResults?: readonly ResourceSpecificResult[];
}
export interface ResourceSpecificResult extends Findings {
  readonly EvalResourceName: string;
  readonly EvalResourceDecision: EvalDecision;
}
export interface MatchedStatement extends Span {
  readonly SourcePolicyId: string;
  readonly SourcePolicyType: string;
}

const DECISIONS = {
  allowed: 'allowed',
  'explicit deny': 'explicitDeny',
  'implicit deny': 'implicitDeny',
} as const;

export function simulate(simulation: Simulation, action: string, resource: string): SimulationResult {
  const { principal, identity, boundary, resourcePolicy, context } = simulation;
  const request: AccessRequest = {
    action: action.toLowerCase(),
    resource,
    principal,
    lookup: (key) => context.get(key),
    trust: false,
    canonicalIdOf: undefined,
  };
  const check: AccessCheck = { action, resource, account: ownerOf(resource, simulation) };
  const compiled = (policies: readonly NamedPolicy[]) =>
    policies.map(({ document }) => compilePolicy(document));
  const bounds = boundary && compiled(boundary);
  const { outcome } = evaluate(
    check,
    request,
    resourcePolicy === undefined ? undefined : compilePolicy(resourcePolicy),
    { identity: compiled(identity), boundary: bounds, session: undefined },
  );
  const EvalDecision = DECISIONS[outcome];
  const effect = outcome === 'explicit deny' ? 'Deny' : 'Allow';
  const findings: Findings = {
    MatchedStatements: outcome === 'implicit deny' ? [] : matched(simulation, request, effect),
    MissingContextValues: missingKeys(simulation, request),
    ...(bounds && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: askPolicies(bounds, request) === 'allow',
      },
    }),
  };
  const result = { EvalActionName: action, EvalResourceName: resource, EvalDecision };
  if (resource === '*') return { ...result, ...findings };
  const EvalDecisionDetails = sides(check, simulation, request);
  return {
    ...result,
    ...findings,
    // EvaluationResult's page: with resources given, what is missing stands under each of them.
    MissingContextValues: [],
    EvalDecisionDetails,
    ResourceSpecificResults: [
      {
        EvalResourceName: resource,
        EvalResourceDecision: EvalDecision,
        ...findings,
        ...(Object.keys(EvalDecisionDetails).length > 0 && { EvalDecisionDetails }),
      },
    ],
  };
}

/** What either account says of a request across accounts; nothing within one (EvaluationResult's page). */
function sides(
  { account }: AccessCheck,
  { principal, identity, resourcePolicy }: Simulation,
  request: AccessRequest,
): Readonly<Record<string, EvalDecision>> {
  if ('account' in principal && principal.account === account) return {};
  const own = askPolicies(
    identity.map(({ document }) => compilePolicy(document)),
    request,
  );
  const reach =
    resourcePolicy === undefined ? Reach.none : askResourcePolicy(compilePolicy(resourcePolicy), request);
  return {
    'IAM Policy': own === 'deny' ? 'explicitDeny' : own === 'allow' ? 'allowed' : 'implicitDeny',
    'Resource Policy': reach === 'deny' ? 'explicitDeny' : reach === Reach.none ? 'implicitDeny' : 'allowed',
  };
}

function ownerOf(resource: string, { resourceOwner, account }: Simulation): AccountId {
  const named = resourceOwner === undefined ? resource : resourceOwner;
  if (isAccountId(named)) return named;
  const owner = parseArn(named)?.account;
  return owner !== undefined && isAccountId(owner) ? owner : account;
}

function matched(
  { identity, boundary = [], resourcePolicy }: Simulation,
  request: AccessRequest,
  effect: 'Allow' | 'Deny',
): readonly MatchedStatement[] {
  const found: MatchedStatement[] = [];
  const look = (id: string, type: string, document: string, isResourcePolicy: boolean) => {
    for (const [index, statement] of compilePolicy(document).statements.entries()) {
      if (statement.effect !== effect || firstFailure(statement, request, isResourcePolicy)) continue;
      const span = statementSpans(document)[index];
      if (span) found.push({ SourcePolicyId: id, SourcePolicyType: type, ...span });
    }
  };
  const bounds = effect === 'Deny' ? boundary : [];
  for (const { id, name, document } of [...identity, ...bounds])
    look(id ?? name, 'IAM Policy', document, false);
  if (resourcePolicy !== undefined) look('ResourcePolicy', 'Resource Policy', resourcePolicy, true);
  return found;
}

/** Keys that statements about this action and resource ask for, and the caller did not give. */
function missingKeys(
  { identity, boundary = [], resourcePolicy, context }: Simulation,
  request: AccessRequest,
) {
  const documents = [...identity, ...boundary].map(({ document }) => document);
  const missing = new Map<string, string>();
  for (const document of resourcePolicy === undefined ? documents : [...documents, resourcePolicy]) {
    for (const statement of compilePolicy(document).statements) {
      if (!statement.action?.(request.action)) continue;
      if (!statement.resource?.(request.resource, request.lookup)) continue;
      for (const key of keysOf(statement))
        if (!context.has(key.toLowerCase())) missing.set(key.toLowerCase(), key);
    }
  }
  return [...missing.values()].toSorted();
}

/** Every condition key that a statement names, in conditions and in policy variables. */
const keysOf = ({ conditions, elements }: Statement): readonly string[] => [
  ...conditions.flatMap(({ key, variableKeys }) => [key, ...variableKeys]),
  ...(elements.resource?.patterns ?? []).flatMap((pattern) => variableKeys(parsePolicyText(pattern, true))),
];

export const contextKeysOf = (documents: readonly string[]): readonly string[] => {
  const keys = documents.flatMap((document) => compilePolicy(document).statements.flatMap(keysOf));
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()].toSorted();
};
