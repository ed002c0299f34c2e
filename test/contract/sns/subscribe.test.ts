// Subscribe. Refusals in the words recorded on AWS.
import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpEndpoint, listenHttp } from '../../support/http-endpoint.ts';
import { invalid, NOWHERE, noTopic, snsStory } from './story.ts';

const story = snsStory();
let endpoint: HttpEndpoint;
beforeAll(async () => {
  endpoint = await listenHttp();
});
afterAll(() => endpoint.close());

test('a queue of the same account hears at once, and is one subscription however often it asks', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  const first = await story.subscribe(topic, queue.arn);
  expect(first).toMatch(new RegExp(`^${topic}:[0-9a-f-]{36}$`));
  expect(await story.subscribe(topic, queue.arn)).toBe(first);
  await story.publish(topic, 'hello');
  expect(await story.heard(queue.url)).toEqual(['hello']);
});

test('the same attributes are the same, spelled otherwise, said as defaults or left empty (recorded)', async () => {
  const topic = await story.topic('spelled');
  const queue = await story.queue('spelled', topic);
  const raw = { RawMessageDelivery: 'True', FilterPolicy: '' };
  const first = await story.subscribe(topic, queue.arn, raw);
  const again = { RawMessageDelivery: 'true', FilterPolicyScope: 'MessageAttributes' };
  expect(await story.subscribe(topic, queue.arn, again)).toBe(first);
  const read = new GetSubscriptionAttributesCommand({ SubscriptionArn: first });
  const { Attributes } = await story.sns.send(read);
  expect(Attributes).toMatchObject({ RawMessageDelivery: 'true' });
  expect(Attributes).not.toHaveProperty('FilterPolicy');
});

test('an HTTP endpoint and an address confirm first', async () => {
  const TopicArn = await story.topic('pending');
  const subscribe = (Protocol: string, Endpoint: string, ReturnSubscriptionArn?: boolean) =>
    story.sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, ReturnSubscriptionArn }));
  expect((await subscribe('http', endpoint.url)).SubscriptionArn).toBe('pending confirmation');
  expect((await subscribe('email', 'a@example.com', true)).SubscriptionArn).toMatch(/^arn:/);
  await story.server.idle();
  expect(endpoint.posted).toHaveLength(1);
});

test('another account subscribes by leave of the policy, and a queue that is not its own confirms', async () => {
  const topic = await story.topic('abroad');
  const queue = await story.queue('abroad', topic);
  const stranger = story.server.sns({ account: '222222222222' });
  const command = new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queue.arn });
  await expect(stranger.send(command)).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  await story.sns.send(
    new AddPermissionCommand({
      TopicArn: topic,
      Label: 'theirs',
      AWSAccountId: ['222222222222'],
      ActionName: ['Subscribe'],
    }),
  );
  expect((await stranger.send(command)).SubscriptionArn).toBe('pending confirmation');
  await story.server.idle();
  const [asked] = await story.receive(queue.url);
  const { Type, Token } = JSON.parse(asked?.Body ?? '{}');
  expect(Type).toBe('SubscriptionConfirmation');
  await story.sns.send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token }));
  await story.publish(topic, 'hello');
  expect(await story.heard(queue.url)).toEqual(['hello']);
});

test('a function hears through the endpoint that the control API gave it', async () => {
  const lambda = 'arn:aws:lambda:us-east-1:000000000000:function:known';
  await fetch(`${story.server.url}/_waxseal/functions`, {
    method: 'PUT',
    body: JSON.stringify({ [lambda]: endpoint.url }),
  });
  const topic = await story.topic('known-function');
  const arn = await story.subscribe(topic, lambda, {}, 'lambda');
  await story.publish(topic, 'hello');
  expect(JSON.parse(endpoint.posted.at(-1)?.body ?? '{}')).toMatchObject({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: arn,
        Sns: { Type: 'Notification', TopicArn: topic, Message: 'hello', MessageAttributes: {} },
      },
    ],
  });
});

test('a function without an endpoint is lost to the dead-letter queue', async () => {
  const topic = await story.topic('function');
  const dead = await story.queue('function-dead', topic);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
  await story.subscribe(
    topic,
    'arn:aws:lambda:us-east-1:000000000000:function:f',
    { RedrivePolicy },
    'lambda',
  );
  await story.publish(topic, 'lost');
  expect(await story.heard(dead.url)).toEqual(['lost']);
});

describe('refuses', () => {
  test.each([
    ['fax', 'x', 'Amazon SNS does not support this protocol string: fax'],
    ['http', 'https://example.com', 'Endpoint must match the specified protocol'],
    ['sqs', 'http://localhost/000000000000/q', 'SQS endpoint ARN'],
    [
      'sqs',
      'arn:aws:sqs:us-east-1:000000000000:q.fifo',
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    ],
    ['email', 'nobody', 'Email address'],
  ])('%s to %s', async (protocol, target, what) => {
    const topic = await story.topic('strict');
    await expect(story.subscribe(topic, target, {}, protocol)).rejects.toMatchObject(invalid(what));
  });

  test.each([
    [
      { RawMessageDelivery: 'wrongvalue' },
      'Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false.',
    ],
    [
      { FilterPolicy: '{"key":[{"wrong-operator":true}]}' },
      'Attributes Reason: FilterPolicy: Unrecognized match type wrong-operator',
    ],
    [
      { FilterPolicy: '{"a":{"b":["c"]}}' },
      'Filter policy scope MessageAttributes does not support nested filter policy',
    ],
  ])('the attributes %j', async (attributes, what) => {
    const topic = await story.topic('strict');
    const queue = await story.queue('strict', topic);
    await expect(story.subscribe(topic, queue.arn, attributes)).rejects.toMatchObject(invalid(what));
  });

  test('other attributes for the same endpoint', async () => {
    const topic = await story.topic('same');
    const queue = await story.queue('same', topic);
    await story.subscribe(topic, queue.arn);
    await expect(story.subscribe(topic, queue.arn, { RawMessageDelivery: 'true' })).rejects.toMatchObject(
      invalid('Attributes Reason: Subscription already exists with different attributes'),
    );
  });

  test('an unknown topic', async () => {
    await expect(story.subscribe(NOWHERE, 'x')).rejects.toMatchObject(noTopic);
  });
});
