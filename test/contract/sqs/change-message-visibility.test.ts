import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const change = (QueueUrl: string, ReceiptHandle: string, VisibilityTimeout: number) =>
  story.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

test('a message in flight stays hidden longer, or shows itself at once', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a');
  const { ReceiptHandle } = await story.receiveOne(url);
  await change(url, ReceiptHandle, 100);
  story.server.clock.advance(99_000);
  expect(await story.receive(url)).toEqual([]);
  await change(url, ReceiptHandle, 0);
  expect(await story.receive(url)).toHaveLength(1);
});

test('a message that is not in flight is MessageNotInflight', async () => {
  const url = await story.queue('late');
  await story.send(url, 'a');
  const { ReceiptHandle } = await story.receiveOne(url);
  story.server.clock.advance(30_000);
  await expect(change(url, ReceiptHandle, 10)).rejects.toMatchObject(refusal('MessageNotInflight'));
});

test('a standard queue takes the handle of an earlier receive, a FIFO queue does not', async () => {
  for (const FifoQueue of [undefined, 'true']) {
    const url = await story.queue(
      FifoQueue ? 'earlier.fifo' : 'earlier',
      FifoQueue ? { FifoQueue, ContentBasedDeduplication: 'true' } : {},
    );
    const MessageGroupId = FifoQueue && 'g';
    await story.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'a', MessageGroupId }));
    const { ReceiptHandle } = await story.receiveOne(url, { VisibilityTimeout: 0 });
    await story.receiveOne(url);
    const changing = change(url, ReceiptHandle, 0);
    if (FifoQueue) await expect(changing).rejects.toMatchObject(refusal('MessageNotInflight'));
    else await changing;
    expect(await story.receive(url)).toHaveLength(FifoQueue ? 0 : 1);
  }
});

test('twelve hours from its receive a message shows itself, however often that is put off', async () => {
  const url = await story.queue('half-a-day');
  await story.send(url, 'a');
  const HALF_A_DAY = 43_200;
  const { ReceiptHandle } = await story.receiveOne(url, { VisibilityTimeout: HALF_A_DAY });
  story.server.clock.advance(600_000);
  await expect(change(url, ReceiptHandle, HALF_A_DAY)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]',
  });
  await change(url, ReceiptHandle, 0);
  const again = await story.receiveOne(url, { VisibilityTimeout: 60 });
  await change(url, again.ReceiptHandle, HALF_A_DAY - 60);
});

test('odd handles, odd times and unknown queues are refused', async () => {
  const url = await story.queue('one');
  await expect(change(url, 'x', 10)).rejects.toMatchObject(refusal('ReceiptHandleIsInvalid', 404));
  await expect(change(url, 'x', 43_201)).rejects.toMatchObject({
    message:
      'Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.',
  });
  await expect(change(NOWHERE, 'x', 10)).rejects.toMatchObject(unknownQueue);
});
