// The policies of the two AWS pages and of the fact sheets, each told as a story of the evaluator.
import { describe, expect, test } from 'vitest';
import { createAuthorizer } from '../../../src/access/authorizer.ts';
import type { AccessCheck } from '../../../src/core/access-check.ts';
import type { Call, Principal } from '../../../src/core/call.ts';
import type { AccountId, Region } from '../../../src/core/ids.ts';

const OWNER = '111122223333' as AccountId;
const OTHER = '444455556666' as AccountId;
const KEY = `arn:aws:kms:eu-west-1:${OWNER}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

const ses: Principal = { type: 'service', service: 'ses.amazonaws.com' };
const replicator: Principal = {
  type: 'role',
  account: OWNER,
  roleArn: `arn:aws:iam::${OWNER}:role/replication`,
  roleName: 'replication',
  roleId: 'AROAEXAMPLE',
  sessionName: 's3-replication',
  arn: `arn:aws:sts::${OWNER}:assumed-role/replication/s3-replication`,
};

const callBy = (principal: Principal, more: Partial<Call> = {}): Call => ({
  principal,
  account: OWNER,
  region: 'eu-west-1' as Region,
  requestId: 'story',
  time: Date.UTC(2026, 0, 1),
  sourceIp: '203.0.113.9',
  userAgent: 'story',
  secure: true,
  ...more,
});
const ruleArn = `arn:aws:ses:eu-west-1:${OWNER}:receipt-rule-set/main:receipt-rule/seal`;
const sesCall = (account = OWNER): Call =>
  callBy(ses, { source: { account, arn: ruleArn.replace(OWNER, account) }, referer: account });

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const withoutPolicies = createAuthorizer({ policiesOf: () => ({ identity: [] }) });

describe('the SES page: "Allow SES to encrypt messages using this KMS key"', () => {
  const keyPolicy = document({
    Sid: 'Allow SES to encrypt messages using this KMS key',
    Effect: 'Allow',
    Principal: { Service: 'ses.amazonaws.com' },
    Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: {
      Null: {
        'kms:EncryptionContext:aws:ses:rule-name': false,
        'kms:EncryptionContext:aws:ses:message-id': false,
      },
      StringEquals: { 'kms:EncryptionContext:aws:ses:source-account': OWNER },
    },
  });
  const context = {
    'kms:EncryptionContext:aws:ses:source-account': OWNER,
    'kms:EncryptionContext:aws:ses:rule-name': 'seal',
    'kms:EncryptionContext:aws:ses:message-id': 'd6iitobk75ur44p8kdnnp7g2n800',
  };
  const check = (more: Partial<AccessCheck> = {}): AccessCheck => ({
    action: 'kms:GenerateDataKey',
    resource: KEY,
    account: OWNER,
    policy: keyPolicy,
    policyRule: 'key',
    context,
    ...more,
  });

  test('SES may generate a data key when it names rule, message and account', () => {
    expect(withoutPolicies(check(), sesCall())).toMatchObject({
      allowed: true,
      decidedBy: 'resource-based policy',
    });
  });

  test.each(['rule-name', 'message-id'])(
    'without aws:ses:%s it may not, and the explanation says so',
    (name) => {
      const decision = withoutPolicies(
        check({ context: { ...context, [`kms:EncryptionContext:aws:ses:${name}`]: undefined } }),
        sesCall(),
      );
      expect(decision.outcome).toBe('implicit deny');
      expect(decision.explain().statements[0]?.failed).toContain(
        `Condition Null kms:EncryptionContext:aws:ses:${name}: the request does not have the key`,
      );
    },
  );

  test('for another account it may not, and the explanation shows both values', () => {
    const decision = withoutPolicies(
      check({ context: { ...context, 'kms:EncryptionContext:aws:ses:source-account': OTHER } }),
      sesCall(OTHER),
    );
    expect(decision.allowed).toBe(false);
    expect(decision.explain().statements[0]?.failed).toBe(
      `Condition StringEquals kms:EncryptionContext:aws:ses:source-account: '${OTHER}' is none of ['${OWNER}']`,
    );
  });

  test('SES may not decrypt, and no other service may use the statement', () => {
    expect(withoutPolicies(check({ action: 'kms:Decrypt' }), sesCall()).allowed).toBe(false);
    const sns: Principal = { type: 'service', service: 'sns.amazonaws.com' };
    expect(withoutPolicies(check(), callBy(sns)).allowed).toBe(false);
  });

  test('condition keys are found whatever their case, their values only as written', () => {
    const shouted = { 'KMS:ENCRYPTIONCONTEXT:AWS:SES:SOURCE-ACCOUNT': OWNER };
    const policy = document({
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: 'KMS:generatedatakey',
      Resource: '*',
      Condition: { StringEquals: shouted },
    });
    expect(withoutPolicies(check({ policy }), sesCall()).allowed).toBe(true);
  });
});

describe('bucket policies for SES', () => {
  const check = (Condition: object): AccessCheck => ({
    action: 's3:PutObject',
    resource: 'arn:aws:s3:::mail/inbox/d6iitobk75ur44p8kdnnp7g2n800',
    account: OWNER,
    policy: document({
      Sid: 'AllowSESPuts',
      Effect: 'Allow',
      Principal: { Service: 'ses.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::mail/*',
      Condition,
    }),
  });

  test.each([
    [
      'aws:SourceAccount and aws:SourceArn',
      { StringEquals: { 'AWS:SourceAccount': OWNER, 'AWS:SourceArn': ruleArn } },
    ],
    ['aws:Referer, as the older page has it', { StringEquals: { 'aws:Referer': OWNER } }],
    ['a pattern of rule ARNs', { ArnLike: { 'aws:SourceArn': `arn:aws:ses:*:${OWNER}:receipt-rule-set/*` } }],
  ])('by %s: allowed for this account, refused for another', (_, condition) => {
    expect(withoutPolicies(check(condition), sesCall()).allowed).toBe(true);
    expect(withoutPolicies(check(condition), sesCall(OTHER)).allowed).toBe(false);
  });
});

describe('the replication page: the role may use the keys through S3 for its prefix alone', () => {
  const rolePolicy = document(
    {
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::source'],
    },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'],
      Resource: ['arn:aws:s3:::source/tax/*'],
    },
    {
      Action: ['kms:Decrypt'],
      Effect: 'Allow',
      Condition: {
        StringLike: {
          'kms:ViaService': 's3.eu-west-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::source/tax*'],
        },
      },
      Resource: [KEY],
    },
  );
  const keyPolicy = document({
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OWNER}:root` },
    Action: 'kms:*',
    Resource: '*',
  });
  const authorize = createAuthorizer({
    policiesOf: () => ({ identity: [{ name: 'inline policy replicate', document: rolePolicy }] }),
  });
  const decrypt = (objectArn: string): AccessCheck => ({
    action: 'kms:Decrypt',
    resource: KEY,
    account: OWNER,
    policy: keyPolicy,
    policyRule: 'key',
    context: { 'kms:EncryptionContext:aws:s3:arn': objectArn },
  });
  const throughS3 = callBy(replicator, { viaService: 's3.eu-west-1.amazonaws.com' });

  test('decrypting an object under the prefix through S3 is allowed', () => {
    expect(authorize(decrypt('arn:aws:s3:::source/tax/2025.pdf'), throughS3)).toMatchObject({
      allowed: true,
      decidedBy: 'identity-based policy',
    });
  });

  test.each([
    ['an object outside the prefix', 'arn:aws:s3:::source/hr/1.pdf', throughS3],
    ['the bucket key context, whose ARN is the bucket', 'arn:aws:s3:::source', throughS3],
    ['a call not made through S3', 'arn:aws:s3:::source/tax/1', callBy(replicator)],
    [
      'a call through S3 in another Region',
      'arn:aws:s3:::source/tax/1',
      callBy(replicator, { viaService: 's3.us-east-1.amazonaws.com' }),
    ],
  ])('%s is refused', (_, arn, call) => {
    expect(authorize(decrypt(arn), call)).toMatchObject({
      outcome: 'implicit deny',
      decidedBy: 'identity-based policy',
    });
  });

  test('a key policy that does not let the account in makes the role policy worthless', () => {
    const policy = document({
      ...JSON.parse(keyPolicy).Statement[0],
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
    });
    expect(authorize({ ...decrypt('arn:aws:s3:::source/tax/1'), policy }, throughS3)).toMatchObject({
      allowed: false,
      decidedBy: 'resource-based policy',
    });
  });

  test('a key of another account needs both sides', () => {
    const foreign = { ...decrypt('arn:aws:s3:::source/tax/1'), account: OTHER };
    expect(authorize(foreign, throughS3).allowed).toBe(true);
    expect(authorize({ ...foreign, policy: undefined }, throughS3).allowed).toBe(false);
    expect(withoutPolicies(foreign, throughS3).allowed).toBe(false);
  });
});

test('the key policy of aws/s3 admits everybody of the account through S3 and nobody directly', () => {
  const policy = document({
    Sid: 'Allow access through S3 for all principals in the account that are authorized to use S3',
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com', 'kms:CallerAccount': OWNER },
    },
  });
  const check: AccessCheck = {
    action: 'kms:Decrypt',
    resource: KEY,
    account: OWNER,
    policy,
    policyRule: 'key',
  };
  const viaService = 's3.eu-west-1.amazonaws.com';
  const root = (account: AccountId): Principal => ({ type: 'root', account });
  expect(withoutPolicies(check, callBy(replicator, { viaService })).allowed).toBe(true);
  expect(withoutPolicies(check, callBy(root(OWNER), { viaService })).allowed).toBe(true);
  expect(withoutPolicies(check, callBy(root(OWNER))).allowed).toBe(false);
  expect(withoutPolicies(check, callBy(root(OTHER), { viaService })).allowed).toBe(false);
});
