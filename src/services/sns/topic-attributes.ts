// A topic's attributes: which may be set, and what is shown.
import { validatePolicy } from '../../access/validate-policy.ts';
import { effectiveTopicPolicy, requireDeliveryPolicy, shownTopicPolicy } from './delivery-policy.ts';
import * as errors from './errors.ts';
import type { Subscription } from './subscription.ts';
import { type Attributes, policyOf, type Topic } from './topic.ts';

const PLAIN =
  /^(?:DisplayName|KmsMasterKeyId|TracingConfig|ArchivePolicy|FifoThroughputScope|(?:HTTP|SQS|Lambda|Firehose|Application)(?:Success|Failure)FeedbackRoleArn|(?:HTTP|SQS|Lambda|Firehose|Application)SuccessFeedbackSampleRate)$/;

export function requireTopicAttribute(name: string, value: string, fifo: boolean): void {
  switch (name) {
    case 'Policy':
      if (value !== '' && 'problem' in validatePolicy(value, 'resource')) {
        throw errors.invalidParameter('Policy Error: null');
      }
      return;
    case 'DeliveryPolicy':
      return requireDeliveryPolicy(value, 'http.defaultHealthyRetryPolicy');
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
  const { DeliveryPolicy } = topic.attributes;
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
    ...(DeliveryPolicy !== undefined && { DeliveryPolicy: shownTopicPolicy(DeliveryPolicy) }),
    Policy: policyOf(topic),
    EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(DeliveryPolicy)),
  };
}
