// ReceiveMessage: visibility, long polling, dead letters, retention and groups, all on the injected clock.
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const bodies = async (url: string, more = {}) =>
  (await story.receive(url, { MaxNumberOfMessages: 10, ...more })).map(({ Body }) => Body);

test('a received message is hidden until its visibility timeout has passed', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a');
  expect(await bodies(url)).toEqual(['a']);
  expect(await bodies(url)).toEqual([]);
  story.server.clock.advance(30_000);
  const [again] = await story.receive(url, { MessageSystemAttributeNames: ['All'] });
  expect(again?.Attributes).toMatchObject({
    ApproximateReceiveCount: '2',
    SenderId: '000000000000',
    SentTimestamp: expect.stringMatching(/^\d{13}$/),
  });
});

test('only the attributes asked for are told', async () => {
  const url = await story.queue('asked');
  const MessageAttributes = {
    'mail.from': { DataType: 'String', StringValue: 'a' },
    other: { DataType: 'String', StringValue: 'b' },
  };
  await story.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'x', MessageAttributes }));
  const receive = async (more: object) => (await story.receive(url, { VisibilityTimeout: 0, ...more }))[0];
  expect(await receive({})).toEqual({
    MessageId: expect.any(String),
    ReceiptHandle: expect.any(String),
    MD5OfBody: '9dd4e461268c8034f5c8564e155c67a6',
    Body: 'x',
  });
  const some = await receive({ MessageAttributeNames: ['mail.*'], AttributeNames: ['SentTimestamp'] });
  expect(Object.keys(some?.MessageAttributes ?? {})).toEqual(['mail.from']);
  expect(Object.keys(some?.Attributes ?? {})).toEqual(['SentTimestamp']);
});

test('a long poll is answered by the message that comes', async () => {
  const url = await story.queue('poll');
  const poll = story.sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
  await story.send(url, 'late');
  expect((await poll).Messages?.[0]?.Body).toBe('late');
});

test('a long poll ends with nothing when its time is over', async () => {
  const url = await story.queue('idle', { ReceiveMessageWaitTimeSeconds: '20' });
  let answered = false;
  const poll = story.receive(url).finally(() => {
    answered = true;
  });
  // The poll may not have arrived yet when the clock first moves.
  while (!answered) {
    story.server.clock.advance(20_000);
    await story.attributes(url);
  }
  expect(await poll).toEqual([]);
});

test('after maxReceiveCount receives a message goes to the dead-letter queue', async () => {
  const dead = await story.queue('dead');
  const deadLetterTargetArn = await story.arn(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  const url = await story.queue('source', { RedrivePolicy, VisibilityTimeout: '0' });
  await story.send(url, 'poison');
  expect([await bodies(url), await bodies(url), await bodies(url)]).toEqual([['poison'], ['poison'], []]);
  const [letter] = await story.receive(dead, { MessageSystemAttributeNames: ['All'] });
  expect(letter).toMatchObject({
    Body: 'poison',
    Attributes: { ApproximateReceiveCount: '3', DeadLetterQueueSourceArn: await story.arn(url) },
  });
});

test('messages that all go to the dead-letter queue at once do not hide the one behind them', async () => {
  const deadLetterTargetArn = await story.arn(await story.queue('many-dead'));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
  const url = await story.queue('many', { RedrivePolicy, VisibilityTimeout: '0' });
  await story.send(url, 'a', 'b');
  await bodies(url, { MaxNumberOfMessages: 2 });
  await story.send(url, 'c');
  expect(await bodies(url, { MaxNumberOfMessages: 2 })).toEqual(['c']);
});

test('a queue that is its own dead-letter queue keeps its messages', async () => {
  const url = await story.queue('own', { VisibilityTimeout: '0' });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await story.arn(url), maxReceiveCount: 1 });
  await story.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy } }));
  await story.send(url, 'a');
  expect([await bodies(url), await bodies(url)]).toEqual([['a'], ['a']]);
});

test('a message is kept as long as the retention period says', async () => {
  const url = await story.queue('brief', { MessageRetentionPeriod: '60' });
  await story.send(url, 'old');
  story.server.clock.advance(60_000);
  await story.send(url, 'new');
  expect(await bodies(url)).toEqual(['new']);
});

test('a FIFO queue keeps a group in order and waits for what is in flight', async () => {
  const url = await story.queue('order.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const send = (MessageBody: string, MessageGroupId: string) =>
    story.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId }));
  await send('a1', 'a');
  await send('a2', 'a');
  await send('b1', 'b');
  const first = await story.receiveOne(url);
  expect(first.Body).toBe('a1');
  expect(await bodies(url, { VisibilityTimeout: 0 })).toEqual(['b1']);
  const { ReceiptHandle } = first;
  await story.sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }),
  );
  const again = (await story.receive(url, { MaxNumberOfMessages: 10 })).find(({ Body }) => Body === 'a1');
  await story.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: again?.ReceiptHandle }));
  story.server.clock.advance(30_000);
  expect(new Set(await bodies(url))).toEqual(new Set(['a2', 'b1']));
});

describe('groups of a FIFO queue, as recorded on AWS', () => {
  async function grouped(name: string, ...messages: readonly string[]) {
    const url = await story.queue(`${name}.fifo`, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const MessageBody of messages) {
      const MessageGroupId = MessageBody.charAt(0);
      await story.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId }));
    }
    return url;
  }
  const change = (QueueUrl: string, { ReceiptHandle }: Message, VisibilityTimeout: number) =>
    story.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));

  test('come one after the other, whatever stood between their messages', async () => {
    const url = await grouped('together', 'a1', 'b1', 'a2', 'a3');
    expect(await bodies(url)).toEqual(['a1', 'a2', 'a3', 'b1']);
  });

  test('come in the order in which they can be seen again', async () => {
    const url = await grouped('seen', 'a1', 'a2', 'a3', 'b1', 'c1');
    expect((await story.receive(url, { MaxNumberOfMessages: 2 })).map(({ Body }) => Body)).toEqual([
      'a1',
      'a2',
    ]);
    expect((await story.receiveOne(url)).Body).toBe('b1');
    story.server.clock.advance(31_000);
    const order = await bodies(url);
    expect(order[0]).toBe('c1');
    expect(order.filter((body) => body?.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  test('show a message that was given back, and none behind one that is held', async () => {
    const url = await grouped('back', 'a1', 'a2', 'a3', 'b1');
    const [first, second] = await story.receive(url, { MaxNumberOfMessages: 3 });
    await change(url, first as Message, 0);
    expect(new Set(await bodies(url))).toEqual(new Set(['b1', 'a1']));
    await change(url, second as Message, 300);
    story.server.clock.advance(31_000);
    expect(new Set(await bodies(url))).toEqual(new Set(['b1', 'a1']));
  });
});

describe('ReceiveRequestAttemptId', () => {
  async function group(name: string) {
    const url = await story.queue(`${name}.fifo`, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    for (const MessageBody of ['1', '2', '3']) {
      await story.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: 'g' }));
    }
    const receive = (ReceiveRequestAttemptId: string) =>
      story.receive(url, { ReceiveRequestAttemptId, MaxNumberOfMessages: 2 });
    return { url, receive };
  }

  test('answers the same messages by the same handles again, hidden anew', async () => {
    const { url, receive } = await group('again');
    const first = await receive('one');
    expect(first.map(({ Body }) => Body)).toEqual(['1', '2']);
    story.server.clock.advance(20_000);
    expect(await receive('one')).toEqual(first);
    story.server.clock.advance(20_000);
    expect(await story.receive(url)).toEqual([]);
    expect(await receive('another')).toEqual([]);
  });

  test('answers anew once one of them was deleted or has shown itself, and after five minutes', async () => {
    const { url, receive } = await group('anew');
    const [message] = await receive('one');
    const { ReceiptHandle } = message ?? {};
    await story.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    expect(await receive('one')).toEqual([]);
    story.server.clock.advance(30_000);
    const third = await receive('one');
    expect(third.map(({ Body }) => Body)).toEqual(['2', '3']);
    story.server.clock.advance(300_000);
    const fourth = await receive('one');
    expect(fourth.map(({ Body }) => Body)).toEqual(['2', '3']);
    expect(fourth[0]?.ReceiptHandle).not.toBe(third[0]?.ReceiptHandle);
  });

  test('is refused of a standard queue', async () => {
    const url = await story.queue('plain-attempt');
    await expect(story.receive(url, { ReceiveRequestAttemptId: 'a' })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});

test.each([
  [
    { MaxNumberOfMessages: 11 },
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { WaitTimeSeconds: 21 },
    'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
  [
    { VisibilityTimeout: -1 },
    'Value -1 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.',
  ],
])('%j is refused', async (more, message) => {
  const url = await story.queue('strict');
  await expect(story.receive(url, more)).rejects.toMatchObject({ message });
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(story.receive(NOWHERE)).rejects.toMatchObject(unknownQueue);
});
