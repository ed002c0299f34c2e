// Every condition operator, quantifier and global key, one sentence each.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../../src/access/authorizer.ts';
import { compileCondition } from '../../../src/access/condition.ts';
import { inRange, parseIpRange } from '../../../src/access/ip-range.ts';
import type { Call, Principal } from '../../../src/core/call.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';

type Value = string | readonly string[] | undefined;

/** Whether `{ operator: { key: wanted } }` holds for a request whose key has the given value. */
function holds(operator: string, wanted: string | readonly string[], given: Value): boolean {
  const values = typeof wanted === 'string' ? [wanted] : wanted;
  const request = given === undefined ? undefined : typeof given === 'string' ? [given] : given;
  return compileCondition(operator, 'aws:Key', values, true).holds((key) => {
    if (key === 'aws:key') return request;
    return key === 'aws:username' ? ['bob'] : undefined;
  });
}

describe('operators', () => {
  test.each<[string, string | readonly string[], Value, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringEquals', 'a', undefined, false],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['StringEquals', 'x-${aws:username}', 'x-bob', true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['StringEquals', "${aws:PrincipalTag/team, 'none'}", 'none', true],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['StringEquals', '${aws:PrincipalTag/team}', '', false],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEquals', 'a', undefined, true],
    ['StringEqualsIgnoreCase', 'Mail', 'mAIL', true],
    ['StringNotEqualsIgnoreCase', 'Mail', 'mAIL', false],
    ['StringLike', 'in*/?', 'inbox/1', true],
    ['StringLike', 'in*/?', 'inbox/12', false],
    ['StringNotLike', 'in*', 'out', true],
    ['stringlike', 'in*', 'inbox', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '9', false],
    ['NumericGreaterThanEquals', '10', '10', true],
    ['NumericEquals', '10', 'ten', false],
    ['NumericLessThan', 'x', '1', false],
    ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThan', '2026-01-01', '2025-12-31T23:59:59Z', true],
    ['DateLessThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThan', '2026-01-01T00:00:00+01:00', '2026-01-01T00:00:00Z', true],
    ['DateGreaterThanEquals', '2026-01-01', '2025-01-01', false],
    ['Bool', 'true', 'TRUE', true],
    ['Bool', 'false', 'true', false],
    ['Bool', 'false', undefined, false],
    ['BinaryEquals', 'QmFzZTY0', 'QmFzZTY0', true],
    ['BinaryEquals', 'QmFzZTY0', 'QmFzZTY1', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
    ['IpAddress', '203.0.113.9', '::ffff:203.0.113.9', true],
    ['IpAddress', '2001:db8::/32', '2001:db8:1::1', true],
    ['IpAddress', '2001:db8::/32', '203.0.113.9', false],
    ['IpAddress', 'nonsense', '203.0.113.9', false],
    ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
    ['NotIpAddress', '203.0.113.0/24', undefined, true],
    ['ArnLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket', true],
    ['ArnEquals', 'arn:aws:s3:::b*', 'arn:aws:s3:::bucket', true],
    ['ArnLike', 'arn:aws:s3:*:b', 'arn:aws:s3:::b', false],
    ['ArnLike', '*', 'no arn', false],
    ['ArnNotLike', 'arn:aws:s3:::b*', 'arn:aws:s3:::other', true],
    ['ArnNotEquals', 'arn:aws:s3:::b', 'arn:aws:s3:::b', false],
    ['Null', 'true', undefined, true],
    ['Null', 'false', undefined, false],
    ['Null', 'false', 'x', true],
    ['Null', 'true', 'x', false],
    ['StringEqualsIfExists', 'a', undefined, true],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['BoolIfExists', 'true', undefined, true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', 'a', undefined, true],
    ['ForAllValues:StringEquals', 'a', [], true],
    ['ForAllValues:StringNotLike', 'a*', ['b', 'c'], true],
    ['ForAllValues:StringNotLike', 'a*', ['b', 'a'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'y'], false],
    ['ForAnyValue:StringEquals', 'a', undefined, false],
    ['ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
    ['ForAnyValue:StringNotEquals', 'a', ['a'], false],
    ['forallvalues:stringlike', 'a*', ['ab'], true],
    ['NoSuchOperator', 'a', 'a', false],
    ['NullIfExists', 'true', undefined, false],
  ])('%s %j against %j is %s', (operator, wanted, given, expected) => {
    expect(holds(operator, wanted, given)).toBe(expected);
  });

  test('an address is in a range when their leading bits agree', () => {
    const bits = (address: string) =>
      address
        .split('.')
        .map((byte) => Number(byte).toString(2).padStart(8, '0'))
        .join('');
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, network, prefix) => {
        const range = parseIpRange(`${network}/${prefix}`);
        expect(range && inRange(address, range)).toBe(
          bits(address).slice(0, prefix) === bits(network).slice(0, prefix),
        );
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const range = parseIpRange(address);
        expect(range && inRange(address, range)).toBe(true);
      }),
    );
  });
});

const ACCOUNT = '111122223333' as AccountId;
const bob: Principal = {
  type: 'user',
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/dev/bob`,
  name: 'bob',
  id: 'AIDABOB',
};
const session: Principal = {
  type: 'role',
  account: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/r`,
  roleName: 'r',
  roleId: 'AROAR',
  sessionName: 's',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/r/s`,
  sessionTags: { team: 'session' },
};

/** What a key is worth to a policy: the value that StringEquals finds equal. */
function valueIs(key: string, value: string, call: Partial<Call>, action = 'kms:Decrypt'): boolean {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { [key]: value } },
    },
  });
  const authorize = createAuthorizer({
    policiesOf: () => ({ identity: [], tags: { team: 'own', Cost: '7' } }),
  });
  const whole: Call = {
    principal: { type: 'anonymous' },
    account: ACCOUNT,
    region: 'eu-west-1' as Region,
    requestId: 'r',
    time: Date.UTC(2026, 0, 1),
    sourceIp: '203.0.113.9',
    userAgent: 'agent/1',
    secure: true,
    ...call,
  };
  const check = { action, resource: 'arn:aws:x:::y', account: '444455556666' as AccountId, policy: document };
  return authorize(check, whole).explain().statements[0]?.matched === true;
}

describe('global keys', () => {
  const ses: Principal = { type: 'service', service: 'ses.amazonaws.com' };
  const forSes = {
    principal: ses,
    source: { account: ACCOUNT, arn: 'arn:aws:ses:x' },
    referer: ACCOUNT,
    sourceIp: 'ses.amazonaws.com',
  };
  const via = { principal: bob, viaService: 's3.eu-west-1.amazonaws.com' };

  test.each<[string, string, Partial<Call>]>([
    ['aws:SourceAccount', ACCOUNT, forSes],
    ['aws:SourceArn', 'arn:aws:ses:x', forSes],
    ['aws:Referer', ACCOUNT, forSes],
    ['aws:PrincipalIsAWSService', 'true', forSes],
    ['aws:PrincipalServiceName', 'ses.amazonaws.com', forSes],
    ['aws:PrincipalServiceNamesList', 'ses.amazonaws.com', forSes],
    ['aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:user/dev/bob`, { principal: bob }],
    ['aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:role/r`, { principal: session }],
    ['aws:PrincipalAccount', ACCOUNT, { principal: bob }],
    ['aws:PrincipalType', 'User', { principal: bob }],
    ['aws:PrincipalType', 'AssumedRole', { principal: session }],
    ['aws:PrincipalType', 'Account', { principal: { type: 'root', account: ACCOUNT } }],
    ['aws:PrincipalType', 'Anonymous', {}],
    ['aws:userid', 'AIDABOB', { principal: bob }],
    ['aws:userid', 'AROAR:s', { principal: session }],
    ['aws:username', 'bob', { principal: bob }],
    ['aws:PrincipalTag/Team', 'own', { principal: bob }],
    ['aws:PrincipalTag/team', 'session', { principal: session }],
    ['aws:PrincipalTag/cost', '7', { principal: session }],
    ['aws:SourceIp', '203.0.113.9', { principal: bob }],
    ['aws:SecureTransport', 'true', {}],
    ['aws:CurrentTime', '2026-01-01T00:00:00.000Z', {}],
    ['aws:EpochTime', '1767225600', {}],
    ['aws:UserAgent', 'agent/1', {}],
    ['aws:RequestedRegion', 'eu-west-1', {}],
    ['aws:ResourceAccount', '444455556666', {}],
    ['aws:ViaAWSService', 'false', { principal: bob }],
    ['aws:ViaAWSService', 'true', via],
    ['aws:CalledVia', 's3.amazonaws.com', via],
    ['kms:ViaService', 's3.eu-west-1.amazonaws.com', via],
    ['kms:CallerAccount', ACCOUNT, via],
  ])('%s is %s', (key, value, call) => {
    expect(valueIs(key, value, call)).toBe(true);
    expect(valueIs(key.toUpperCase(), value, call)).toBe(true);
    expect(valueIs(key, `${value}!`, call)).toBe(false);
  });

  test('a call made or forwarded by a service has no aws:SourceIp', () => {
    expect(valueIs('aws:SourceIp', '203.0.113.9', via)).toBe(false);
    expect(valueIs('aws:SourceIp', 'ses.amazonaws.com', forSes)).toBe(false);
  });

  test('kms: keys belong to kms: actions, s3: keys to s3: actions', () => {
    expect(valueIs('kms:ViaService', 's3.eu-west-1.amazonaws.com', via, 's3:GetObject')).toBe(false);
    const signature = { version: 'AWS4-HMAC-SHA256', type: 'REST-HEADER', age: 5 } as const;
    expect(valueIs('s3:authType', 'REST-HEADER', { signature }, 's3:GetObject')).toBe(true);
    expect(valueIs('s3:signatureversion', 'AWS4-HMAC-SHA256', { signature }, 's3:GetObject')).toBe(true);
    expect(valueIs('s3:signatureAge', '5', { signature }, 's3:GetObject')).toBe(true);
    expect(valueIs('s3:authType', 'REST-HEADER', { signature })).toBe(false);
  });
});
