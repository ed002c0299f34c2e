import { ListRoleTagsCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('tags come in pages', async () => {
  const Tags = ['a', 'b', 'c'].map((Key) => ({ Key, Value: `${Key} value` }));
  await story.role('one', { Tags });
  const first = await story.iam.send(new ListRoleTagsCommand({ RoleName: 'one', MaxItems: 2 }));
  expect(first).toMatchObject({ Tags: Tags.slice(0, 2), IsTruncated: true });
  const rest = await story.iam.send(new ListRoleTagsCommand({ RoleName: 'one', Marker: first.Marker }));
  expect(rest).toMatchObject({ Tags: Tags.slice(2), IsTruncated: false });
});

test('an unknown role is NoSuchEntity', async () => {
  await expect(story.iam.send(new ListRoleTagsCommand({ RoleName: 'ghost' }))).rejects.toMatchObject(
    noSuchEntity('The role with name ghost cannot be found.'),
  );
});
