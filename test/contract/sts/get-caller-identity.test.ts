import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

test('a key nobody created is the root of its account', async () => {
  expect(await aws.sts().send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: ACCOUNT,
    UserId: ACCOUNT,
    Arn: `arn:aws:iam::${ACCOUNT}:root`,
  });
  expect(await aws.sts({ account: '111122223333' }).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:root',
  });
});

test('a user is told who it is even when a policy denies the call', async () => {
  const iam = aws.iam();
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'bob', Path: '/dev/' }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
  });
  await iam.send(new PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'nothing', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  const bob = aws.sts({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
  expect(await bob.send(new GetCallerIdentityCommand({}))).toMatchObject({
    UserId: User?.UserId,
    Arn: `arn:aws:iam::${ACCOUNT}:user/dev/bob`,
  });
});

test('an unsigned request is told that its token is missing', async () => {
  const { statusCode, body } = await request(aws.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  });
  expect(statusCode).toBe(403);
  expect(await body.text()).toContain('<Code>MissingAuthenticationToken</Code>');
});
