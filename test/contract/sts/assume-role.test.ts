import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  type IAMClient,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, type ClientOptions, startTestServer, type TestServer } from '../../support/server.ts';

const OTHER = '444455556666';

let aws: TestServer;
let iam: IAMClient;
let sts: STSClient;
beforeAll(async () => {
  aws = await startTestServer();
  iam = aws.iam();
  sts = aws.sts();
});
afterAll(() => aws.close());

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource = '*') => document({ Effect: 'Allow', Action, Resource });

/** A role that the principal may assume, allowed to do what the policy says. */
async function makeRole(
  name: string,
  Principal: object | string,
  policy = allow('iam:List*'),
  more: object = {},
) {
  const trust = document({
    Effect: 'Allow',
    Principal,
    Action: ['sts:AssumeRole', 'sts:TagSession'],
    ...more,
  });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust, MaxSessionDuration: 7200 }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'p', PolicyDocument: policy }));
  return Role?.Arn ?? '';
}

async function makeUser(name: string, policy?: string): Promise<ClientOptions> {
  await iam.send(new CreateUserCommand({ UserName: name }));
  if (policy) {
    await iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: 'p', PolicyDocument: policy }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

async function assume(RoleArn: string, more: object = {}, client = sts) {
  const answer = await client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'story', ...more }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  const session: ClientOptions = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { answer, session };
}

const root = { AWS: ACCOUNT };
const refused = (RoleArn: string, who: string, action = 'sts:AssumeRole') => ({
  name: 'AccessDenied',
  message: `User: ${who} is not authorized to perform: ${action} on resource: ${RoleArn}`,
  $metadata: expect.objectContaining({ httpStatusCode: 403 }),
});

test('a session acts as the role: its identity, its permissions, and nothing more', async () => {
  const arn = await makeRole('lister', root);
  const { answer, session } = await assume(arn);
  expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/lister/story`);
  expect(answer.AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:story$/);
  expect(answer.PackedPolicySize).toBeUndefined();
  const lifetime = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now();
  expect(Math.round(lifetime / 60_000)).toBe(60);

  expect(await aws.sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: answer.AssumedRoleUser?.Arn,
    UserId: answer.AssumedRoleUser?.AssumedRoleId,
    Account: ACCOUNT,
  });
  await aws.iam(session).send(new ListRolesCommand({}));
  await expect(aws.iam(session).send(new GetRoleCommand({ RoleName: 'lister' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/lister/story is not authorized to perform: iam:GetRole on resource: role lister because no identity-based policy allows the iam:GetRole action`,
  });
});

test('a session policy narrows and never widens', async () => {
  const arn = await makeRole('narrowed', root);
  const { answer, session } = await assume(arn, { Policy: allow(['iam:ListRoles', 'iam:GetRole']) });
  expect(answer.PackedPolicySize).toBeGreaterThan(0);
  await aws.iam(session).send(new ListRolesCommand({}));
  await expect(aws.iam(session).send(new ListUsersCommand({}))).rejects.toMatchObject({
    message: expect.stringContaining('because no session policy allows the iam:ListUsers action'),
  });
  await expect(aws.iam(session).send(new GetRoleCommand({ RoleName: 'x' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
  await expect(aws.iam(session).send(new GetRoleCommand({ RoleName: 'narrowed' }))).rejects.toMatchObject({
    message: expect.stringContaining('because no identity-based policy allows'),
  });
});

test('a managed policy may be the session policy', async () => {
  const arn = await makeRole('managed', root);
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'only-users', PolicyDocument: allow('iam:ListUsers') }),
  );
  const { session } = await assume(arn, { PolicyArns: [{ arn: Policy?.Arn }] });
  await aws.iam(session).send(new ListUsersCommand({}));
  await expect(aws.iam(session).send(new ListRolesCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await expect(
    assume(arn, { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/Nothing' }] }),
  ).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
});

test('a role that is not there and one that does not trust the caller answer alike', async () => {
  const who = `arn:aws:iam::${ACCOUNT}:root`;
  const missing = `arn:aws:iam::${ACCOUNT}:role/nobody`;
  await expect(assume(missing)).rejects.toMatchObject(refused(missing, who));
  const arn = await makeRole('for-s3', { Service: 's3.amazonaws.com' });
  await expect(assume(arn)).rejects.toMatchObject(refused(arn, who));
});

test("a trust policy naming the account needs the user's own policy; naming the user it does not", async () => {
  const stranger = await makeUser('stranger');
  const helper = await makeUser('helper', allow('sts:AssumeRole'));
  const delegated = await makeRole('delegated', root);
  const direct = await makeRole('direct', { AWS: `arn:aws:iam::${ACCOUNT}:user/stranger` });
  const as = (keys: ClientOptions) => aws.sts(keys);
  await expect(assume(delegated, {}, as(stranger))).rejects.toMatchObject(
    refused(delegated, `arn:aws:iam::${ACCOUNT}:user/stranger`),
  );
  await assume(delegated, {}, as(helper));
  await assume(direct, {}, as(stranger));
  await expect(assume(direct, {}, as(helper))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('another account may assume the role when the trust policy names it, with the external id it asks for', async () => {
  const arn = await makeRole('shared', { AWS: OTHER }, undefined, {
    Condition: { StringEquals: { 'sts:ExternalId': 'secret-7' } },
  });
  const other = aws.sts({ account: OTHER });
  await assume(arn, { ExternalId: 'secret-7' }, other);
  await expect(assume(arn, { ExternalId: 'wrong' }, other)).rejects.toMatchObject(
    refused(arn, `arn:aws:iam::${OTHER}:root`),
  );
  await expect(assume(arn, {}, other)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('session tags are principal tags, transitive ones reach the next role', async () => {
  const perTeam = document({
    Effect: 'Allow',
    Action: ['iam:GetRole', 'sts:*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'mail' } },
  });
  const first = await makeRole('tagged', root, perTeam);
  const next = await makeRole('next', { AWS: `arn:aws:iam::${ACCOUNT}:role/tagged` }, perTeam);
  const Tags = [{ Key: 'team', Value: 'mail' }];
  const { session } = await assume(first, { Tags, TransitiveTagKeys: ['team'] });
  await aws.iam(session).send(new GetRoleCommand({ RoleName: 'tagged' }));
  const chained = await assume(next, {}, aws.sts(session));
  await aws.iam(chained.session).send(new GetRoleCommand({ RoleName: 'tagged' }));

  const untagged = await assume(first);
  await expect(
    aws.iam(untagged.session).send(new GetRoleCommand({ RoleName: 'tagged' })),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await iam.send(new TagRoleCommand({ RoleName: 'tagged', Tags }));
  await aws.iam(untagged.session).send(new GetRoleCommand({ RoleName: 'tagged' }));
});

test('tags that contradict each other or the calling session are InvalidParameterValue (recorded)', async () => {
  const first = await makeRole('outer', root, allow('sts:*'));
  const next = await makeRole('inner', { AWS: `arn:aws:iam::${ACCOUNT}:role/outer` });
  const invalid = (message: string) => ({ name: 'InvalidParameterValue', message });
  const Tags = [{ Key: 'SessionTag1', Value: 'a' }];
  await expect(assume(first, { Tags, TransitiveTagKeys: ['InvalidKey'] })).rejects.toMatchObject(
    invalid('The specified transitive tag key must be included in the requested tags.'),
  );
  await expect(assume(first, { Tags: [...Tags, { Key: 'sessiontag1', Value: 'b' }] })).rejects.toMatchObject(
    invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.'),
  );
  const { session } = await assume(first, { Tags, TransitiveTagKeys: ['sessiontag1'] });
  for (const Key of ['SessionTag1', 'sessiontag1']) {
    await expect(assume(next, { Tags: [{ Key, Value: 'c' }] }, aws.sts(session)), Key).rejects.toMatchObject(
      invalid(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
      ),
    );
  }
});

test('tagging needs sts:TagSession', async () => {
  const trust = document({ Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'untaggable', AssumeRolePolicyDocument: trust }),
  );
  const arn = Role?.Arn ?? '';
  await assume(arn);
  await expect(assume(arn, { Tags: [{ Key: 'a', Value: 'b' }] })).rejects.toMatchObject(
    refused(arn, `arn:aws:iam::${ACCOUNT}:root`, 'sts:TagSession'),
  );
});

test('the session ends when its time is over, on the clock that the control API moves', async () => {
  const arn = await makeRole('brief', root);
  const { session } = await assume(arn, { DurationSeconds: 900 });
  await aws.sts(session).send(new GetCallerIdentityCommand({}));
  try {
    aws.clock.advance(901_000);
    await expect(aws.sts(session).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: expect.stringMatching(/^ExpiredToken/),
    });
  } finally {
    aws.clock.reset();
  }
});

test('a session swept away long after its end stays refused: an unknown key would be root', async () => {
  const arn = await makeRole('swept', root);
  const { session } = await assume(arn, { DurationSeconds: 900 });
  const week = 7 * 24 * 3_600_000;
  aws.clock.advance(-week);
  const { session: old } = await assume(arn, { DurationSeconds: 900 }).finally(() => aws.clock.reset());
  await assume(arn);
  await expect(aws.sts(old).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  await aws.sts(session).send(new GetCallerIdentityCommand({}));
});

test.each([
  [
    'a session of fourteen minutes',
    { DurationSeconds: 840 },
    "1 validation error detected: Value '840' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    'a session longer than the role allows',
    { DurationSeconds: 7201 },
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  ],
  [
    'a session name with a blank',
    { RoleSessionName: 'a b' },
    "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  ],
  [
    'what is no role',
    { RoleArn: 'arn:aws:iam::000000000000:user/bob' },
    'arn:aws:iam::000000000000:user/bob is invalid',
  ],
])('%s is a ValidationError', async (_, wrong, message) => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/lister`;
  await expect(assume(arn, wrong)).rejects.toMatchObject({
    name: 'ValidationError',
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test('a chained session lasts an hour at most', async () => {
  const first = await makeRole('chain-1', root, allow('sts:*'));
  const second = await makeRole('chain-2', root);
  const { session } = await assume(first);
  await expect(assume(second, { DurationSeconds: 3601 }, aws.sts(session))).rejects.toMatchObject({
    message:
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
});

test('a malformed session policy and one too large are refused', async () => {
  const arn = `arn:aws:iam::${ACCOUNT}:role/lister`;
  await expect(assume(arn, { Policy: '{' })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
  const large = document(
    ...Array.from({ length: 60 }, () => ({ Effect: 'Allow', Action: 's3:*', Resource: '*' })),
  );
  await expect(assume(arn, { Policy: large })).rejects.toMatchObject({
    name: 'PackedPolicyTooLargeException',
  });
});
