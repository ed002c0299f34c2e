import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const urlOf = (QueueName: string, QueueOwnerAWSAccountId?: string, client = story.sqs) =>
  client.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));

test('a name is answered with its URL', async () => {
  const url = await story.queue('one');
  expect((await urlOf('one')).QueueUrl).toBe(url);
});

test("another account's queue is found by its owner, and needs the policy's leave", async () => {
  const url = await story.queue('theirs');
  const stranger = story.server.sqs({ account: '222222222222' });
  await expect(urlOf('theirs', '000000000000', stranger)).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await story.allow(url, '*', 'sqs:GetQueueUrl');
  expect((await urlOf('theirs', '000000000000', stranger)).QueueUrl).toBe(url);
});

test('an unknown name is QueueDoesNotExist', async () => {
  await expect(urlOf('nowhere')).rejects.toMatchObject(unknownQueue);
  await expect(urlOf('one', 'nobody')).rejects.toMatchObject(unknownQueue);
});
