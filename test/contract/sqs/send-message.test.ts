// SendMessage. Refusals in the words recorded on AWS.
import { createHash } from 'node:crypto';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { refusal, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();

const send = (QueueUrl: string, more: Partial<SendMessageCommand['input']> = {}) =>
  story.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello', ...more }));

test('a message is sent, its body and attributes answered as digests', async () => {
  const url = await story.queue('one');
  const sent = await send(url, {
    MessageAttributes: {
      text: { DataType: 'String', StringValue: 'väl' },
      count: { DataType: 'Number', StringValue: '7' },
      bytes: { DataType: 'Binary.png', BinaryValue: Buffer.from([0, 255]) },
    },
  });
  expect(sent.MD5OfMessageBody).toBe(createHash('md5').update('hello').digest('hex'));
  expect(sent.MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const [message] = await story.receive(url, { MessageAttributeNames: ['All'] });
  expect(message).toMatchObject({
    Body: 'hello',
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes: {
      text: { DataType: 'String', StringValue: 'väl' },
      count: { DataType: 'Number', StringValue: '7' },
    },
  });
  expect(Buffer.from(message?.MessageAttributes?.bytes?.BinaryValue ?? [])).toEqual(Buffer.from([0, 255]));
});

test("attributes' digest is the one recorded on AWS", async () => {
  const url = await story.queue('digest');
  const { MD5OfMessageAttributes } = await send(url, {
    MessageAttributes: {
      'Help.Me': { DataType: 'String', StringValue: 'Me' },
      Hello: { DataType: 'String', StringValue: 'There' },
      General: { DataType: 'String', StringValue: 'Kenobi' },
    },
  });
  expect(MD5OfMessageAttributes).toBe('4c360f3fdafd970e05fae2f149d997f5');
});

test('a delayed message shows itself when its time has come on the clock', async () => {
  const url = await story.queue('delayed');
  await send(url, { DelaySeconds: 60 });
  expect(await story.receive(url)).toEqual([]);
  const counts = new GetQueueAttributesCommand({
    QueueUrl: url,
    AttributeNames: ['ApproximateNumberOfMessagesDelayed'],
  });
  const { Attributes } = await story.sqs.send(counts);
  expect(Attributes).toEqual({ ApproximateNumberOfMessagesDelayed: '1' });
  story.server.clock.advance(60_000);
  expect(await story.receive(url)).toHaveLength(1);
});

test('a FIFO queue sends each deduplication id once in five minutes', async () => {
  const url = await story.queue('one.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const first = await send(url, { MessageGroupId: 'g' });
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect(await send(url, { MessageGroupId: 'g' })).toMatchObject({
    MessageId: first.MessageId,
    SequenceNumber: first.SequenceNumber,
  });
  story.server.clock.advance(5 * 60_000);
  expect((await send(url, { MessageGroupId: 'g' })).MessageId).not.toBe(first.MessageId);
});

test.each([
  ['an empty body', { MessageBody: '' }, 'The request must contain the parameter MessageBody.'],
  [
    'too many seconds',
    { DelaySeconds: 901 },
    'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
  ],
  [
    'a group with a space',
    { MessageGroupId: 'group 123' },
    'Value group 123 for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  ],
  [
    'an empty attribute',
    { MessageAttributes: { ErrorDetails: { DataType: 'String', StringValue: '' } } },
    "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
  ],
  [
    'more than a mebibyte',
    { MessageBody: 'a'.repeat(1_048_577) },
    'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
  ],
])('%s is refused', async (_what, more, message) => {
  const url = await story.queue('strict');
  await expect(send(url, more)).rejects.toMatchObject({ message });
});

test('a control character is InvalidMessageContents', async () => {
  const url = await story.queue('strict');
  await expect(send(url, { MessageBody: 'a\u0000' })).rejects.toMatchObject(
    refusal('InvalidMessageContents'),
  );
});

test('an attribute has letters of any script in its name, and no control character in its value (recorded)', async () => {
  const url = await story.queue('scripts');
  const attribute = (name: string, StringValue: string) => ({
    MessageAttributes: { [name]: { DataType: 'String', StringValue } },
  });
  await send(url, attribute('attr.1øßä', 'Valida'));
  for (const value of ['Invalid-\b', 'Invalid-\v', '\uffff']) {
    await expect(send(url, attribute('attr1', value))).rejects.toMatchObject(
      refusal('InvalidParameterValue'),
    );
  }
  await expect(send(url, attribute('a b', 'x'))).rejects.toMatchObject(refusal('InvalidParameterValue'));
});

test('a FIFO queue asks for a group, for a deduplication id, and for no delay', async () => {
  const url = await story.queue('strict.fifo', { FifoQueue: 'true' });
  await expect(send(url)).rejects.toMatchObject({
    message: 'The request must contain the parameter MessageGroupId.',
  });
  await expect(send(url, { MessageGroupId: 'g' })).rejects.toMatchObject({
    message:
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  });
  await expect(
    send(url, { MessageGroupId: 'g', MessageDeduplicationId: 'd', DelaySeconds: 2 }),
  ).rejects.toMatchObject({
    message:
      'Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  });
});

test('a standard queue takes a group, and no deduplication id', async () => {
  const url = await story.queue('fair');
  await send(url, { MessageGroupId: 'g' });
  await expect(send(url, { MessageDeduplicationId: 'd' })).rejects.toMatchObject({
    message:
      'Value d for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.',
  });
});

test('the host of a queue URL is not asked, its account and name are', async () => {
  await story.queue('elsewhere');
  await send('https://sqs.us-east-1.amazonaws.com/000000000000/elsewhere');
  await send('elsewhere');
  await expect(send('http://localhost/000000000000/nowhere')).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  await expect(send('http://localhost/')).rejects.toMatchObject(unknownQueue);
});

test("another account's caller needs the queue's policy", async () => {
  const url = await story.queue('guarded');
  const stranger = story.server.sqs({ account: '222222222222' });
  const command = new SendMessageCommand({ QueueUrl: url, MessageBody: 'hello' });
  await expect(stranger.send(command)).rejects.toMatchObject({
    message: expect.stringContaining(
      'is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs',
    ),
  });
  await story.allow(url, { AWS: '222222222222' }, 'sqs:SendMessage');
  await stranger.send(command);
});

describe('AWSTraceHeader', () => {
  const trace = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
  const withTrace = async (MessageSystemAttributes: SendMessageCommand['input']['MessageSystemAttributes']) =>
    story.sqs.send(
      new SendMessageCommand({
        QueueUrl: await story.queue('traced'),
        MessageBody: 'x',
        MessageSystemAttributes,
      }),
    );

  test('comes back as a system attribute, and has a digest of its own', async () => {
    const sent = await withTrace({ AWSTraceHeader: { DataType: 'String', StringValue: trace } });
    expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
    expect(sent.MD5OfMessageAttributes).toBeUndefined();
    const [message] = await story.receive(await story.queue('traced'), {
      MessageSystemAttributeNames: ['AWSTraceHeader'],
    });
    expect(message?.Attributes).toEqual({ AWSTraceHeader: trace });
  });

  test('is the only one, and a text', async () => {
    const refused = refusal('InvalidParameterValue');
    const value = { DataType: 'String', StringValue: 'x' };
    await expect(withTrace({ Other: value } as never)).rejects.toMatchObject(refused);
    await expect(withTrace({ AWSTraceHeader: { ...value, StringValue: '' } })).rejects.toMatchObject(refused);
    await expect(withTrace({ AWSTraceHeader: { ...value, DataType: 'Number' } })).rejects.toMatchObject(
      refused,
    );
  });
});
