import { ListQueueTagsCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const tags = (QueueUrl: string) => story.sqs.send(new ListQueueTagsCommand({ QueueUrl }));

test('a queue without tags tells none', async () => {
  expect((await tags(await story.queue('bare'))).Tags).toBeUndefined();
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(tags(NOWHERE)).rejects.toMatchObject(unknownQueue);
});
