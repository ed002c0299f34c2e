import { ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, type ClientOptions, startTestServer, type TestServer } from '../../support/server.ts';
import { createUser, may } from '../../support/users.ts';

let aws: TestServer;
let bob: ClientOptions;
beforeAll(async () => {
  aws = await startTestServer();
  aws.clock.freeze();
  bob = (await createUser(aws, 'bob', [may('iam:ListUsers')])).keys;
});
afterAll(() => aws.close());

async function token(as: ClientOptions, DurationSeconds?: number) {
  const { Credentials } = await aws.sts(as).send(new GetSessionTokenCommand({ DurationSeconds }));
  const session: ClientOptions = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const minutes = Math.round(((Credentials?.Expiration?.getTime() ?? 0) - aws.clock.now()) / 60_000);
  return { session, minutes };
}

test('the session is the user, with its permissions, for twelve hours unless told', async () => {
  const { session, minutes } = await token(bob);
  expect(minutes).toBe(720);
  expect(await aws.sts(session).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT}:user/bob`,
  });
  await aws.iam(session).send(new ListUsersCommand({}));
});

test("an account's root gets an hour, whatever it asks for", async () => {
  expect((await token({})).minutes).toBe(60);
  expect((await token({}, 36_000)).minutes).toBe(60);
  expect((await token({}, 900)).minutes).toBe(15);
});

test('the token must come with the key', async () => {
  const { session } = await token(bob);
  const { accessKeyId, secretAccessKey } = session;
  for (const wrong of [
    { accessKeyId, secretAccessKey },
    { ...session, sessionToken: 'wrong' },
  ]) {
    const call = aws.sts(wrong as ClientOptions).send(new GetCallerIdentityCommand({}));
    await expect(call).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  }
});

test('a session makes no further session, and fourteen minutes are too short', async () => {
  const { session } = await token(bob);
  await expect(token(session)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(token(bob, 840)).rejects.toMatchObject({ name: 'ValidationError' });
});
