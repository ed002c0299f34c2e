// What AWS takes for a policy and what it refuses, kind by kind; when a bucket policy is public; the log of
// decisions.
import { describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../../src/access/authorizer.ts';
import { createDecisionLog } from '../../../src/access/decision-log.ts';
import { denialMessage } from '../../../src/access/denial.ts';
import { type DocumentKind, validatePolicy } from '../../../src/access/validate-policy.ts';
import type { Call, Principal } from '../../../src/core/call.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';

const document = (Statement: object | object[], more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement, ...more });
const plain = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const named = { ...plain, Principal: { AWS: '111122223333' } };

describe('identity policies', () => {
  test.each([
    ['one statement, not in a list', document(plain)],
    [
      'NotAction and NotResource',
      document([{ Effect: 'Deny', NotAction: ['iam:*'], NotResource: ['arn:aws:s3:::b'] }]),
    ],
    [
      'conditions of every type of value',
      document({
        ...plain,
        Condition: { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 's3:max-keys': 10 } },
      }),
    ],
    ['an Id and a Sid', document({ ...plain, Sid: 'One1' }, { Id: 'id' })],
  ])('%s is fine', (_, text) => {
    expect(validatePolicy(text, 'identity')).not.toHaveProperty('problem');
  });

  test.each([
    ['what is no JSON', 'x', 'Syntax errors in policy.'],
    ['a list', '[]', 'Syntax errors in policy.'],
    ['no Statement', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
    ['an empty Statement', document([]), 'Syntax errors in policy.'],
    ['an unknown element', document({ ...plain, Extra: 1 }), 'Syntax errors in policy.'],
    ['an Effect in lower case', document({ ...plain, Effect: 'allow' }), 'Syntax errors in policy.'],
    ['Action beside NotAction', document({ ...plain, NotAction: '*' }), 'Syntax errors in policy.'],
    ['an Action that is a number', document({ ...plain, Action: 1 }), 'Syntax errors in policy.'],
    [
      'an unknown operator',
      document({ ...plain, Condition: { StringIs: { 'aws:x': 'y' } } }),
      'Syntax errors in policy.',
    ],
    ['an unknown Version', document(plain, { Version: '2020-01-01' }), 'Syntax errors in policy.'],
    [
      'the old Version',
      document(plain, { Version: '2008-10-17' }),
      'Policy document must be version 2012-10-17 or greater.',
    ],
    ['a Principal', document(named), 'Policy document should not specify a principal.'],
    ['no Action', document({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    ['an empty Action', document({ ...plain, Action: [] }), 'Policy statement must contain actions.'],
    ['no Resource', document({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
    [
      'a Sid with a blank',
      document({ ...plain, Sid: 'a b' }),
      'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    ],
    [
      'a Sid twice',
      document([
        { ...plain, Sid: 'a' },
        { ...plain, Sid: 'a' },
      ]),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [
      'an action without a service',
      document({ ...plain, Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [
      'an action with two colons',
      document({ ...plain, Action: 's3:Get:Object' }),
      'Actions/Condition can contain only one colon.',
    ],
    [
      'an action of a strange service',
      document({ ...plain, Action: 's 3:GetObject' }),
      'Vendor s 3 is not valid',
    ],
    [
      'a resource that is no ARN',
      document({ ...plain, Resource: 'bucket' }),
      'Resource bucket must be in ARN format or "*".',
    ],
    [
      'a resource of no partition',
      document({ ...plain, Resource: 'arn:nowhere:s3:::b' }),
      'Partition "nowhere" is not valid for resource "arn:nowhere:s3:::b".',
    ],
    [
      'an ARN with too few parts',
      document({ ...plain, Resource: 'arn:aws:s3::b' }),
      'The policy failed legacy parsing',
    ],
    [
      'an ARN without a service',
      document({ ...plain, Resource: 'arn:aws::::b' }),
      'The policy failed legacy parsing',
    ],
    [
      'a bucket in a region',
      document({ ...plain, Resource: 'arn:aws:s3:us-east-1::b' }),
      'Resource arn:aws:s3:us-east-1::b can not contain region information.',
    ],
    [
      'a user in a region',
      document({ ...plain, Resource: 'arn:aws:iam:us-east-1::user/b' }),
      'IAM resource arn:aws:iam:us-east-1::user/b cannot contain region information.',
    ],
    [
      'something of IAM that is nothing of IAM',
      document({ ...plain, Resource: 'arn:aws:iam::111122223333:bucket' }),
      expect.stringMatching(/^IAM resource path must either be "\*" or start with user\/, federated-user\//),
    ],
  ])('%s is malformed', (_, text, message) => {
    expect(validatePolicy(text, 'identity')).toMatchObject({ problem: { message } });
  });
});

test.each([
  'arn:aws:kms:*',
  'arn:aws:s3:us-east-1:111122223333:accesspoint/a',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::111122223333:*',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: policy variables
  'arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}',
])('the resource %s is well-formed', (Resource) => {
  expect(validatePolicy(document({ ...plain, Resource }), 'identity')).toHaveProperty('document');
});

test('an identity policy may name a condition key that nobody has', () => {
  const Condition = { StringEqualsIfExists: { a: 'b' } };
  expect(validatePolicy(document({ ...plain, Condition }), 'identity')).toHaveProperty('document');
});

describe('policies on resources', () => {
  test.each<[DocumentKind, string, object, string | undefined]>([
    ['resource', 'a Sid with blanks and the old version', { ...named, Sid: 'Allow SES puts' }, undefined],
    ['resource', 'no Principal', plain, 'principal-missing'],
    ['resource', 'no Resource', { ...named, Resource: undefined }, 'resource-missing'],
    ['key', 'neither Action nor Resource', { Effect: 'Allow', Principal: '*' }, undefined],
    ['key', 'no Principal', plain, 'principal-missing'],
    ['trust', 'a Resource', { ...named, Action: 'sts:AssumeRole' }, 'resource-prohibited'],
    ['trust', 'a foreign action', { ...named, Resource: undefined }, 'action-invalid'],
  ])('a %s policy with %s', (kind, _, statement, code) => {
    const validation = validatePolicy(document([statement]), kind);
    expect('problem' in validation ? validation.problem.code : undefined).toBe(code);
  });
});

describe('decisions', () => {
  const account = '111122223333' as AccountId;
  const bob: Principal = {
    type: 'user',
    account,
    arn: `arn:aws:iam::${account}:user/bob`,
    name: 'bob',
    id: 'AIDABOB',
  };
  const call: Call = {
    principal: bob,
    account,
    region: 'eu-west-1' as Region,
    requestId: 'r-1',
    time: Date.UTC(2026, 0, 1),
    sourceIp: '203.0.113.9',
    userAgent: 'x',
    secure: true,
  };
  const check = (resource: string) => ({ action: 's3:GetObject', resource, account });

  test('the log keeps the last of each kind, newest first, explained as they fell', () => {
    const log = createDecisionLog({ allowed: 1, refused: 1 });
    let statement: object = { Sid: 'Mine', ...plain, Resource: 'arn:aws:s3:::b/*' };
    const authorize = createAuthorizer({
      policiesOf: () => ({
        identity: [{ name: 'inline policy p of user/bob', document: document(statement) }],
      }),
      onDecision: log.record,
    });
    authorize(check('arn:aws:s3:::forgotten/1'), call);
    authorize(check('arn:aws:s3:::b/1'), call);
    authorize(check('arn:aws:s3:::c/1'), call);
    statement = { ...plain, Effect: 'Deny' };

    const [refused, allowed, ...none] = log.list();
    expect(none).toEqual([]);
    expect(allowed).toMatchObject({
      allowed: true,
      resource: 'arn:aws:s3:::b/1',
      time: '2026-01-01T00:00:00.000Z',
      requestId: 'r-1',
    });
    expect(refused).toMatchObject({
      allowed: false,
      outcome: 'implicit deny',
      decidedBy: 'identity-based policy',
      summary: `arn:aws:iam::${account}:user/bob s3:GetObject on arn:aws:s3:::c/1: denied, no identity-based policy allows it`,
      statements: [
        {
          policy: 'inline policy p of user/bob',
          sid: 'Mine',
          effect: 'Allow',
          matched: false,
          failed: "Resource: 'arn:aws:s3:::c/1' against ['arn:aws:s3:::b/*']",
        },
      ],
    });
    expect(log.list({ allowed: false })).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(log.list({ limit: 1 })))).toEqual([refused]);
    log.clear();
    expect(log.list()).toEqual([]);
  });

  test('the refusal is worded as AWS words it', () => {
    const deciding = (identity: object[]) =>
      createAuthorizer({
        policiesOf: () => ({ identity: identity.map((one) => ({ name: 'p', document: document(one) })) }),
      });
    const one = check('arn:aws:s3:::b/1');
    expect(denialMessage(one, deciding([])(one, call), call)).toBe(
      `User: arn:aws:iam::${account}:user/bob is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/1 because no identity-based policy allows the s3:GetObject action`,
    );
    expect(denialMessage(one, deciding([{ ...plain, Effect: 'Deny' }])(one, call), call)).toBe(
      `User: arn:aws:iam::${account}:user/bob is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/1 with an explicit deny in an identity-based policy`,
    );
  });
});
