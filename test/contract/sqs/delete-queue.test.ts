import { DeleteQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const drop = (QueueUrl: string) => story.sqs.send(new DeleteQueueCommand({ QueueUrl }));

test('a deleted queue is gone, and ends the polls that wait for it', async () => {
  const url = await story.queue('one');
  const poll = story.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
  await drop(url);
  await poll.catch(() => undefined);
  await expect(story.receive(url)).rejects.toMatchObject(unknownQueue);
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(drop(NOWHERE)).rejects.toMatchObject(unknownQueue);
});
