import { AddUserToGroupCommand, ListGroupsForUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the groups come sorted and in pages', async () => {
  await story.user('u');
  for (const GroupName of ['b', 'A', 'c']) {
    await story.group(GroupName);
    await story.iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'u' }));
  }
  const first = await story.iam.send(new ListGroupsForUserCommand({ UserName: 'u', MaxItems: 2 }));
  expect(first.Groups?.map(({ GroupName }) => GroupName)).toEqual(['A', 'b']);
  const rest = await story.iam.send(new ListGroupsForUserCommand({ UserName: 'u', Marker: first.Marker }));
  expect(rest.Groups?.map(({ GroupName }) => GroupName)).toEqual(['c']);
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(story.iam.send(new ListGroupsForUserCommand({ UserName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
