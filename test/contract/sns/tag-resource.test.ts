import { ListTagsForResourceCommand, TagResourceCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, refusal, snsStory } from './story.ts';

const story = snsStory();
const tag = (ResourceArn: string, Tags: { Key: string; Value: string }[]) =>
  story.sns.send(new TagResourceCommand({ ResourceArn, Tags }));

test('tags are added and written over', async () => {
  const ResourceArn = await story.topic('one');
  await tag(ResourceArn, [
    { Key: 'k1', Value: 'v1' },
    { Key: 'k2', Value: 'v2' },
  ]);
  await tag(ResourceArn, [{ Key: 'k2', Value: 'v2b' }]);
  const { Tags } = await story.sns.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(Tags).toEqual([
    { Key: 'k1', Value: 'v1' },
    { Key: 'k2', Value: 'v2b' },
  ]);
});

test('a key twice, a fifty-first tag and an unknown topic are refused', async () => {
  const topic = await story.topic('strict');
  const twice = [
    { Key: 'k', Value: '1' },
    { Key: 'k', Value: '2' },
  ];
  await expect(tag(topic, twice)).rejects.toMatchObject(invalid('Duplicated keys are not allowed.'));
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
  await expect(tag(topic, many)).rejects.toMatchObject({ name: 'TagLimitExceededException' });
  await expect(tag(NOWHERE, [])).rejects.toMatchObject(
    refusal('ResourceNotFoundException', 'Resource does not exist', 404),
  );
});
