// SMS, e-mail, mobile push and Firehose: accepted as on AWS, delivered to nobody, and shown to whoever asks.
import {
  ConfirmSubscriptionCommand,
  GetSubscriptionAttributesCommand,
  PublishCommand,
} from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { beforeEach, expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { refusal, snsStory } from './story.ts';

const story = snsStory();
beforeEach(() => story.server.reset());

async function undelivered() {
  await story.server.idle();
  const answer = await fetch(`${story.server.url}/_waxseal/sns/undelivered`);
  return ((await answer.json()) as { messages: Record<string, string>[] }).messages;
}

test('a phone number is subscribed without being asked, and its texts are kept', async () => {
  const topic = await story.topic('texts');
  const arn = await story.subscribe(topic, '+15551234567', {}, 'sms');
  const { Attributes } = await story.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  expect(Attributes).toMatchObject({ PendingConfirmation: 'false', ConfirmationWasAuthenticated: 'true' });
  const message = JSON.stringify({ default: 'for all', sms: 'short' });
  const { MessageId } = await story.publish(topic, message, { MessageStructure: 'json' });
  expect(await undelivered()).toEqual([
    {
      time: expect.any(String),
      messageId: MessageId,
      topicArn: topic,
      protocol: 'sms',
      endpoint: '+15551234567',
      message: 'short',
    },
  ]);
});

test('a text to a phone number is kept', async () => {
  const sent = await story.sns.send(new PublishCommand({ PhoneNumber: '+15551234567', Message: 'hello' }));
  expect(await undelivered()).toMatchObject([
    { messageId: sent.MessageId, protocol: 'sms', endpoint: '+15551234567', message: 'hello' },
  ]);
});

test('an address is confirmed by the link it would have been sent', async () => {
  const topic = await story.topic('mails');
  await story.subscribe(topic, 'a@example.com', {}, 'email');
  await story.publish(topic, 'too early');
  const [question] = await undelivered();
  const { Token } = JSON.parse(question?.message ?? '{}');
  await story.sns.send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token }));
  await story.publish(topic, 'in time', { Subject: 'News' });
  expect((await undelivered()).slice(1)).toMatchObject([
    { protocol: 'email', endpoint: 'a@example.com', subject: 'News', message: 'in time' },
  ]);
});

test.each([
  ['application', `arn:aws:sns:us-east-1:${ACCOUNT}:endpoint/GCM/app/1`],
  ['firehose', `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/stream`],
])('%s endpoints of the account hear at once', async (protocol, endpoint) => {
  const topic = await story.topic(protocol);
  await story.subscribe(topic, endpoint, {}, protocol);
  await story.publish(topic, 'hello');
  expect(await undelivered()).toMatchObject([{ protocol, endpoint, message: 'hello' }]);
});

test.each(['invalid-number', '+15--551234567', 'NAA+15551234567', '+15551234567.', '/+15551234567'])(
  'the number %s is refused, as recorded',
  async (number) => {
    const topic = await story.topic('strict');
    await expect(story.subscribe(topic, number, {}, 'sms')).rejects.toMatchObject(
      refusal('InvalidParameterException', `Invalid SMS endpoint: ${number}`),
    );
    await expect(
      story.sns.send(new PublishCommand({ PhoneNumber: number, Message: 'x' })),
    ).rejects.toMatchObject(
      refusal(
        'InvalidParameterException',
        `Invalid parameter: PhoneNumber Reason: ${number} is not valid to publish to`,
      ),
    );
  },
);

test('a number may have single separators', async () => {
  const topic = await story.topic('separated');
  expect(await story.subscribe(topic, '+15/55-123.4567', {}, 'sms')).toMatch(/^arn:/);
});
