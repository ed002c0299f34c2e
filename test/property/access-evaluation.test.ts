// The authorizer against a slow, obvious model of the evaluation logic: sets of statements and the guide's rules.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../src/access/authorizer.ts';
import type { AccessCheck } from '../../src/core/access-check.ts';
import type { Call, Principal } from '../../src/core/call.ts';
import type { PrincipalPolicies } from '../../src/core/credentials.ts';
import type { Region } from '../../src/core/ids.ts';
import { A, type Scenario, type Statement, scenario, statement } from './access-scenario.ts';

// ── The model ────────────────────────────────────────────────────────────────────────────────────────

const like = (pattern: string, text: string, flags = ''): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    flags,
  ).test(text);

function applies(
  one: Statement,
  { action, resource, viaService, rule: _ }: Scenario,
  isKms: boolean,
): boolean {
  const via = isKms ? viaService : undefined;
  const actionFits = one.Action
    ? one.Action.some((pattern) => like(pattern, action, 'i'))
    : !(one.NotAction ?? []).some((pattern) => like(pattern, action, 'i'));
  const resourceFits = one.Resource
    ? one.Resource.some((pattern) => like(pattern, resource))
    : !(one.NotResource ?? []).some((pattern) => like(pattern, resource));
  const conditionFits = Object.entries(one.Condition ?? {}).every(([operator]) => {
    if (operator === 'StringEquals') return via === 's3';
    return operator === 'StringNotEquals' ? via !== 's3' : via === undefined;
  });
  return actionFits && resourceFits && conditionFits;
}

const accountOf = (who: Principal) => ('account' in who ? who.account : undefined);
const isAccountName = (name: string, account: string | undefined) =>
  name === account || name === `arn:aws:iam::${account}:root`;

function ways(
  list: Record<string, string[]> | '*',
  who: Principal,
): Set<'self' | 'role' | 'everyone' | 'account'> {
  const found = new Set<'self' | 'role' | 'everyone' | 'account'>();
  if (list === '*') return found.add('everyone');
  for (const name of list.AWS ?? []) {
    if (name === '*') found.add('everyone');
    if (isAccountName(name, accountOf(who))) found.add('account');
    if (who.type === 'user' && (name === who.arn || name === who.id)) found.add('self');
    if (who.type === 'role' && name === who.arn) found.add('self');
    if (who.type === 'role' && (name === who.roleArn || name === who.roleId)) found.add('role');
  }
  if (who.type === 'service' && list.Service?.includes(who.service)) found.add('self');
  return found;
}

function spared(list: Record<string, string[]>, who: Principal): boolean {
  const named = list.AWS ?? [];
  if (named.includes('*')) return true;
  const account = accountOf(who);
  if (account === undefined) return false;
  if (!named.some((name) => isAccountName(name, account))) return false;
  const lists = (...spellings: string[]) => spellings.some((name) => named.includes(name));
  if (who.type === 'user') return lists(who.arn, who.id);
  return who.type !== 'role' || (lists(who.arn) && lists(who.roleArn, who.roleId));
}

function model(given: Scenario): 'allowed' | 'explicit deny' | 'implicit deny' {
  const { principal, resourcePolicy: own = [], rule, grant } = given;
  const isKms = given.action.startsWith('kms:');
  const matching = (statements: readonly Statement[]) =>
    statements.filter((one) => applies(one, given, isKms));

  const forCaller = matching(own).filter((one) => {
    if (one.Principal) return ways(one.Principal, principal).size > 0;
    const listed = one.NotPrincipal ?? {};
    return one.Effect === 'Deny' ? !spared(listed, principal) : ways(listed, principal).size === 0;
  });
  const bound = principal.type === 'user' || principal.type === 'role';
  const identity = bound ? matching(given.identity.flat()) : [];
  const boundary = bound && given.boundary ? matching(given.boundary) : [];
  const session = bound && given.session ? matching(given.session) : [];
  const all = [...forCaller, ...identity, ...boundary, ...session];
  if (all.some(({ Effect }) => Effect === 'Deny')) return 'explicit deny';

  const grantedWays = new Set(
    forCaller.flatMap((one) => (one.Principal ? [...ways(one.Principal, principal)] : ['everyone'])),
  );
  const resourceAllows = grantedWays.size > 0;
  const within =
    !bound || ((!given.boundary || boundary.length > 0) && (!given.session || session.length > 0));
  const identityAllows = principal.type === 'root' || (bound && identity.length > 0);

  const allowed = (() => {
    if (principal.type === 'service' || principal.type === 'anonymous') return resourceAllows;
    if (principal.account !== A) return resourceAllows && identityAllows && within;
    if (grantedWays.has('self')) return true;
    if (within && (grantedWays.has('role') || grantedWays.has('everyone'))) return true;
    const identityCounts = rule === undefined || resourceAllows;
    return identityCounts && identityAllows && within;
  })();
  if (allowed) return 'allowed';
  return grant ? 'allowed' : 'implicit deny';
}

// ── The two compared ─────────────────────────────────────────────────────────────────────────────────

const text = (Statement: readonly Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement });

function decide(given: Scenario) {
  const policies: PrincipalPolicies = {
    identity: given.identity.map((one, index) => ({ name: `identity ${index}`, document: text(one) })),
    ...(given.boundary && { boundary: { name: 'boundary', document: text(given.boundary) } }),
    ...(given.session && { session: [{ name: 'session', document: text(given.session) }] }),
  };
  const check: AccessCheck = {
    action: given.action,
    resource: given.resource,
    account: A,
    ...(given.resourcePolicy && { policy: text(given.resourcePolicy) }),
    ...(given.rule && { policyRule: given.rule }),
    otherwise: () => (given.grant ? 'grant' : undefined),
  };
  const call: Call = {
    principal: given.principal,
    account: A,
    region: 'eu-west-1' as Region,
    requestId: 'r',
    time: 0,
    sourceIp: '203.0.113.1',
    userAgent: 'model',
    secure: true,
    ...(given.viaService && { viaService: given.viaService }),
  };
  return createAuthorizer({ policiesOf: () => policies })(check, call);
}

describe('the authorizer', () => {
  test('decides as the model does', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        expect(decide(given).outcome).toBe(model(given));
      }),
      { numRuns: 5_000 },
    );
  });

  test('explains what it decided: an explicit deny shows the Deny that matched, an allow by policy an Allow', () => {
    fc.assert(
      fc.property(scenario, (given) => {
        const decision = decide(given);
        const matched = decision.explain().statements.filter((one) => one.matched);
        const denies = matched.some((one) => one.effect === 'Deny');
        expect(denies).toBe(decision.outcome === 'explicit deny');
        const byPolicy = decision.allowed && decision.decidedBy !== 'grant';
        if (byPolicy && given.principal.type !== 'root') {
          expect(matched.some((one) => one.effect === 'Allow')).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('one more Deny never allows, one more Allow in the identity policy never refuses', () => {
    fc.assert(
      fc.property(scenario, statement, (given, extra) => {
        const denying = { ...given, identity: [...given.identity, [{ ...extra, Effect: 'Deny' as const }]] };
        const allowing = {
          ...given,
          identity: [...given.identity, [{ ...extra, Effect: 'Allow' as const }]],
        };
        const { allowed } = decide(given);
        if (!allowed) expect(decide(denying).allowed).toBe(false);
        if (allowed) expect(decide(allowing).allowed).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
