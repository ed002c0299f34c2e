// The authorizer against a slow, obvious model of the evaluation logic: sets of statements and the guide's rules.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../src/access/authorizer.ts';
import type { AccessCheck } from '../../src/core/access-check.ts';
import type { Call, Principal } from '../../src/core/call.ts';
import type { PrincipalPolicies } from '../../src/core/credentials.ts';
import type { AccountId, Region } from '../../src/core/ids.ts';

const A = '111111111111' as AccountId;
const B = '222222222222' as AccountId;

const user = (account: AccountId): Principal => ({
  type: 'user',
  account,
  arn: `arn:aws:iam::${account}:user/u`,
  name: 'u',
  id: `AIDA${account}`,
});
const role = (account: AccountId): Principal => ({
  type: 'role',
  account,
  roleArn: `arn:aws:iam::${account}:role/r`,
  roleName: 'r',
  roleId: `AROA${account}`,
  sessionName: 's',
  arn: `arn:aws:sts::${account}:assumed-role/r/s`,
});
const principals: readonly Principal[] = [
  { type: 'root', account: A },
  { type: 'root', account: B },
  user(A),
  user(B),
  role(A),
  role(B),
  { type: 'service', service: 'ses.amazonaws.com' },
  { type: 'anonymous' },
];

// ── Policies ─────────────────────────────────────────────────────────────────────────────────────────

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Record<string, string[]>;
  readonly NotPrincipal?: Record<string, string[]>;
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource?: string[];
  readonly NotResource?: string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

const names = [
  A,
  `arn:aws:iam::${B}:root`,
  ...[A, B].flatMap((account) => [
    `arn:aws:iam::${account}:user/u`,
    `arn:aws:iam::${account}:role/r`,
    `arn:aws:sts::${account}:assumed-role/r/s`,
  ]),
  `AIDA${A}`,
  `AROA${B}`,
  '*',
];
const some = <T>(...values: T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const principalElement = fc.oneof(
  fc.constant({ Principal: '*' as const }),
  some(A, `arn:aws:iam::${B}:root`).map((AWS) => ({ Principal: { AWS } })),
  some(A, `arn:aws:iam::${B}:root`).map((AWS) => ({ Principal: { AWS } })),
  some(...names).map((AWS) => ({ Principal: { AWS } })),
  some(...names).map((AWS) => ({ Principal: { AWS, Service: ['ses.amazonaws.com'] } })),
  some('ses.amazonaws.com', 's3.amazonaws.com').map((Service) => ({ Principal: { Service } })),
  fc
    .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 6 })
    .map((AWS) => ({ NotPrincipal: { AWS } })),
);
const actionElement = fc.oneof(
  some('*', 'kms:*', 'kms:Decrypt', 'KMS:enc*', 's3:Get?bject').map((Action) => ({ Action })),
  some('kms:Decrypt', 's3:*').map((NotAction) => ({ NotAction })),
);
const resourceElement = fc.oneof(
  some('*', 'arn:aws:kms:*:*:key/1', 'arn:aws:kms:eu-west-1:*', 'arn:aws:kms:::other').map((Resource) => ({
    Resource,
  })),
  some('arn:aws:kms:eu-west-1:*:key/2').map((NotResource) => ({ NotResource })),
);
const conditionElement = fc.constantFrom(
  {},
  {},
  { Condition: { StringEquals: { 'kms:ViaService': 's3' } } },
  { Condition: { StringNotEquals: { 'kms:ViaService': 's3' } } },
  { Condition: { Null: { 'kms:viaservice': 'true' } } },
);
const effect = fc.constantFrom(
  { Effect: 'Allow' as const },
  { Effect: 'Allow' as const },
  { Effect: 'Deny' as const },
);
const statement = fc
  .tuple(effect, actionElement, resourceElement, conditionElement)
  .map((parts): Statement => Object.assign({}, ...parts));
const resourceStatement = fc
  .tuple(statement, principalElement)
  .map(([base, principal]): Statement => ({ ...base, ...principal }));

const policy = fc.array(statement, { minLength: 1, maxLength: 3 });
const resourcePolicy = fc.array(resourceStatement, { minLength: 1, maxLength: 4 });

const scenario = fc.record({
  principal: fc.constantFrom(...principals, user(A), role(A)),
  action: fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 's3:GetObject'),
  resource: fc.constantFrom(
    'arn:aws:kms:eu-west-1:111111111111:key/1',
    'arn:aws:kms:eu-west-1:111111111111:key/2',
  ),
  rule: fc.constantFrom(undefined, 'key' as const),
  viaService: fc.constantFrom(undefined, 's3'),
  resourcePolicy: fc.option(resourcePolicy, { nil: undefined }),
  identity: fc.array(policy, { maxLength: 2 }),
  boundary: fc.option(policy, { nil: undefined }),
  session: fc.option(policy, { nil: undefined }),
  grant: fc.boolean(),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

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
  const own = who.type === 'user' ? [who.arn] : who.type === 'role' ? [who.arn, who.roleArn] : [];
  return own.every((arn) => named.includes(arn)) && named.some((name) => isAccountName(name, account));
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
