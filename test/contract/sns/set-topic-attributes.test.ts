import { GetTopicAttributesCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { nobodies, somebodies } from '../../support/principals.ts';
import { invalid, NOWHERE, noTopic, snsStory } from './story.ts';

const story = snsStory();
const set = (TopicArn: string, AttributeName: string, AttributeValue: string) =>
  story.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));

test('an attribute changes; an empty policy is the default one again', async () => {
  const TopicArn = await story.topic('one');
  const read = async () =>
    (await story.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};
  await set(TopicArn, 'DisplayName', 'News');
  const statement = { Effect: 'Allow', Principal: '*', Action: 'SNS:Publish', Resource: TopicArn };
  await set(TopicArn, 'Policy', JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  expect(await read()).toMatchObject({
    DisplayName: 'News',
    Policy: expect.stringContaining('"Principal":"*"'),
  });
  await set(TopicArn, 'Policy', '');
  expect((await read()).Policy).toContain('__default_policy_ID');
});

const naming = (topic: string, AWS: string) => {
  const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'SNS:Publish', Resource: topic };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
};

test('a policy is refused that names a principal who is not there', async () => {
  const topic = await story.topic('one');
  for (const nobody of await nobodies(story.server)) {
    await expect(set(topic, 'Policy', naming(topic, nobody)), nobody).rejects.toMatchObject(
      invalid('Policy Error: PrincipalNotFound'),
    );
  }
});

test('a policy may name whoever is there, and anybody of other accounts', async () => {
  const topic = await story.topic('one');
  for (const somebody of await somebodies(story.server)) {
    await expect(set(topic, 'Policy', naming(topic, somebody)), somebody).resolves.toBeDefined();
  }
});

test('odd names and values are refused', async () => {
  const topic = await story.topic('one');
  await expect(set(topic, 'Odd', 'x')).rejects.toMatchObject(invalid('AttributeName'));
  await expect(set(topic, 'FifoTopic', 'true')).rejects.toMatchObject(invalid('AttributeName'));
  await expect(set(topic, 'Policy', '{')).rejects.toMatchObject(invalid('Policy Error: null'));
  await expect(set(NOWHERE, 'DisplayName', 'x')).rejects.toMatchObject(noTopic);
});
