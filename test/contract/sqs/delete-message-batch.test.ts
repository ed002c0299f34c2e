import { DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const drop = (QueueUrl: string, Entries: { Id: string; ReceiptHandle: string }[]) =>
  story.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));

test('each entry has its own outcome', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a');
  const { ReceiptHandle } = await story.receiveOne(url);
  const { Successful, Failed } = await drop(url, [
    { Id: 'good', ReceiptHandle },
    { Id: 'bad', ReceiptHandle: 'x' },
  ]);
  expect(Successful).toEqual([{ Id: 'good' }]);
  expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }]);
  expect(await story.attributes(url)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
});

test('an empty batch, and an unknown queue', async () => {
  await expect(drop(await story.queue('one'), [])).rejects.toMatchObject(refusal('EmptyBatchRequest'));
  await expect(drop(NOWHERE, [{ Id: 'a', ReceiptHandle: 'x' }])).rejects.toMatchObject(unknownQueue);
});
