import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const purge = (QueueUrl: string) => story.sqs.send(new PurgeQueueCommand({ QueueUrl }));

test('all messages go, those in flight included, once a minute', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a', 'b');
  await story.receive(url);
  await purge(url);
  expect(await story.attributes(url)).toMatchObject({
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
  });
  await expect(purge(url)).rejects.toMatchObject({
    ...refusal('PurgeQueueInProgress', 403),
    message: 'Only one PurgeQueue operation on one is allowed every 60 seconds.',
  });
  story.server.clock.advance(60_000);
  await purge(url);
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(purge(NOWHERE)).rejects.toMatchObject(unknownQueue);
});
