import {
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  type IAMClient,
  ListRoleTagsCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let iam: IAMClient;
beforeAll(async () => {
  aws = await startTestServer();
  iam = aws.iam();
});
afterAll(() => aws.close());

const trust = (Principal: object, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }],
  });
const s3Trust = trust({ Service: 's3.amazonaws.com' });

test('a role comes back with its ids, its path and its percent-encoded trust policy', async () => {
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'replication',
      Path: '/s3/',
      AssumeRolePolicyDocument: s3Trust,
      Description: 'copies objects',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'team', Value: 'mail' }],
    }),
  );
  expect(Role).toMatchObject({
    RoleName: 'replication',
    Path: '/s3/',
    Arn: `arn:aws:iam::${ACCOUNT}:role/s3/replication`,
    Description: 'copies objects',
    Tags: [{ Key: 'team', Value: 'mail' }],
  });
  expect(Role).not.toHaveProperty('MaxSessionDuration');
  expect(Role?.RoleId).toMatch(/^AROA[A-Z0-9]{17}$/);
  expect(Role?.CreateDate).toBeInstanceOf(Date);
  expect(Role?.CreateDate?.getMilliseconds()).toBe(0);
  expect(Role?.AssumeRolePolicyDocument).toContain('%22sts%3AAssumeRole%22');
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(s3Trust);

  const found = await iam.send(new GetRoleCommand({ RoleName: 'REPLICATION' }));
  expect(found.Role).toMatchObject({ RoleId: Role?.RoleId, MaxSessionDuration: 7200 });
  const tags = await iam.send(new ListRoleTagsCommand({ RoleName: 'replication' }));
  expect(tags.Tags).toEqual([{ Key: 'team', Value: 'mail' }]);
});

test('without options a session lasts an hour at most and the path is /', async () => {
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'plain', AssumeRolePolicyDocument: s3Trust }),
  );
  expect(Role).toMatchObject({ Path: '/' });
  expect(Role?.Description).toBeUndefined();
  const found = await iam.send(new GetRoleCommand({ RoleName: 'plain' }));
  expect(found.Role?.MaxSessionDuration).toBe(3600);
});

test('a name is taken whatever its case, but only in its account', async () => {
  await iam.send(new CreateRoleCommand({ RoleName: 'Taken', AssumeRolePolicyDocument: s3Trust }));
  await expect(
    iam.send(new CreateRoleCommand({ RoleName: 'tAKEN', AssumeRolePolicyDocument: s3Trust })),
  ).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Role with name tAKEN already exists.',
    $metadata: { httpStatusCode: 409 },
  });
  const other = aws.iam({ account: '444455556666' });
  const { Role } = await other.send(
    new CreateRoleCommand({ RoleName: 'Taken', AssumeRolePolicyDocument: s3Trust }),
  );
  expect(Role?.Arn).toBe('arn:aws:iam::444455556666:role/Taken');
});

test('of two calls at once for one name, one wins', async () => {
  const outcomes = await Promise.allSettled(
    [1, 2].map(() =>
      iam.send(new CreateRoleCommand({ RoleName: 'race', AssumeRolePolicyDocument: s3Trust })),
    ),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test.each([
  ['not JSON', '{', 'This policy contains invalid Json'],
  ['a Resource', trust({ Service: 's3.amazonaws.com' }, { Resource: '*' }), 'Has prohibited field Resource'],
  [
    "another service's action",
    trust({ Service: 's3.amazonaws.com' }, { Action: 's3:GetObject' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'nobody',
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] }),
    'Missing required field Principal',
  ],
  [
    'a user who does not exist',
    trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/ghost` }),
    `Invalid principal in policy: "AWS":"arn:aws:iam::${ACCOUNT}:user/ghost"`,
  ],
  ['what is no ARN', trust({ AWS: 'bob' }), 'Invalid principal in policy: "AWS":"bob"'],
  [
    'what is no service',
    trust({ Service: ['s3.amazonaws.com', 'amazonaws.com'] }),
    'Invalid principal in policy: "SERVICE":"amazonaws.com"',
  ],
  [
    'a provider by its URL',
    trust({ Federated: 'https://accounts.google.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
    'Federated principals must be valid domain names or SAML metadata ARNs',
  ],
  [
    'a role as a provider',
    trust({ Federated: `arn:aws:iam::${ACCOUNT}:role/r` }, { Action: 'sts:AssumeRoleWithSAML' }),
    'Federated principals must be valid domain names or SAML metadata ARNs',
  ],
])('a trust policy with %s is malformed', async (_, document, message) => {
  await expect(
    iam.send(new CreateRoleCommand({ RoleName: 'malformed', AssumeRolePolicyDocument: document })),
  ).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message,
    $metadata: { httpStatusCode: 400 },
  });
});

test.each([
  ['services of every partition', { Service: ['ec2.amazonaws.com.cn', 'delivery.logs.amazonaws.com'] }],
  ['web identities by their domain', { Federated: ['cognito-identity.amazonaws.com', 'www.amazon.com'] }],
  ['a SAML provider', { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corporate` }],
  ['an OpenID Connect provider', { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/ci.example/team` }],
])('a trust policy may name %s', async (what, principal) => {
  const RoleName = what.replaceAll(' ', '-');
  const create = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(principal) });
  await expect(iam.send(create)).resolves.toBeDefined();
});

test('a user who exists may be named', async () => {
  await iam.send(new CreateUserCommand({ UserName: 'bob' }));
  const document = trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'for-bob', AssumeRolePolicyDocument: document }),
  );
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(document);
});

test.each([
  [
    'a name with a slash',
    { RoleName: 'a/b' },
    'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
  ],
  [
    'a session of five minutes',
    { MaxSessionDuration: 300 },
    "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
  ],
  [
    'a path without a slash at its end',
    { Path: '/open' },
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  ],
])('%s is a ValidationError', async (_, wrong, message) => {
  const call = iam.send(
    new CreateRoleCommand({ RoleName: 'invalid', AssumeRolePolicyDocument: s3Trust, ...wrong }),
  );
  await expect(call).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message),
    $metadata: { httpStatusCode: 400 },
  });
});

test('a trust policy over the quota, an unknown boundary and a tag given twice are refused', async () => {
  const role = { RoleName: 'refused', AssumeRolePolicyDocument: s3Trust };
  const long = trust({ Service: 's3.amazonaws.com' }, { Sid: 'x'.repeat(2048) });
  await expect(
    iam.send(new CreateRoleCommand({ ...role, AssumeRolePolicyDocument: long })),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    $metadata: { httpStatusCode: 409 },
  });
  await expect(
    iam.send(new CreateRoleCommand({ ...role, PermissionsBoundary: 'arn:aws:iam::aws:policy/Nothing' })),
  ).rejects.toMatchObject({ name: 'NoSuchEntityException', $metadata: { httpStatusCode: 404 } });
  const Tags = ['Team', 'team'].map((Key) => ({ Key, Value: '1' }));
  await expect(iam.send(new CreateRoleCommand({ ...role, Tags }))).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
});
