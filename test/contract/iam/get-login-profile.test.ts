import { CreateLoginProfileCommand, GetLoginProfileCommand, UpdateUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();
const get = (UserName: string) => story.iam.send(new GetLoginProfileCommand({ UserName }));

test('a user without a password is told by NoSuchEntity, as one who is not there', async () => {
  await story.user('ada');
  await expect(get('ada')).rejects.toMatchObject(noSuchEntity('Login Profile for User ada cannot be found.'));
  await expect(get('ghost')).rejects.toMatchObject(noSuchEntity('The user with name ghost cannot be found.'));
});

test('goes with its user to another name, and tells nothing of the password', async () => {
  await story.user('bob');
  const Password = 'Correct-horse';
  await story.iam.send(new CreateLoginProfileCommand({ UserName: 'bob', Password }));
  await story.iam.send(new UpdateUserCommand({ UserName: 'bob', NewUserName: 'robert' }));
  const { LoginProfile } = await get('robert');
  expect(Object.keys(LoginProfile ?? {}).sort()).toEqual(['CreateDate', 'PasswordResetRequired', 'UserName']);
  expect(LoginProfile?.UserName).toBe('robert');
});
