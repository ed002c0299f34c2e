import { ListSSHPublicKeysCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, invalid, noSuchEntity, refusal } from './story.ts';

const story = iamStory();
const list = (UserName: string, iam = story.iam) => iam.send(new ListSSHPublicKeysCommand({ UserName }));

test('a user has none, for there is no way to one here', async () => {
  await story.user('ada');
  expect(await list('ada')).toMatchObject({ SSHPublicKeys: [], IsTruncated: false });
});

test('is told of users who are there, to those who may', async () => {
  await expect(list('ghost')).rejects.toMatchObject(noSuchEntity());
  await story.user('bob');
  const bob = story.aws.iam(await story.keys('bob'));
  await expect(list('bob', bob)).rejects.toMatchObject(refusal('AccessDenied', 403));
});

test('needs a name of who is no user', async () => {
  await expect(story.iam.send(new ListSSHPublicKeysCommand({}))).rejects.toMatchObject(invalid());
});
