// Topics that take more than 256 KiB (guide "Publishing large messages", since September 2026).
import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  PublishBatchCommand,
  PublishCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, refusal, snsStory } from './story.ts';

const KIB = 1024;
const story = snsStory();
const raise = (TopicArn: string, bytes: number) =>
  story.sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'MaximumMessageSize',
      AttributeValue: String(bytes),
    }),
  );
const publish = (TopicArn: string, bytes: number) =>
  story.sns.send(new PublishCommand({ TopicArn, Message: 'x'.repeat(bytes) }));
const tooLong = invalid('Message too long');

test('a topic takes as much as its MaximumMessageSize says, attributes included', async () => {
  const topic = await story.topic('large');
  const { arn, url } = await story.queue('large', topic);
  await story.subscribe(topic, arn, { RawMessageDelivery: 'true' });
  await expect(publish(topic, 256 * KIB + 1)).rejects.toMatchObject(tooLong);
  await raise(topic, 1024 * KIB);
  await publish(topic, 1024 * KIB);
  await story.server.idle();
  expect((await story.receive(url)).map(({ Body }) => Body?.length)).toEqual([1024 * KIB]);
  await expect(publish(topic, 1024 * KIB + 1)).rejects.toMatchObject(tooLong);
  await raise(topic, 1024);
  await expect(publish(topic, 1025)).rejects.toMatchObject(tooLong);
});

test('a batch takes no more in sum', async () => {
  const topic = await story.topic('batch', { MaximumMessageSize: String(512 * KIB) });
  const batch = (...sizes: number[]) =>
    story.sns.send(
      new PublishBatchCommand({
        TopicArn: topic,
        PublishBatchRequestEntries: sizes.map((size, index) => ({
          Id: `e${index}`,
          Message: 'x'.repeat(size),
        })),
      }),
    );
  expect((await batch(300 * KIB, 212 * KIB)).Successful).toHaveLength(2);
  await expect(batch(300 * KIB, 212 * KIB, 1)).rejects.toMatchObject(
    refusal(
      'BatchRequestTooLongException',
      'The length of all the messages put together is more than the limit.',
    ),
  );
});

test('it is told once it is set (recorded)', async () => {
  const { TopicArn = '' } = await story.sns.send(new CreateTopicCommand({ Name: 'quiet' }));
  const read = async () => (await story.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes;
  expect(await read()).not.toHaveProperty('MaximumMessageSize');
  await raise(TopicArn, 2048);
  expect(await read()).toMatchObject({ MaximumMessageSize: '2048' });
});

test('above 256 KiB queues, functions and Firehose alone may hear', async () => {
  const web = 'http://127.0.0.1:9/';
  const topic = await story.topic('choosy', { MaximumMessageSize: String(256 * KIB + 1) });
  await expect(story.subscribe(topic, web, {}, 'http')).rejects.toMatchObject(
    invalid('Protocol Reason: http is not supported by topics with a MaximumMessageSize above 262144 bytes'),
  );
  await raise(topic, 256 * KIB);
  await story.subscribe(topic, '+4915112345678', {}, 'sms');
  await expect(raise(topic, 256 * KIB + 1)).rejects.toMatchObject(invalid('MaximumMessageSize'));
});

test('it is not raised for more than 100 subscriptions', async () => {
  const topic = await story.topic('crowded');
  for (let index = 0; index < 101; index += 1) {
    const { arn } = await story.queue(`crowded-${index}`, topic);
    await story.subscribe(topic, arn);
  }
  await expect(raise(topic, 1024 * KIB)).rejects.toMatchObject(invalid('MaximumMessageSize'));
});
