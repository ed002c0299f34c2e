import { ListQueueTagsCommand, TagQueueCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const tag = (QueueUrl: string, Tags: Record<string, string>) =>
  story.sqs.send(new TagQueueCommand({ QueueUrl, Tags }));

test('tags are added and written over', async () => {
  const QueueUrl = await story.queue('one');
  await tag(QueueUrl, { team: 'mail', stage: 'test' });
  await tag(QueueUrl, { team: 'keys' });
  const { Tags } = await story.sqs.send(new ListQueueTagsCommand({ QueueUrl }));
  expect(Tags).toEqual({ team: 'keys', stage: 'test' });
});

test('no tags at all are refused', async () => {
  await expect(tag(await story.queue('none'), {})).rejects.toMatchObject({
    message: 'The request must contain the parameter Tags.',
  });
});

test('a fifty-first tag and an unknown queue are refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']));
  await expect(tag(await story.queue('full'), many)).rejects.toMatchObject(refusal('InvalidParameterValue'));
  await expect(tag(NOWHERE, {})).rejects.toMatchObject(unknownQueue);
});
