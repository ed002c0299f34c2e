import { ListDeadLetterSourceQueuesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const sources = (QueueUrl: string) => story.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));

test('the queues that send their dead letters here', async () => {
  const dead = await story.queue('dead');
  expect((await sources(dead)).queueUrls).toEqual([]);
  const deadLetterTargetArn = await story.arn(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
  const url = await story.queue('source', { RedrivePolicy });
  expect((await sources(dead)).queueUrls).toEqual([url]);
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(sources(NOWHERE)).rejects.toMatchObject(unknownQueue);
});
