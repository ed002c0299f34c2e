import { ListUserTagsCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the named tags go, the others stay, unknown ones are no error', async () => {
  await story.user('one', { Tags: ['a', 'b', 'C'].map((Key) => ({ Key, Value: 'v' })) });
  await story.iam.send(new UntagUserCommand({ UserName: 'one', TagKeys: ['a', 'c', 'never'] }));
  const { Tags } = await story.iam.send(new ListUserTagsCommand({ UserName: 'one' }));
  expect(Tags).toEqual([{ Key: 'b', Value: 'v' }]);
});

test('an unknown user is NoSuchEntity', async () => {
  await expect(
    story.iam.send(new UntagUserCommand({ UserName: 'ghost', TagKeys: ['a'] })),
  ).rejects.toMatchObject(noSuchEntity());
});
