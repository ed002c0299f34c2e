import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { NOWHERE, snsStory } from './story.ts';

const story = snsStory();
const untag = (ResourceArn: string, ...TagKeys: string[]) =>
  story.sns.send(new UntagResourceCommand({ ResourceArn, TagKeys }));

test('the named tags go, unknown names are no error', async () => {
  const ResourceArn = await story.topic('one');
  const Tags = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ];
  await story.sns.send(new TagResourceCommand({ ResourceArn, Tags }));
  await untag(ResourceArn, 'a', 'never');
  const left = await story.sns.send(new ListTagsForResourceCommand({ ResourceArn }));
  expect(left.Tags).toEqual([{ Key: 'b', Value: '2' }]);
});

test('an unknown topic is ResourceNotFound', async () => {
  await expect(untag(NOWHERE, 'a')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
