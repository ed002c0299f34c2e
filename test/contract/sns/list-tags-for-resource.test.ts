import { ListTagsForResourceCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { NOWHERE, snsStory } from './story.ts';

const story = snsStory();
const tags = (ResourceArn: string) => story.sns.send(new ListTagsForResourceCommand({ ResourceArn }));

test('a topic without tags tells none', async () => {
  expect((await tags(await story.topic('bare'))).Tags).toEqual([]);
});

test('an unknown topic is ResourceNotFound', async () => {
  await expect(tags(NOWHERE)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
