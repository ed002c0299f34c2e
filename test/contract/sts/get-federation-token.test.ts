import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  type GetFederationTokenCommandInput,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRole } from '../../support/principals.ts';
import { ACCOUNT, type ClientOptions, startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'shelf';
const ARN = `arn:aws:sts::${ACCOUNT}:federated-user/Bob`;
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

const allowing = (Action: string | string[], more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }],
  });

let aws: TestServer;
let broker: ClientOptions;
beforeAll(async () => {
  aws = await startTestServer();
  broker = await userWho('broker', allowing(['s3:GetObject', 'iam:*', 'sts:*']));
  const s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
});
afterAll(() => aws.close());

async function userWho(UserName: string, PolicyDocument: string): Promise<ClientOptions> {
  const iam = aws.iam();
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

const federate = (input: Partial<GetFederationTokenCommandInput> = {}, by: ClientOptions = broker) =>
  aws.sts(by).send(new GetFederationTokenCommand({ Name: 'Bob', ...input }));

async function sessionOf(...[input, by]: Parameters<typeof federate>): Promise<ClientOptions> {
  const { Credentials } = await federate(input, by);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}
const read = (s3: S3Client) => s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
const write = (s3: S3Client) => s3.send(new PutObjectCommand({ Bucket, Key: 'w', Body: 'x' }));

test('tells the session and who it is of (recorded)', async () => {
  const { Credentials, FederatedUser, PackedPolicySize } = await federate({ DurationSeconds: 900 });
  expect(FederatedUser).toEqual({ FederatedUserId: `${ACCOUNT}:Bob`, Arn: ARN });
  expect(PackedPolicySize).toBe(0);
  expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
  const identity = await aws.sts(await sessionOf()).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ UserId: `${ACCOUNT}:Bob`, Account: ACCOUNT, Arn: ARN });
});

test('may what its user and its own policies both allow', async () => {
  const both = aws.s3(await sessionOf({ Policy: allowing('s3:*') }));
  await read(both);
  await expect(write(both)).rejects.toMatchObject(denied);
  const neither = aws.s3(await sessionOf({ Policy: allowing('s3:PutObject') }));
  await expect(read(neither)).rejects.toMatchObject(denied);
  await expect(write(neither)).rejects.toMatchObject(denied);
  const managed = aws.s3(
    await sessionOf({ PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }] }),
  );
  await read(managed);
});

test('may nothing without policies of its own, but what a resource’s policy lets it by name', async () => {
  await aws.s3().send(new CreateBucketCommand({ Bucket: 'shared' }));
  const shared = (s3: S3Client) => s3.send(new PutObjectCommand({ Bucket: 'shared', Key: 'k', Body: 'x' }));
  const bob = aws.s3(await sessionOf());
  await expect(read(bob)).rejects.toMatchObject(denied);
  const admit = (Principal: object) =>
    aws.s3().send(
      new PutBucketPolicyCommand({
        Bucket: 'shared',
        Policy: allowing('s3:PutObject', { Principal, Resource: 'arn:aws:s3:::shared/*' }),
      }),
    );
  await admit({ AWS: `arn:aws:iam::${ACCOUNT}:user/broker` });
  await expect(shared(bob)).rejects.toMatchObject(denied);
  await admit({ AWS: ARN });
  await shared(bob);
  await expect(shared(aws.s3(await sessionOf({ Name: 'Eve' })))).rejects.toMatchObject(denied);
});

test('of the root it may what its policies allow, for an hour at most', async () => {
  const root = aws.s3(await sessionOf({ Policy: allowing('s3:PutObject') }, {}));
  await write(root);
  await expect(read(root)).rejects.toMatchObject(denied);
  const minutes = async (by: ClientOptions, DurationSeconds?: number) => {
    const { Credentials } = await federate({ ...(DurationSeconds && { DurationSeconds }) }, by);
    return Math.round(((Credentials?.Expiration?.getTime() ?? 0) - aws.clock.now()) / 60_000);
  };
  expect(await minutes({}, 36_000)).toBe(60);
  expect(await minutes(broker)).toBe(720);
  expect(await minutes(broker, 900)).toBe(15);
});

test('calls nothing of IAM, and of STS GetCallerIdentity alone', async () => {
  const bob = await sessionOf({ Policy: allowing('*') });
  await expect(aws.iam(bob).send(new ListUsersCommand({}))).rejects.toMatchObject(denied);
  await expect(aws.sts(bob).send(new GetSessionTokenCommand({}))).rejects.toMatchObject(denied);
  await expect(federate({}, bob)).rejects.toMatchObject(denied);
  const { arn: RoleArn } = await createRole(aws, 'for-all');
  const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bob' });
  await expect(aws.sts(bob).send(assume)).rejects.toMatchObject(denied);
});

test('policies ask by its tags over its user’s, its type, name and id', async () => {
  const Condition = {
    StringEquals: {
      'aws:PrincipalTag/team': 'mail',
      'aws:PrincipalType': 'FederatedUser',
      'aws:userid': `${ACCOUNT}:Bob`,
    },
    ArnEquals: { 'aws:PrincipalArn': ARN },
  };
  const Policy = allowing('s3:GetObject', { Condition });
  await read(aws.s3(await sessionOf({ Policy, Tags: [{ Key: 'team', Value: 'mail' }] })));
  const other = aws.s3(await sessionOf({ Policy, Tags: [{ Key: 'team', Value: 'shop' }] }));
  await expect(read(other)).rejects.toMatchObject(denied);
});

test('needs leave for the name, and for tags', async () => {
  const Resource = `arn:aws:sts::${ACCOUNT}:federated-user/Bob*`;
  const narrow = await userWho('narrow', allowing('sts:GetFederationToken', { Resource }));
  await federate({ Name: 'Bobby' }, narrow);
  await expect(federate({ Name: 'Eve' }, narrow)).rejects.toMatchObject(denied);
  await expect(federate({ Tags: [{ Key: 'a', Value: 'b' }] }, narrow)).rejects.toMatchObject(denied);
});

test('session credentials make no further ones, and input is held to its bounds', async () => {
  const { Credentials } = await aws.sts(broker).send(new GetSessionTokenCommand({}));
  const session: ClientOptions = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  await expect(federate({}, session)).rejects.toMatchObject({
    ...denied,
    message: 'Cannot call GetFederationToken with session credentials',
  });
  for (const wrong of [{ Name: 'B' }, { Name: 'a b' }, { Name: 'n'.repeat(33) }, { DurationSeconds: 899 }]) {
    await expect(federate(wrong)).rejects.toMatchObject({ name: 'ValidationError' });
  }
  await expect(federate({ Policy: '{}' })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
});
