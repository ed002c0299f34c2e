import { ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { snsStory } from './story.ts';

const story = snsStory();

test('all of an account and region, pending ones without their ARN', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  const arn = await story.subscribe(topic, queue.arn);
  await story.subscribe(topic, 'a@example.com', {}, 'email');
  const { Subscriptions } = await story.sns.send(new ListSubscriptionsCommand({}));
  const common = { Owner: '000000000000', TopicArn: topic };
  expect(Subscriptions).toHaveLength(2);
  expect(Subscriptions).toContainEqual({
    ...common,
    SubscriptionArn: arn,
    Protocol: 'sqs',
    Endpoint: queue.arn,
  });
  expect(Subscriptions).toContainEqual({
    ...common,
    SubscriptionArn: 'PendingConfirmation',
    Protocol: 'email',
    Endpoint: 'a@example.com',
  });
  const abroad = story.server.sns({ region: 'eu-west-1' });
  expect((await abroad.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
});
