import { ListPolicyTagsCommand, TagPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';
import { tags } from './tagged.ts';

const story = iamStory();

test('tags are added and written over, and keys in capitals are others', async () => {
  const Tags = tags('a=1, b=0');
  const PolicyArn = await story.policy('p', undefined, { Tags });
  await story.iam.send(new TagPolicyCommand({ PolicyArn, Tags: tags('A=2, b=3') }));
  const list = async (more: object = {}) => story.iam.send(new ListPolicyTagsCommand({ PolicyArn, ...more }));
  expect((await list()).Tags).toEqual(tags('A=2, a=1, b=3'));
  const { Tags: first, Marker } = await list({ MaxItems: 1 });
  expect(first).toEqual(tags('A=2'));
  expect((await list({ Marker })).Tags).toEqual(tags('a=1, b=3'));
});

test("AWS's own cannot be tagged, an unknown one is NoSuchEntity", async () => {
  const Tags = [{ Key: 'a', Value: 'b' }];
  const aws = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await expect(story.iam.send(new TagPolicyCommand({ PolicyArn: aws, Tags }))).rejects.toMatchObject(
    refusal('AccessDenied', 403),
  );
  await expect(story.iam.send(new TagPolicyCommand({ PolicyArn: `${aws}2`, Tags }))).rejects.toMatchObject(
    noSuchEntity(),
  );
});
