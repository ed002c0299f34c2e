import { GetTopicAttributesCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import { listenHttp } from '../../support/http-endpoint.ts';
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

describe('an HTTP endpoint that is unsubscribed', () => {
  async function confirmed(name: string) {
    const endpoint = await listenHttp();
    const topic = await story.topic(name);
    const arn = await story.subscribe(topic, endpoint.url, {}, 'http');
    await story.server.idle();
    await (await fetch(JSON.parse(endpoint.posted[0]?.body ?? '{}').SubscribeURL)).text();
    await story.publish(topic, 'first');
    return { endpoint, topic, arn, last: () => endpoint.posted.at(-1) };
  }
  const confirmedCount = async (topic: string) => {
    const { Attributes } = await story.sns.send(new GetTopicAttributesCommand({ TopicArn: topic }));
    return Attributes?.SubscriptionsConfirmed;
  };

  test('by the link in a message, unsigned, is asked once more, and the link in that brings it back', async () => {
    const { endpoint, topic, arn, last } = await confirmed('left');
    const { UnsubscribeURL } = JSON.parse(last()?.body ?? '{}');
    expect((await fetch(UnsubscribeURL)).status).toBe(200);
    await story.server.idle();
    expect(await confirmedCount(topic)).toBe('0');
    expect(last()?.headers).toMatchObject({
      'x-amz-sns-message-type': 'UnsubscribeConfirmation',
      'x-amz-sns-subscription-arn': arn,
      'content-type': 'text/plain; charset=UTF-8',
    });
    const farewell = JSON.parse(last()?.body ?? '{}');
    expect(farewell).toMatchObject({
      Type: 'UnsubscribeConfirmation',
      Message: `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
    });
    expect(await (await fetch(farewell.SubscribeURL)).text()).toContain(
      `<SubscriptionArn>${arn}</SubscriptionArn>`,
    );
    await story.publish(topic, 'second');
    expect(JSON.parse(last()?.body ?? '{}').Message).toBe('second');
    await endpoint.close();
  });

  test('cannot come back by that link after two days', async () => {
    const { endpoint, topic, arn, last } = await confirmed('late');
    await leave(arn);
    await story.server.idle();
    const { SubscribeURL } = JSON.parse(last()?.body ?? '{}');
    story.server.clock.advance(2 * 24 * 60 * 60 * 1000);
    expect((await fetch(SubscribeURL)).status).toBe(400);
    expect(await confirmedCount(topic)).toBe('0');
    await endpoint.close();
  });
});

test.each([
  ['x', 'SubscriptionArn Reason: An ARN must have at least 6 elements, not 1'],
  ['', 'SubscriptionArn Reason: no value for required parameter'],
  [`${NOWHERE}:x`, 'SubscriptionId'],
])('the ARN %j is refused', async (arn, what) => {
  await expect(leave(arn)).rejects.toMatchObject(invalid(what));
});
