import { AddUserToGroupCommand, GetGroupCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the group and its users, in pages', async () => {
  await story.group('g');
  for (const UserName of ['b', 'a', 'c']) {
    await story.user(UserName);
    await story.iam.send(new AddUserToGroupCommand({ GroupName: 'g', UserName }));
  }
  const first = await story.iam.send(new GetGroupCommand({ GroupName: 'g', MaxItems: 2 }));
  expect(first.Group?.GroupName).toBe('g');
  expect(first.Users?.map(({ UserName }) => UserName)).toEqual(['a', 'b']);
  const rest = await story.iam.send(new GetGroupCommand({ GroupName: 'g', Marker: first.Marker }));
  expect(rest.Users?.map(({ UserName }) => UserName)).toEqual(['c']);
});

test('an unknown group is NoSuchEntity', async () => {
  await expect(story.iam.send(new GetGroupCommand({ GroupName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity('The group with name ghost cannot be found.'),
  );
});
