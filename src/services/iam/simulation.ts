// The policy simulator: the authorizer's own evaluation, fed with the context the caller gives and nothing else.

import { type AccessRequest, evaluate } from '../../access/evaluate.ts';
import { firstFailure } from '../../access/explain.ts';
import { compilePolicy, type Statement } from '../../access/policy.ts';
import { parsePolicyText, variableKeys } from '../../access/template.ts';
import type { AccessCheck } from '../../core/access-check.ts';
import { parseArn } from '../../core/arn.ts';
import type { Principal } from '../../core/call.ts';
import type { NamedPolicy } from '../../core/credentials.ts';
import { type AccountId, isAccountId } from '../../core/ids.ts';

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

export interface SimulationResult {
  readonly EvalActionName: string;
  readonly EvalResourceName: string;
  readonly EvalDecision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly MatchedStatements: readonly MatchedStatement[];
  readonly MissingContextValues: readonly string[];
  readonly PermissionsBoundaryDecisionDetail?: { readonly AllowedByPermissionsBoundary: boolean };
}
export interface MatchedStatement {
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
  const { outcome, decidedBy } = evaluate(
    check,
    request,
    resourcePolicy === undefined ? undefined : compilePolicy(resourcePolicy),
    { identity: compiled(identity), boundary: boundary && compiled(boundary), session: undefined },
  );
  const effect = outcome === 'explicit deny' ? 'Deny' : 'Allow';
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: DECISIONS[outcome],
    MatchedStatements: outcome === 'implicit deny' ? [] : matched(simulation, request, effect),
    MissingContextValues: missingKeys(simulation, request),
    ...(boundary && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: decidedBy !== 'permissions boundary',
      },
    }),
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
    for (const statement of compilePolicy(document).statements) {
      if (statement.effect !== effect || firstFailure(statement, request, isResourcePolicy)) continue;
      found.push({ SourcePolicyId: id, SourcePolicyType: type });
    }
  };
  for (const { name, document } of identity) look(name, 'IAM Policy', document, false);
  if (effect === 'Deny') for (const { name, document } of boundary) look(name, 'IAM Policy', document, false);
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
