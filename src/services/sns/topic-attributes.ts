// A topic's attributes: which may be set, and what is shown.
import { validatePolicy } from '../../access/validate-policy.ts';
import { DEFAULT_POLICY } from './delivery/retry.ts';
import * as errors from './errors.ts';
import { isObject, parseObject } from './json.ts';
import type { Subscription } from './subscription.ts';
import { type Attributes, policyOf, type Topic } from './topic.ts';

const PLAIN =
  /^(?:DisplayName|KmsMasterKeyId|TracingConfig|ArchivePolicy|FifoThroughputScope|DataProtectionPolicy|(?:HTTP|SQS|Lambda|Firehose|Application)(?:Success|Failure)FeedbackRoleArn|(?:HTTP|SQS|Lambda|Firehose|Application)SuccessFeedbackSampleRate)$/;

export function requireTopicAttribute(name: string, value: string, fifo: boolean): void {
  switch (name) {
    case 'Policy':
      if (value !== '' && 'problem' in validatePolicy(value, 'resource')) {
        throw errors.invalidParameter('Policy Error: null');
      }
      return;
    case 'DeliveryPolicy':
      if (value !== '' && !parseObject(value)) {
        throw errors.invalidParameter('DeliveryPolicy: failed to parse JSON.');
      }
      return;
    case 'SignatureVersion':
      if (value !== '1' && value !== '2') throw errors.invalidParameter('SignatureVersion');
      return;
    case 'ContentBasedDeduplication':
    case 'FifoTopic':
      if (!fifo && value === 'true') throw errors.invalidParameter(name);
      if (value !== 'true' && value !== 'false') throw errors.invalidParameter(name);
      return;
    default:
      if (!PLAIN.test(name)) throw errors.invalidParameter('AttributeName');
  }
}

export function describeTopic(topic: Topic, subscriptions: readonly Subscription[]): Attributes {
  const confirmed = subscriptions.filter((each) => each.confirmed).length;
  return {
    TopicArn: topic.arn,
    Owner: topic.account,
    DisplayName: '',
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(subscriptions.length - confirmed),
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    ...(topic.fifo && { FifoTopic: 'true', ContentBasedDeduplication: 'false' }),
    ...topic.attributes,
    Policy: policyOf(topic),
    EffectiveDeliveryPolicy: effectivePolicy(topic.attributes.DeliveryPolicy),
  };
}

function effectivePolicy(text: string | undefined): string {
  const given = parseObject(text ?? '')?.http;
  const http = isObject(given) ? given : {};
  const retry = isObject(http.defaultHealthyRetryPolicy) ? http.defaultHealthyRetryPolicy : {};
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: { ...DEFAULT_POLICY, ...retry },
      disableSubscriptionOverrides: http.disableSubscriptionOverrides ?? false,
      defaultRequestPolicy: http.defaultRequestPolicy ?? { headerContentType: 'text/plain; charset=UTF-8' },
    },
  });
}
