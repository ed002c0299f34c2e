// CreateTopic. Refusals in the words recorded on AWS.
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, snsStory } from './story.ts';

const story = snsStory();
const create = (Name: string, more: object = {}) => story.sns.send(new CreateTopicCommand({ Name, ...more }));

test('a topic is known by its ARN, and made once', async () => {
  const arn = 'arn:aws:sns:us-east-1:000000000000:one';
  expect((await create('one')).TopicArn).toBe(arn);
  expect((await create('one')).TopicArn).toBe(arn);
});

test('tags come with it', async () => {
  const Tags = [{ Key: 'team', Value: 'mail' }];
  const { TopicArn } = await create('tagged', { Tags });
  const listed = await story.sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
  expect(listed.Tags).toEqual(Tags);
  await expect(create('tagged', { Tags: [{ Key: 'team', Value: 'keys' }] })).rejects.toMatchObject(
    invalid('Tags Reason: Topic already exists with different tags'),
  );
});

test('another value for an attribute is refused', async () => {
  await create('same', { Attributes: { DisplayName: 'a' } });
  await expect(create('same', { Attributes: { DisplayName: 'b' } })).rejects.toMatchObject(
    invalid('Attributes Reason: Topic already exists with different attributes'),
  );
});

test.each([
  ['a space', 'a b', {}],
  ['.fifo without FifoTopic', 'x.fifo', {}],
  ['FifoTopic without .fifo', 'x', { FifoTopic: 'true' }],
  ['257 characters', 'a'.repeat(257), {}],
])('a name is refused: %s', async (_what, name, Attributes) => {
  await expect(create(name, { Attributes })).rejects.toMatchObject(invalid('Topic Name'));
});

test('FifoTopic false is as good as no word (recorded)', async () => {
  const { TopicArn } = await create('standard', { Attributes: { FifoTopic: 'false' } });
  expect((await create('standard', { Attributes: { FifoTopic: 'false' } })).TopicArn).toBe(TopicArn);
  const { Attributes } = await story.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).not.toHaveProperty('FifoTopic');
});

test('a data protection policy is refused, for none is held here', async () => {
  await expect(create('protected', { DataProtectionPolicy: '{}' })).rejects.toMatchObject(
    invalid('DataProtectionPolicy'),
  );
});

test('a policy is refused that names a principal who is not there', async () => {
  const Principal = { AWS: 'arn:aws:iam::000000000000:role/nothing' };
  const statement = { Effect: 'Allow', Principal, Action: 'SNS:Publish', Resource: '*' };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await expect(create('shared', { Attributes: { Policy } })).rejects.toMatchObject(
    invalid('Policy Error: PrincipalNotFound'),
  );
});

test('an unknown attribute is refused', async () => {
  await expect(create('odd', { Attributes: { Odd: 'x' } })).rejects.toMatchObject(invalid('AttributeName'));
});
