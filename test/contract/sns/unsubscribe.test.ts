import { GetTopicAttributesCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, snsStory } from './story.ts';

const story = snsStory();
const leave = (SubscriptionArn: string) => story.sns.send(new UnsubscribeCommand({ SubscriptionArn }));

test('who has left hears no more; leaving again is no error', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  const arn = await story.subscribe(topic, queue.arn);
  await leave(arn);
  await leave(arn);
  await story.publish(topic, 'hello');
  expect(await story.receive(queue.url)).toEqual([]);
  const { Attributes } = await story.sns.send(new GetTopicAttributesCommand({ TopicArn: topic }));
  expect(Attributes).toMatchObject({ SubscriptionsConfirmed: '0', SubscriptionsDeleted: '1' });
});

test.each([
  ['x', 'SubscriptionArn Reason: An ARN must have at least 6 elements, not 1'],
  ['', 'SubscriptionArn Reason: no value for required parameter'],
  [`${NOWHERE}:x`, 'SubscriptionId'],
])('the ARN %j is refused', async (arn, what) => {
  await expect(leave(arn)).rejects.toMatchObject(invalid(what));
});
