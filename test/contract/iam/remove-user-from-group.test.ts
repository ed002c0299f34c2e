import {
  AddUserToGroupCommand,
  ListGroupsForUserCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the user is out; being out already is no error', async () => {
  await story.group('g');
  await story.user('u');
  const pair = { GroupName: 'g', UserName: 'u' };
  await story.iam.send(new AddUserToGroupCommand(pair));
  await story.iam.send(new RemoveUserFromGroupCommand(pair));
  await story.iam.send(new RemoveUserFromGroupCommand(pair));
  const { Groups } = await story.iam.send(new ListGroupsForUserCommand({ UserName: 'u' }));
  expect(Groups ?? []).toEqual([]);
});

test('an unknown user or group is NoSuchEntity', async () => {
  for (const pair of [
    { GroupName: 'ghosts', UserName: 'u' },
    { GroupName: 'g', UserName: 'ghost' },
  ]) {
    await expect(story.iam.send(new RemoveUserFromGroupCommand(pair))).rejects.toMatchObject(noSuchEntity());
  }
});
