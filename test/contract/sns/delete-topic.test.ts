import { DeleteTopicCommand, GetTopicAttributesCommand, ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, noTopic, snsStory } from './story.ts';

const story = snsStory();
const drop = (TopicArn: string) => story.sns.send(new DeleteTopicCommand({ TopicArn }));

test('a topic goes with its subscriptions, and deleting it again is no error', async () => {
  const topic = await story.topic('one');
  const queue = await story.queue('one', topic);
  await story.subscribe(topic, queue.arn);
  await drop(topic);
  await drop(topic);
  const read = new GetTopicAttributesCommand({ TopicArn: topic });
  await expect(story.sns.send(read)).rejects.toMatchObject(noTopic);
  expect((await story.sns.send(new ListSubscriptionsCommand({}))).Subscriptions).toEqual([]);
});

test('what is no ARN is refused', async () => {
  await expect(drop('one')).rejects.toMatchObject(
    invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1'),
  );
});
