// Requests and the policies around them, as an arbitrary: few names, so that they meet.
import fc from 'fast-check';
import type { Principal } from '../../src/core/call.ts';
import type { AccountId } from '../../src/core/ids.ts';

/** The account that owns what is asked for. */
export const A = '111111111111' as AccountId;
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

export interface Statement {
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
export const statement = fc
  .tuple(effect, actionElement, resourceElement, conditionElement)
  .map((parts): Statement => Object.assign({}, ...parts));
const resourceStatement = fc
  .tuple(statement, principalElement)
  .map(([base, principal]): Statement => ({ ...base, ...principal }));

const policy = fc.array(statement, { minLength: 1, maxLength: 3 });
const resourcePolicy = fc.array(resourceStatement, { minLength: 1, maxLength: 4 });

export const scenario = fc.record({
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
export type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;
