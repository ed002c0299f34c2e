import {
  AddPermissionCommand,
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
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

const statements = (Resource: string, count: number, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (_, index) => ({
      Sid: `s${index}`,
      Effect: 'Allow',
      Principal: '*',
      Action: 'SNS:Publish',
      Resource,
      ...more,
    })),
  });
const accounts = (count: number) => ({
  Principal: { AWS: Array.from({ length: count }, (_, index) => String(100_000_000_000 + index)) },
});

test('a policy holds 30 KB, 100 statements and 200 principals in each, and no more', async () => {
  const topic = await story.topic('one');
  const long = statements(topic, 1, { Condition: { StringEquals: { 'aws:PrincipalTag/a': '' } } });
  const filled = (bytes: number) => long.replace('""', `"${'x'.repeat(bytes - long.length)}"`);
  await set(topic, 'Policy', filled(30_720));
  await expect(set(topic, 'Policy', filled(30_721))).rejects.toMatchObject(
    invalid('Policy Reason: larger than 30720 bytes'),
  );
  await set(topic, 'Policy', statements(topic, 1, accounts(200)));
  await expect(set(topic, 'Policy', statements(topic, 1, accounts(201)))).rejects.toMatchObject(
    invalid('Policy Reason: more than 200 principals'),
  );
  await expect(set(topic, 'Policy', statements(topic, 101))).rejects.toMatchObject(
    invalid('Policy Reason: more than 100 statements'),
  );
  await set(topic, 'Policy', statements(topic, 100));
  const add = { TopicArn: topic, Label: 'more', AWSAccountId: ['222222222222'], ActionName: ['Publish'] };
  await expect(story.sns.send(new AddPermissionCommand(add))).rejects.toMatchObject(
    invalid('Policy Reason: more than 100 statements'),
  );
});

test('a policy speaks of one resource, and of what may be done with a topic (recorded)', async () => {
  const topic = await story.topic('one');
  const two = statements(topic, 1, { Resource: [topic, `${topic}-two`] });
  await expect(set(topic, 'Policy', two)).rejects.toMatchObject(
    invalid('Policy statement must apply to a single resource!'),
  );
  for (const Action of ['sns:*', 'sns:CreateTopic', ['SNS:Publish', 'sqs:SendMessage']]) {
    await expect(set(topic, 'Policy', statements(topic, 1, { Action }))).rejects.toMatchObject(
      invalid('Policy statement action out of service scope!'),
    );
  }
  await set(topic, 'Policy', statements(topic, 1, { Action: ['sns:publish', 'SNS:Receive'] }));
});

test.each([
  ['DisplayName', 'x'.repeat(100), 'x'.repeat(101)],
  ['TracingConfig', 'Active', 'Passive'],
  ['FifoThroughputScope', 'MessageGroup', 'Group'],
  ['SQSSuccessFeedbackSampleRate', '100', '101'],
  ['MaximumMessageSize', '1024', '1023'],
  ['MaximumMessageSize', '1048576', '1048577'],
  ['MaximumMessageSize', '2048', '2e3'],
])('%s may be as AWS says, and not otherwise', async (name, value, wrong) => {
  const topic = await story.topic('valued');
  await set(topic, name, value);
  await expect(set(topic, name, wrong)).rejects.toMatchObject(invalid(name));
});

test('odd names and values are refused', async () => {
  const topic = await story.topic('one');
  await expect(set(topic, 'Odd', 'x')).rejects.toMatchObject(invalid('AttributeName'));
  await expect(set(topic, 'FifoTopic', 'true')).rejects.toMatchObject(invalid('AttributeName'));
  await expect(set(topic, 'Policy', '{')).rejects.toMatchObject(invalid('Policy Error: null'));
  await expect(set(NOWHERE, 'DisplayName', 'x')).rejects.toMatchObject(noTopic);
});
