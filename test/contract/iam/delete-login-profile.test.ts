import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  GetLoginProfileCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const UserName = 'ada';
const remove = () => story.iam.send(new DeleteLoginProfileCommand({ UserName }));

test('takes the password away and leaves the access keys', async () => {
  await story.user(UserName);
  await story.keys(UserName);
  const create = () => story.iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse' }));
  await create();
  await remove();
  await expect(story.iam.send(new GetLoginProfileCommand({ UserName }))).rejects.toMatchObject(
    noSuchEntity(),
  );
  await expect(remove()).rejects.toMatchObject(noSuchEntity('Login Profile for User ada cannot be found.'));
  const { AccessKeyMetadata } = await story.iam.send(new ListAccessKeysCommand({ UserName }));
  expect(AccessKeyMetadata).toHaveLength(1);
  await create();
});
