// A topic's attributes: which may be set, and what is shown.
import type { KnowsPrincipal } from '../../access/principals.ts';
import { effectiveTopicPolicy, requireDeliveryPolicy, shownTopicPolicy } from './delivery-policy.ts';
import * as errors from './errors.ts';
import { isMessageSize } from './message-size.ts';
import type { Subscription } from './subscription.ts';
import { type Attributes, policyOf, type Topic } from './topic.ts';
import { requireTopicPolicy } from './topic-policy.ts';

/** Attributes that are kept as they come, where they come so; API pages SetTopicAttributes and CreateTopic. */
const VALUES: readonly (readonly [name: RegExp, isValue: (value: string) => boolean])[] = [
  // CloudFormation's page of AWS::SNS::Topic.
  [/^DisplayName$/, (value) => value.length <= 100],
  [/^MaximumMessageSize$/, isMessageSize],
  [/^TracingConfig$/, (value) => value === 'PassThrough' || value === 'Active'],
  [/^FifoThroughputScope$/, (value) => value === 'Topic' || value === 'MessageGroup'],
  [
    /^(?:HTTP|SQS|Lambda|Firehose|Application)SuccessFeedbackSampleRate$/,
    (value) => /^(?:\d\d?|100)$/.test(value),
  ],
  [/^(?:HTTP|SQS|Lambda|Firehose|Application)(?:Success|Failure)FeedbackRoleArn$/, () => true],
  [/^(?:KmsMasterKeyId|ArchivePolicy)$/, () => true],
];

export function requireTopicAttribute(
  name: string,
  value: string,
  { fifo, account }: Pick<Topic, 'fifo' | 'account'>,
  knowsPrincipal: KnowsPrincipal,
): void {
  switch (name) {
    case 'Policy':
      if (value !== '') requireTopicPolicy(value, (named) => knowsPrincipal(named, account));
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
      return requireValue(name, value);
  }
}

/** An empty value takes the attribute away. */
function requireValue(name: string, value: string): void {
  const [, isValue] = VALUES.find(([names]) => names.test(name)) ?? [];
  if (!isValue) throw errors.invalidParameter('AttributeName');
  if (value !== '' && !isValue(value)) throw errors.invalidParameter(name);
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
