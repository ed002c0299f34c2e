import { GetAccessKeyInfoCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createUser } from '../../support/users.ts';

const OTHER = '444455556666';
let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const accountOf = async (AccessKeyId: string) =>
  (await aws.sts().send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account;

test("a user's key and a session's key tell their account", async () => {
  const { keys } = await createUser(aws, 'bob', [], { account: OTHER });
  expect(await accountOf(keys.accessKeyId)).toBe(OTHER);
  const { Credentials } = await aws.sts({ account: OTHER }).send(new GetSessionTokenCommand({}));
  expect(await accountOf(Credentials?.AccessKeyId ?? '')).toBe(OTHER);
});

test('a key nobody created belongs to the account that it stands for', async () => {
  expect(await accountOf('AKIAIOSFODNN7EXAMPLE')).toBe(ACCOUNT);
});

test('an id with a blank is a ValidationError', async () => {
  await expect(accountOf('AKIA IOSFODNN7EXAMPLE')).rejects.toMatchObject({ name: 'ValidationError' });
});
