import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const drop = (QueueUrl: string, ReceiptHandle: string) =>
  story.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

test('a deleted message does not come back, and deleting it again is no error', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a');
  const { ReceiptHandle } = await story.receiveOne(url);
  await drop(url, ReceiptHandle);
  await drop(url, ReceiptHandle);
  story.server.clock.advance(30_000);
  expect(await story.receive(url)).toEqual([]);
});

test('what is no receipt handle is ReceiptHandleIsInvalid', async () => {
  const url = await story.queue('one');
  await expect(drop(url, 'x')).rejects.toMatchObject({
    ...refusal('ReceiptHandleIsInvalid', 404),
    message: 'The input receipt handle "x" is not a valid receipt handle.',
  });
  await expect(drop(NOWHERE, 'x')).rejects.toMatchObject(unknownQueue);
});

test('a FIFO queue refuses a handle whose time is over', async () => {
  const url = await story.queue('one.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  await story.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'a', MessageGroupId: 'g' }));
  const { ReceiptHandle } = await story.receiveOne(url);
  story.server.clock.advance(30_000);
  await expect(drop(url, ReceiptHandle)).rejects.toMatchObject({
    message: `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
  });
});
