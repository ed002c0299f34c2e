import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createUser } from '../../support/users.ts';

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
  const denial = { Effect: 'Deny', Action: '*', Resource: '*' };
  const bob = await createUser(aws, 'bob', [denial], { Path: '/dev/' });
  expect(await aws.sts(bob.keys).send(new GetCallerIdentityCommand({}))).toMatchObject({
    UserId: bob.id,
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
