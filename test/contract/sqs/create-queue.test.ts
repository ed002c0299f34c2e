import { CreateQueueCommand, DeleteQueueCommand, ListQueueTagsCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { refusal, sqsStory } from './story.ts';

const story = sqsStory();

test("a queue's URL is made of the address the client used", async () => {
  expect(await story.queue('one')).toBe(`${story.server.url}/000000000000/one`);
  expect(await story.attributes(await story.queue('one'))).toMatchObject({
    QueueArn: 'arn:aws:sqs:us-east-1:000000000000:one',
    VisibilityTimeout: '30',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    SqsManagedSseEnabled: 'true',
  });
});

test('each account and region has its own', async () => {
  const abroad = story.server.sqs({ region: 'eu-west-1', account: '222222222222' });
  const { QueueUrl } = await abroad.send(new CreateQueueCommand({ QueueName: 'one' }));
  expect(QueueUrl).toBe(`${story.server.url}/222222222222/one`);
});

test('the same again is the same queue, another value is QueueNameExists', async () => {
  const url = await story.queue('again', { DelaySeconds: '1' });
  expect(await story.queue('again', { DelaySeconds: '1' })).toBe(url);
  await expect(story.queue('again', { DelaySeconds: '2' })).rejects.toMatchObject({
    ...refusal('QueueNameExists'),
    message: 'A queue already exists with the same name and a different value for attribute DelaySeconds',
  });
});

test('tags come with it', async () => {
  const { QueueUrl } = await story.sqs.send(
    new CreateQueueCommand({ QueueName: 'tagged', tags: { team: 'mail' } }),
  );
  const { Tags } = await story.sqs.send(new ListQueueTagsCommand({ QueueUrl }));
  expect(Tags).toEqual({ team: 'mail' });
});

test('a FIFO queue shows what it is', async () => {
  expect(await story.attributes(await story.queue('f.fifo', { FifoQueue: 'true' }))).toMatchObject({
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  });
});

test('True is true (recorded)', async () => {
  const url = await story.queue('spelled.fifo', { FifoQueue: 'True', ContentBasedDeduplication: 'TRUE' });
  expect(await story.attributes(url)).toMatchObject({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
});

test('a policy is refused that names a principal who is not there', async () => {
  const Principal = { AWS: 'arn:aws:iam::000000000000:role/nothing' };
  const statement = { Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: '*' };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await expect(story.queue('shared', { Policy })).rejects.toMatchObject({
    ...refusal('InvalidAttributeValue'),
    message: 'Invalid value for the parameter Policy.',
  });
});

test('a deleted name is free at once', async () => {
  const QueueUrl = await story.queue('phoenix');
  await story.send(QueueUrl, 'old');
  await story.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  expect(await story.receive(await story.queue('phoenix'))).toEqual([]);
});

test.each([
  ['a space', 'a b', {}],
  ['eighty-one characters', 'a'.repeat(81), {}],
  ['.fifo without FifoQueue', 'x.fifo', {}],
  ['FifoQueue without .fifo', 'x', { FifoQueue: 'true' }],
])('a name is refused: %s', async (_what, name, attributes) => {
  await expect(story.queue(name, attributes)).rejects.toMatchObject(refusal('InvalidParameterValue'));
});

test.each([
  ['Unknown', 'x', 'InvalidAttributeName', 'Unknown Attribute Unknown.'],
  [
    'ContentBasedDeduplication',
    'true',
    'InvalidAttributeName',
    'Unknown Attribute ContentBasedDeduplication.',
  ],
  [
    'DeduplicationScope',
    'queue',
    'InvalidAttributeName',
    'You can specify the DeduplicationScope only when FifoQueue is set to true.',
  ],
  [
    'VisibilityTimeout',
    '43201',
    'InvalidAttributeValue',
    'Invalid value for the parameter VisibilityTimeout.',
  ],
  [
    'MaximumMessageSize',
    'many',
    'InvalidAttributeValue',
    'Invalid value for the parameter MaximumMessageSize.',
  ],
  ['Policy', '{', 'InvalidAttributeValue', 'Invalid value for the parameter Policy.'],
])('an attribute is refused: %s', async (name, value, code, message) => {
  await expect(story.queue('refused', { [name]: value })).rejects.toMatchObject({
    ...refusal(code),
    message,
  });
});
