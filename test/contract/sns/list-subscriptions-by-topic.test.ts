import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { NOWHERE, noTopic, snsStory } from './story.ts';

const story = snsStory();
const list = (TopicArn: string, NextToken?: string) =>
  story.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }));

test('a hundred at a time', async () => {
  const topic = await story.topic('one');
  const many = Array.from({ length: 101 }, (_, index) => `a${index}@example.com`);
  await Promise.all(many.map((address) => story.subscribe(topic, address, {}, 'email')));
  const first = await list(topic);
  expect(first.Subscriptions).toHaveLength(100);
  const rest = await list(topic, first.NextToken);
  expect(rest.Subscriptions).toHaveLength(1);
  expect(rest.NextToken).toBeUndefined();
});

test('an unknown topic is NotFound', async () => {
  await expect(list(NOWHERE)).rejects.toMatchObject(noTopic);
});
