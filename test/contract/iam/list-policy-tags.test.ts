import { ListPolicyTagsCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity } from './story.ts';

const story = iamStory();

test('tags come in pages', async () => {
  const Tags = ['a', 'b', 'c'].map((Key) => ({ Key, Value: 'v' }));
  const PolicyArn = await story.policy('p', undefined, { Tags });
  const first = await story.iam.send(new ListPolicyTagsCommand({ PolicyArn, MaxItems: 2 }));
  expect(first).toMatchObject({ Tags: Tags.slice(0, 2), IsTruncated: true });
  const rest = await story.iam.send(new ListPolicyTagsCommand({ PolicyArn, Marker: first.Marker }));
  expect(rest.Tags).toEqual(Tags.slice(2));
});

test('an unknown policy is NoSuchEntity', async () => {
  const PolicyArn = 'arn:aws:iam::000000000000:policy/ghost';
  await expect(story.iam.send(new ListPolicyTagsCommand({ PolicyArn }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
