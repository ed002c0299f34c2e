import { GetUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { ACCOUNT, allowing, iamStory, invalid, noSuchEntity, trusting } from './story.ts';

const story = iamStory();

test('by name; without one, the caller itself', async () => {
  const Arn = await story.user('bob');
  expect((await story.iam.send(new GetUserCommand({ UserName: 'Bob' }))).User?.Arn).toBe(Arn);
  await story.iam.send(
    new PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'p', PolicyDocument: allowing('iam:GetUser') }),
  );
  const bob = story.aws.iam(await story.keys('bob'));
  expect((await bob.send(new GetUserCommand({}))).User).toMatchObject({ UserName: 'bob', Arn });
});

test("an account's root sees itself, and has no name", async () => {
  const { User } = await story.iam.send(new GetUserCommand({}));
  expect(User).toMatchObject({ UserId: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` });
  expect(User?.UserName).toBeUndefined();
});

test("a role's session must say whom it means", async () => {
  const RoleArn = await story.role('r', { AssumeRolePolicyDocument: trusting({ AWS: ACCOUNT }) });
  const { Credentials } = await story.aws
    .sts()
    .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's1' }));
  const session = story.aws.iam({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  });
  await expect(session.send(new GetUserCommand({}))).rejects.toMatchObject(
    invalid('Must specify userName when calling with non-User credentials'),
  );
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(story.iam.send(new GetUserCommand({ UserName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity('The user with name ghost cannot be found.'),
  );
});
