// SQS as clients before 2023 speak to it: the Query protocol, some of them to the queue's own path; and what the
// JSON answers still carry for those who look for the old codes.
import { request } from 'undici';
import { expect, test } from 'vitest';
import { sqsStory } from './story.ts';

const story = sqsStory();
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=00';

async function query(path: string, parameters: Record<string, string>) {
  const { statusCode, body } = await request(`${story.server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: AUTHORIZATION },
    body: new URLSearchParams({ Version: '2012-11-05', ...parameters }).toString(),
  });
  return { status: statusCode, text: await body.text() };
}

test('a queue, a message and its attributes by form', async () => {
  const created = await query('/', {
    Action: 'CreateQueue',
    QueueName: 'old',
    'Attribute.1.Name': 'VisibilityTimeout',
    'Attribute.1.Value': '40',
    'Tag.1.Key': 'team',
    'Tag.1.Value': 'mail',
  });
  expect(created.text).toContain('<CreateQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/">');
  expect(created.text).toContain(`<QueueUrl>${story.server.url}/000000000000/old</QueueUrl>`);

  const sent = await query('/000000000000/old', {
    Action: 'SendMessage',
    MessageBody: 'a & b',
    'MessageAttribute.1.Name': 'kind',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'mail',
  });
  expect(sent.status).toBe(200);
  expect(sent.text).toContain('<MD5OfMessageBody>');

  const received = await query('/000000000000/old', {
    Action: 'ReceiveMessage',
    'AttributeName.1': 'ApproximateReceiveCount',
    'MessageAttributeName.1': 'All',
  });
  expect(received.text).toContain('<Body>a &amp; b</Body>');
  expect(received.text).toContain(
    '<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>',
  );
  expect(received.text).toContain(
    '<MessageAttribute><Name>kind</Name><Value><StringValue>mail</StringValue><DataType>String</DataType></Value></MessageAttribute>',
  );
  const attributes = await query('/000000000000/old', {
    Action: 'GetQueueAttributes',
    'AttributeName.1': 'VisibilityTimeout',
  });
  expect(attributes.text).toContain('<Attribute><Name>VisibilityTimeout</Name><Value>40</Value></Attribute>');
});

test('a batch by form', async () => {
  await story.queue('batch');
  const { text } = await query('/000000000000/batch', {
    Action: 'SendMessageBatch',
    'SendMessageBatchRequestEntry.1.Id': 'a',
    'SendMessageBatchRequestEntry.1.MessageBody': 'one',
    'SendMessageBatchRequestEntry.2.Id': 'b',
    'SendMessageBatchRequestEntry.2.MessageBody': '',
  });
  expect(text).toMatch(/<SendMessageBatchResultEntry><Id>a<\/Id>/);
  expect(text).toMatch(/<BatchResultErrorEntry><Id>b<\/Id>.*<Code>MissingParameter<\/Code>/);
});

test('errors are spelled the old way', async () => {
  const { status, text } = await query('/000000000000/nowhere', { Action: 'ReceiveMessage' });
  expect(status).toBe(400);
  expect(text).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
  expect(text).toContain('<Message>The specified queue does not exist for this wsdl version.</Message>');
  expect((await query('/', { Action: 'ReceiveMessage' })).text).toContain(
    'The request must contain the parameter QueueUrl.',
  );
});

test('a JSON error carries the old code in x-amzn-query-error', async () => {
  const answer = await request(story.server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.GetQueueUrl',
      authorization: AUTHORIZATION,
    },
    body: '{"QueueName":"nowhere"}',
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toBe('application/x-amz-json-1.0');
  expect(answer.headers['x-amzn-query-error']).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  expect(await answer.body.json()).toMatchObject({ __type: 'QueueDoesNotExist' });
});
