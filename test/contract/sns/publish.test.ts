// Publish: the envelope, attributes, filters, FIFO, and what becomes of deliveries that fail.
import { SetSubscriptionAttributesCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { listenHttp } from '../../support/http-endpoint.ts';
import { invalid, NOWHERE, noTopic, refusal, snsStory } from './story.ts';

const story = snsStory();

test('a queue is sent the envelope recorded on AWS', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  const arn = await story.subscribe(topic, queue.arn);
  const { MessageId } = await story.publish(topic, 'Test msg', {
    Subject: 'News',
    MessageAttributes: {
      attr1: { DataType: 'Number', StringValue: '99.12' },
      attr2: { DataType: 'Binary', BinaryValue: Buffer.from([2, 3, 4]) },
    },
  });
  const [message] = await story.receive(queue.url);
  const envelope = JSON.parse(message?.Body ?? '{}');
  expect(Object.keys(envelope)).toEqual([
    'Type',
    'MessageId',
    'TopicArn',
    'Subject',
    'Message',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
    'UnsubscribeURL',
    'MessageAttributes',
  ]);
  expect(envelope).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn: topic,
    Subject: 'News',
    Message: 'Test msg',
    Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    UnsubscribeURL: `${story.server.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    MessageAttributes: {
      attr1: { Type: 'Number', Value: '99.12' },
      attr2: { Type: 'Binary', Value: 'AgME' },
    },
  });
});

test('raw delivery sends the message itself, attributes as attributes', async () => {
  const topic = await story.topic('raw');
  const queue = await story.queue('raw', topic);
  await story.subscribe(topic, queue.arn, { RawMessageDelivery: 'true' });
  await story.publish(topic, 'Test msg', {
    MessageAttributes: { attr1: { DataType: 'Number', StringValue: '99.12' } },
  });
  expect(await story.receive(queue.url)).toMatchObject([
    {
      Body: 'Test msg',
      // As recorded.
      MD5OfMessageAttributes: 'd302007e9aa062660afc85fd0a482472',
      MessageAttributes: { attr1: { DataType: 'Number', StringValue: '99.12' } },
    },
  ]);
});

test('MessageStructure json gives each protocol its own text', async () => {
  const topic = await story.topic('json');
  const queue = await story.queue('json', topic);
  await story.subscribe(topic, queue.arn);
  const message = JSON.stringify({ default: 'for all', sqs: 'for queues' });
  await story.publish(topic, message, { MessageStructure: 'json' });
  expect(await story.heard(queue.url)).toEqual(['for queues']);
});

test('a filter policy chooses by attributes', async () => {
  const topic = await story.topic('filtered');
  const queue = await story.queue('filtered', topic);
  const FilterPolicy = JSON.stringify({
    kind: [{ prefix: 'mail' }],
    size: [{ numeric: ['>', 0, '<=', 10] }],
  });
  await story.subscribe(topic, queue.arn, { FilterPolicy });
  const send = (kind: string, size: string) =>
    story.publish(topic, `${kind} ${size}`, {
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: kind },
        size: { DataType: 'Number', StringValue: size },
      },
    });
  await send('mail.in', '10');
  await send('mail.in', '11');
  await send('fax', '5');
  await story.publish(topic, 'bare');
  expect(await story.heard(queue.url)).toEqual(['mail.in 10']);
});

test("a standard topic's message takes its group to a standard queue (recorded)", async () => {
  const topic = await story.topic('fair');
  const queue = await story.queue('fair', topic);
  await story.subscribe(topic, queue.arn);
  await story.publish(topic, 'hello', { MessageGroupId: 'my-group-id-1' });
  expect(await story.receive(queue.url)).toMatchObject([{ Attributes: { MessageGroupId: 'my-group-id-1' } }]);
});

test('a FIFO topic numbers its messages, keeps their order and sends each id once', async () => {
  const topic = await story.topic('order.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true' });
  const queue = await story.queue('order.fifo', topic, { FifoQueue: 'true' });
  await story.subscribe(topic, queue.arn);
  const MessageGroupId = 'g';
  const first = await story.publish(topic, 'a', { MessageGroupId });
  expect(first.SequenceNumber).toMatch(/^\d{20}$/);
  expect((await story.publish(topic, 'a', { MessageGroupId })).MessageId).toBe(first.MessageId);
  await story.publish(topic, 'b', { MessageGroupId });
  const received = await story.receive(queue.url);
  const envelopes = received.map(({ Body = '{}' }) => JSON.parse(Body));
  expect(envelopes.map(({ Message }) => Message)).toEqual(['a', 'b']);
  expect(envelopes[0]).toMatchObject({ SequenceNumber: first.SequenceNumber });
  expect(envelopes[0]).not.toHaveProperty('Signature');
  expect(received[0]?.Attributes).toMatchObject({ MessageGroupId });
});

test("a FIFO topic's message goes to a standard queue without its group (recorded)", async () => {
  const topic = await story.topic('plain.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true' });
  const queue = await story.queue('plain-fifo', topic);
  await story.subscribe(topic, queue.arn);
  await story.publish(topic, 'hello', { MessageGroupId: 'g' });
  const [message] = await story.receive(queue.url);
  expect(message?.Attributes).toHaveProperty('SenderId');
  expect(message?.Attributes).not.toHaveProperty('MessageGroupId');
});

describe('a delivery that fails', () => {
  test('goes to the dead-letter queue when the queue is gone or its policy does not let SNS in', async () => {
    const topic = await story.topic('lost');
    const queue = await story.queue('lost', topic);
    const dead = await story.queue('dead', topic);
    const arn = await story.subscribe(topic, queue.arn);
    await story.sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn: arn,
        AttributeName: 'RedrivePolicy',
        AttributeValue: JSON.stringify({ deadLetterTargetArn: dead.arn }),
      }),
    );
    await story.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    await story.publish(topic, 'no queue');
    await story.queue('lost', 'arn:aws:sns:us-east-1:000000000000:another');
    await story.publish(topic, 'no leave');
    expect(await story.heard(dead.url)).toEqual(['no queue', 'no leave']);
  });

  test('is tried four times at an HTTP endpoint that answers 500, once where it answers 404', async () => {
    const endpoint = await listenHttp();
    const topic = await story.topic('retried');
    const dead = await story.queue('retried-dead', topic);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    await story.subscribe(topic, endpoint.url, { RedrivePolicy }, 'http');
    await story.server.idle();
    const { SubscribeURL } = JSON.parse(endpoint.posted[0]?.body ?? '{}');
    await (await fetch(SubscribeURL)).text();
    endpoint.posted.length = 0;

    endpoint.answer(500);
    await story.publish(topic, 'unheard');
    for (let attempt = 0; attempt < 5; attempt += 1) {
      story.server.clock.advance(20_000);
      await story.server.idle();
    }
    expect(endpoint.posted).toHaveLength(4);
    endpoint.answer(404);
    await story.publish(topic, 'unwanted');
    expect(endpoint.posted).toHaveLength(5);
    expect(await story.heard(dead.url)).toEqual(['unheard', 'unwanted']);
    await endpoint.close();
  });
});

describe('refuses', () => {
  test.each([
    ['an empty message', '', {}, 'Empty message'],
    ['too long a message', 'a'.repeat(262_145), {}, 'Message too long'],
    ['an empty subject', 'x', { Subject: '' }, 'Subject'],
    ['a subject of two lines', 'x', { Subject: 'a\nb' }, 'Subject'],
    [
      'no default text',
      '{"sqs":"x"}',
      { MessageStructure: 'json' },
      'Message Structure - No default entry in JSON message body',
    ],
    ['no JSON', 'x', { MessageStructure: 'json' }, 'Message Structure - JSON message body failed to parse'],
    [
      'a deduplication id',
      'x',
      { MessageDeduplicationId: 'd' },
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    ],
  ])('%s', async (_what, message, more, what) => {
    const topic = await story.topic('strict');
    await expect(story.publish(topic, message, more)).rejects.toMatchObject(invalid(what));
  });

  test.each([
    [
      { attr1: { DataType: 'String', StringValue: '' } },
      "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      { attr1: { DataType: 'String', BinaryValue: Buffer.from('x') } },
      "The message attribute 'attr1' with type 'String' must use field 'String'.",
    ],
    [
      { 'attr^': { DataType: 'String', StringValue: 'x' } },
      "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
    ],
  ])('the attributes %j', async (MessageAttributes, message) => {
    const topic = await story.topic('strict');
    await expect(story.publish(topic, 'x', { MessageAttributes })).rejects.toMatchObject(
      refusal('InvalidParameterValueException', message),
    );
  });

  test.each([
    ['', 1],
    ['a:b', 2],
  ])('the topic %j', async (topic, elements) => {
    await expect(story.publish(topic, 'x')).rejects.toMatchObject(
      invalid(`TopicArn Reason: An ARN must have at least 6 elements, not ${elements}`),
    );
  });

  test('an unknown topic, and one of another region', async () => {
    await expect(story.publish(NOWHERE, 'x')).rejects.toMatchObject(noTopic);
    const abroad = NOWHERE.replace('us-east-1', 'eu-west-1');
    await expect(story.publish(abroad, 'x')).rejects.toMatchObject(invalid('TopicArn'));
  });

  test('a FIFO message without a group', async () => {
    const topic = await story.topic('strict.fifo', { FifoTopic: 'true' });
    await expect(story.publish(topic, 'x')).rejects.toMatchObject(
      invalid('The MessageGroupId parameter is required for FIFO topics'),
    );
  });
});
