import { ListPolicyTagsCommand, TagPolicyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { iamStory, noSuchEntity, refusal } from './story.ts';

const story = iamStory();

test('tags are added and written over', async () => {
  const PolicyArn = await story.policy('p', undefined, { Tags: [{ Key: 'a', Value: '1' }] });
  const Tags = [
    { Key: 'A', Value: '2' },
    { Key: 'b', Value: '3' },
  ];
  await story.iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
  expect((await story.iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual(Tags);
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
