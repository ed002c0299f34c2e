// Broken and odd requests to SQS and SNS: refused, never a 500.
import { request } from 'undici';
import { expect, test } from 'vitest';
import { sqsStory } from './story.ts';

const story = sqsStory();
const authorization = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;

async function json(operation: string, body: unknown) {
  const answer = await request(story.server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${operation}`,
      authorization: authorization('sqs'),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}
async function form(service: string, parameters: Record<string, string>, path = '/') {
  const answer = await request(`${story.server.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: authorization(service),
    },
    body: new URLSearchParams(parameters).toString(),
  });
  return { status: answer.statusCode, text: await answer.body.text() };
}

test.each([
  ['CreateQueue', {}],
  ['CreateQueue', { QueueName: 1 }],
  ['CreateQueue', { QueueName: 'a', Attributes: { constructor: '1' } }],
  ['CreateQueue', { QueueName: 'a', Attributes: { RedrivePolicy: '[]' } }],
  ['CreateQueue', { QueueName: 'a', Attributes: { Policy: '"x"' } }],
  ['GetQueueAttributes', { QueueUrl: 'http://[', AttributeNames: ['All'] }],
  ['GetQueueAttributes', { QueueUrl: '//%zz/' }],
  ['SendMessage', { QueueUrl: 'odd', MessageBody: 'x', MessageAttributes: { a: {} } }],
  ['SendMessage', { QueueUrl: 'odd', MessageBody: 'x', MessageAttributes: { a: { DataType: 'Odd' } } }],
  ['SendMessage', { QueueUrl: 'odd' }],
  ['SendMessageBatch', { QueueUrl: 'odd', Entries: [{}] }],
  ['DeleteMessage', { QueueUrl: 'odd', ReceiptHandle: '' }],
  ['DeleteMessageBatch', { QueueUrl: 'odd' }],
  ['ReceiveMessage', { QueueUrl: 'odd', MaxNumberOfMessages: 'x' }],
  ['ReceiveMessage', 'null'],
  ['ReceiveMessage', '['],
  ['Dance', {}],
])('SQS %s %j', async (operation, body) => {
  await story.queue('odd');
  const { status, text } = await json(operation, body);
  expect(status, text).toBeGreaterThanOrEqual(400);
  expect(status, text).toBeLessThan(500);
});

const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:odd';
const SUBSCRIBE = {
  Action: 'Subscribe',
  TopicArn: TOPIC,
  Protocol: 'sqs',
  Endpoint: 'arn:aws:sqs:us-east-1:000000000000:odd',
};
const attribute = (key: string, value: string) => ({
  'Attributes.entry.1.key': key,
  'Attributes.entry.1.value': value,
});

test.each([
  [{ Action: 'CreateTopic' }],
  [{ Action: 'CreateTopic', Name: '' }],
  [{ Action: 'CreateTopic', Name: 'a', ...attribute('constructor', 'x') }],
  [{ Action: 'Publish', Message: 'x' }],
  [{ Action: 'Publish', TopicArn: TOPIC }],
  [{ Action: 'Publish', TopicArn: 'arn:aws:s3:::bucket', Message: 'x' }],
  [{ Action: 'Publish', PhoneNumber: '+1', Message: 'x' }],
  [{ Action: 'PublishBatch', TopicArn: TOPIC }],
  [{ ...SUBSCRIBE, Endpoint: '' }],
  [{ ...SUBSCRIBE, Protocol: 'http', Endpoint: 'http://' }],
  [{ ...SUBSCRIBE, ...attribute('FilterPolicy', '[]') }],
  [{ ...SUBSCRIBE, ...attribute('FilterPolicy', '{"a":[{"numeric":"x"}]}') }],
  [{ ...SUBSCRIBE, ...attribute('FilterPolicy', deep('{"a":', '}').replace('}', '1}')) }],
  [{ ...SUBSCRIBE, ...attribute('RedrivePolicy', '{"deadLetterTargetArn":1}') }],
  [{ Action: 'ConfirmSubscription', TopicArn: TOPIC, Token: '' }],
  [{ Action: 'Unsubscribe', SubscriptionArn: '::::::' }],
])('SNS %j', async (parameters) => {
  await form('sns', { Action: 'CreateTopic', Name: 'odd' });
  const { status, text } = await form('sns', parameters as unknown as Record<string, string>);
  expect(status, text).toBeGreaterThanOrEqual(400);
  expect(status, text).toBeLessThan(500);
});

test('a body of lists without end passes no filter, and breaks nothing', async () => {
  await form('sns', { Action: 'CreateTopic', Name: 'odd' });
  const filter = {
    ...attribute('FilterPolicy', '{"a":["x"]}'),
    'Attributes.entry.2.key': 'FilterPolicyScope',
    'Attributes.entry.2.value': 'MessageBody',
  };
  expect((await form('sns', { ...SUBSCRIBE, ...filter })).status).toBe(200);
  const Message = `{"a":${deep('[', ']')}}`;
  expect((await form('sns', { Action: 'Publish', TopicArn: TOPIC, Message })).status).toBe(200);
});

test('an odd Host header is a part of the URL, no more', async () => {
  const answer = await request(story.server.url, {
    method: 'POST',
    headers: {
      host: 'a b[',
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.CreateQueue',
      authorization: authorization('sqs'),
    },
    body: '{"QueueName":"host"}',
  });
  expect(answer.statusCode).toBeLessThan(500);
  await answer.body.dump();
});
