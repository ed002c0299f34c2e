import { ChangeMessageVisibilityBatchCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const change = (
  QueueUrl: string,
  Entries: { Id: string; ReceiptHandle: string; VisibilityTimeout: number }[],
) => story.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));

test('each entry has its own outcome', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a');
  const { ReceiptHandle } = await story.receiveOne(url);
  const { Successful, Failed } = await change(url, [
    { Id: 'good', ReceiptHandle, VisibilityTimeout: 0 },
    { Id: 'bad', ReceiptHandle: 'x', VisibilityTimeout: 0 },
  ]);
  expect(Successful).toEqual([{ Id: 'good' }]);
  expect(Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }]);
  expect(await story.receive(url)).toHaveLength(1);
});

test('an empty batch, and an unknown queue', async () => {
  await expect(change(await story.queue('one'), [])).rejects.toMatchObject(refusal('EmptyBatchRequest'));
  const entry = { Id: 'a', ReceiptHandle: 'x', VisibilityTimeout: 0 };
  await expect(change(NOWHERE, [entry])).rejects.toMatchObject(unknownQueue);
});
