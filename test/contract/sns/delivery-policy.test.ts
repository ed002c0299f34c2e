// DeliveryPolicy: of a topic and of a subscription, as shown, as held, as recorded on AWS.
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { expect, test } from 'vitest';
import { listenHttp } from '../../support/http-endpoint.ts';
import { invalid, snsStory } from './story.ts';

const story = snsStory();
const DEFAULTS = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: 'linear',
};

const setTopic = (TopicArn: string, policy: object) =>
  story.sns.send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'DeliveryPolicy',
      AttributeValue: JSON.stringify(policy),
    }),
  );
const setSubscription = (SubscriptionArn: string, policy: object) =>
  story.sns.send(
    new SetSubscriptionAttributesCommand({
      SubscriptionArn,
      AttributeName: 'DeliveryPolicy',
      AttributeValue: JSON.stringify(policy),
    }),
  );
async function shown(attributes: Promise<{ Attributes?: Record<string, string> | undefined }>) {
  const { DeliveryPolicy = 'null', EffectiveDeliveryPolicy = 'null' } = (await attributes).Attributes ?? {};
  return { own: JSON.parse(DeliveryPolicy), effective: JSON.parse(EffectiveDeliveryPolicy) };
}
const topicShows = (TopicArn: string) => shown(story.sns.send(new GetTopicAttributesCommand({ TopicArn })));
const subscriptionShows = (SubscriptionArn: string) =>
  shown(story.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })));

async function listening(name: string) {
  const endpoint = await listenHttp();
  const topic = await story.topic(name);
  const arn = await story.subscribe(topic, endpoint.url, {}, 'http');
  await story.server.idle();
  await (await fetch(JSON.parse(endpoint.posted[0]?.body ?? '{}').SubscribeURL)).text();
  endpoint.posted.length = 0;
  return { endpoint, topic, arn };
}

test("a topic's policy is filled up with defaults, and taken away piece by piece", async () => {
  const topic = await story.topic('own');
  await setTopic(topic, { http: { defaultRequestPolicy: { headerContentType: 'application/json' } } });
  expect(await topicShows(topic)).toEqual({
    own: {
      http: {
        disableSubscriptionOverrides: false,
        defaultRequestPolicy: { headerContentType: 'application/json' },
      },
    },
    effective: {
      http: {
        defaultHealthyRetryPolicy: DEFAULTS,
        disableSubscriptionOverrides: false,
        defaultRequestPolicy: { headerContentType: 'application/json' },
      },
    },
  });
  await setTopic(topic, { http: { defaultHealthyRetryPolicy: null } });
  expect((await topicShows(topic)).own).toEqual({ http: { disableSubscriptionOverrides: false } });
});

test("a subscription's policy shows every member, and its effective one the topic's where it says nothing", async () => {
  const { endpoint, arn } = await listening('subscribed');
  await setSubscription(arn, { requestPolicy: { headerContentType: 'text/csv' } });
  const silent = { sicklyRetryPolicy: null, throttlePolicy: null, guaranteed: false };
  const requestPolicy = { headerContentType: 'text/csv' };
  expect(await subscriptionShows(arn)).toEqual({
    own: { healthyRetryPolicy: null, ...silent, requestPolicy },
    effective: { healthyRetryPolicy: DEFAULTS, ...silent, requestPolicy },
  });
  await endpoint.close();
});

test('an endpoint is sent the Content-Type of its own policy, else of the topic, unless that keeps the overrides out', async () => {
  const { endpoint, topic, arn } = await listening('typed');
  const type = async () => {
    await story.publish(topic, 'x');
    return endpoint.posted.at(-1)?.headers['content-type'];
  };
  expect(await type()).toBe('text/plain; charset=UTF-8');
  await setTopic(topic, { http: { defaultRequestPolicy: { headerContentType: 'application/json' } } });
  expect(await type()).toBe('application/json');
  await setSubscription(arn, { requestPolicy: { headerContentType: 'text/csv' } });
  expect(await type()).toBe('text/csv');
  const defaultRequestPolicy = { headerContentType: 'application/json' };
  await setTopic(topic, { http: { disableSubscriptionOverrides: true, defaultRequestPolicy } });
  expect(await type()).toBe('application/json');
  await endpoint.close();
});

test('an endpoint that fails is tried as the policy says, on the clock', async () => {
  const { endpoint, topic, arn } = await listening('retried');
  await setSubscription(arn, {
    healthyRetryPolicy: {
      numRetries: 3,
      numNoDelayRetries: 1,
      numMinDelayRetries: 1,
      minDelayTarget: 5,
      maxDelayTarget: 60,
    },
  });
  endpoint.answer(503);
  await story.publish(topic, 'x');
  expect(endpoint.posted).toHaveLength(2);
  const after = async (seconds: number) => {
    story.server.clock.advance(seconds * 1000);
    await story.server.idle();
    return endpoint.posted.length;
  };
  expect(await after(4)).toBe(2);
  expect(await after(1)).toBe(3);
  expect(await after(59)).toBe(3);
  expect(await after(1)).toBe(4);
  expect(await after(3600)).toBe(4);
  await endpoint.close();
});

test.each([
  [{ healthyRetryPolicy: { numRetries: 101 } }, 'healthyRetryPolicy.numRetries must be between 0 and 100'],
  [
    { healthyRetryPolicy: { minDelayTarget: 30, maxDelayTarget: 20 } },
    'healthyRetryPolicy.minDelayTarget must be less than or equal to maxDelayTarget',
  ],
])('%j is refused', async (policy, reason) => {
  const { endpoint, arn } = await listening('strict');
  await expect(setSubscription(arn, policy)).rejects.toMatchObject(invalid(`DeliveryPolicy: ${reason}`));
  await endpoint.close();
});
