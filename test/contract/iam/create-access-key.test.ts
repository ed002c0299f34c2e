import { AttachUserPolicyCommand, CreateAccessKeyCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { ACCOUNT, iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test("the key signs as its user, held to the user's policies", async () => {
  await story.user('bob');
  const { AccessKey } = await story.iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  expect(AccessKey).toMatchObject({ UserName: 'bob', Status: 'Active' });
  expect(AccessKey?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(AccessKey?.SecretAccessKey).toHaveLength(40);
  const bob = story.aws.iam({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  });
  await expect(bob.send(new ListUsersCommand({}))).rejects.toMatchObject(
    refusal(
      'AccessDenied',
      403,
      `User: arn:aws:iam::${ACCOUNT}:user/bob is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${ACCOUNT}:user/ because no identity-based policy allows the iam:ListUsers action`,
    ),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await story.iam.send(new AttachUserPolicyCommand({ UserName: 'bob', PolicyArn }));
  await bob.send(new ListUsersCommand({}));
});

test('a wrong secret is refused', async () => {
  const { accessKeyId } = await story.keys('bob');
  const forger = story.aws.iam({ accessKeyId, secretAccessKey: 'guessed' });
  await expect(forger.send(new ListUsersCommand({}))).rejects.toMatchObject(
    refusal('SignatureDoesNotMatch', 403),
  );
});

test('a user has two keys at most', async () => {
  await expect(story.keys('bob')).rejects.toMatchObject(
    refusal('LimitExceededException', 409, 'Cannot exceed quota for AccessKeysPerUser: 2'),
  );
});

test('an unknown user is NoSuchEntity, and root must say whom it means', async () => {
  await expect(story.keys('ghost')).rejects.toMatchObject(noSuchEntity());
  await expect(story.iam.send(new CreateAccessKeyCommand({}))).rejects.toMatchObject(invalid());
});
