import { ListPolicyTagsCommand, UntagPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('the named tags go', async () => {
  const Tags = ['a', 'b'].map((Key) => ({ Key, Value: 'v' }));
  const PolicyArn = await story.policy('p', undefined, { Tags });
  await story.iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a', 'B', 'never'] }));
  const found = await story.iam.send(new ListPolicyTagsCommand({ PolicyArn }));
  expect(found.Tags).toEqual([{ Key: 'b', Value: 'v' }]);
});

test('an unknown policy is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::000000000000:policy/ghost';
  await expect(story.iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
