// A topic's attributes: which may be set, and what is shown.
import { type KnowsPrincipal, namesNobody } from '../../access/principals.ts';
import { validatePolicy } from '../../access/validate-policy.ts';
import { effectiveTopicPolicy, requireDeliveryPolicy, shownTopicPolicy } from './delivery-policy.ts';
import * as errors from './errors.ts';
import type { Subscription } from './subscription.ts';
import { type Attributes, policyOf, type Topic } from './topic.ts';

const PLAIN =
  /^(?:DisplayName|KmsMasterKeyId|TracingConfig|ArchivePolicy|FifoThroughputScope|(?:HTTP|SQS|Lambda|Firehose|Application)(?:Success|Failure)FeedbackRoleArn|(?:HTTP|SQS|Lambda|Firehose|Application)SuccessFeedbackSampleRate)$/;

export function requireTopicAttribute(
  name: string,
  value: string,
  { fifo, account }: Pick<Topic, 'fifo' | 'account'>,
  knowsPrincipal: KnowsPrincipal,
): void {
  switch (name) {
    case 'Policy':
      return value === '' ? undefined : requirePolicy(value, (named) => knowsPrincipal(named, account));
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

function requirePolicy(text: string, isKnown: (principal: string) => boolean): void {
  const validation = validatePolicy(text, 'resource');
  if ('problem' in validation) throw errors.invalidParameter('Policy Error: null');
  // CloudFormation's handler of AWS::SNS::TopicPolicy waits for this text to go away.
  if (namesNobody(validation.document, isKnown)) {
    throw errors.invalidParameter('Policy Error: PrincipalNotFound');
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
