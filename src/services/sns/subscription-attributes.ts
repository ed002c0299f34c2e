// A subscription's attributes: which may be set, what SNS refuses of them, and what is shown.
import { parseArn } from '../../core/arn.ts';
import { effectivePolicy, requireDeliveryPolicy, shownSubscriptionPolicy } from './delivery-policy.ts';
import * as errors from './errors.ts';
import { checkFilterPolicy, FilterProblem, type FilterScope, NestedProblem } from './filter/policy.ts';
import { parseObject } from './json.ts';
import type { Subscription } from './subscription.ts';
import type { Attributes, Topic } from './topic.ts';

/**
 * @param before what stands before the attribute's name in a refusal (Subscribe: `Attributes Reason: `).
 * @param all the attributes as they would be: a filter policy is read in its scope.
 */
export function requireSubscriptionAttribute(
  name: string,
  value: string,
  all: Attributes,
  topic: Topic,
  before = '',
): void {
  const refuse = (reason: string) => errors.invalidParameter(`${before}${name}: ${reason}`);
  switch (name) {
    case 'RawMessageDelivery':
      if (value === 'true' || value === 'false') return;
      throw refuse(`Invalid value [${value}]. Must be true or false.`);
    case 'FilterPolicyScope':
      if (value === 'MessageAttributes' || value === 'MessageBody') return;
      throw refuse(`Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
    case 'FilterPolicy':
      return requireFilterPolicy(
        value,
        (all.FilterPolicyScope ?? 'MessageAttributes') as FilterScope,
        refuse,
      );
    case 'RedrivePolicy':
      return requireRedrivePolicy(value, topic, refuse);
    case 'DeliveryPolicy':
      return requireDeliveryPolicy(value, 'healthyRetryPolicy', before);
    case 'SubscriptionRoleArn':
    case 'ReplayPolicy':
      return;
    default:
      throw errors.invalidParameter(before === '' ? 'AttributeName' : `${before}Unknown attribute ${name}`);
  }
}

type Refuse = (reason: string) => Error;

function requireFilterPolicy(value: string, scope: FilterScope, refuse: Refuse): void {
  if (value === '') return;
  const policy = parseObject(value);
  if (!policy) throw refuse('failed to parse JSON.');
  try {
    checkFilterPolicy(policy, scope);
  } catch (error) {
    if (error instanceof NestedProblem) throw errors.invalidParameter(error.message);
    if (error instanceof FilterProblem) throw refuse(error.message);
    throw error;
  }
}

function requireRedrivePolicy(value: string, topic: Topic, refuse: Refuse): void {
  if (value === '') return;
  const policy = parseObject(value);
  if (!policy) throw refuse('failed to parse JSON.');
  const target = policy.deadLetterTargetArn;
  if (typeof target !== 'string' || parseArn(target)?.service !== 'sqs') {
    throw refuse('deadLetterTargetArn is an invalid arn');
  }
  if (topic.fifo && !target.endsWith('.fifo')) {
    throw refuse('must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
  }
}

const isHttp = ({ protocol }: Subscription): boolean => protocol === 'http' || protocol === 'https';

export function describeSubscription(subscription: Subscription, topic: Topic | undefined): Attributes {
  const { attributes } = subscription;
  const { DeliveryPolicy } = attributes;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topic,
    Owner: subscription.account,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    SubscriptionPrincipal: subscription.principal,
    PendingConfirmation: String(!subscription.confirmed),
    ConfirmationWasAuthenticated: String(subscription.authenticated),
    RawMessageDelivery: 'false',
    ...(attributes.FilterPolicy !== undefined && { FilterPolicyScope: 'MessageAttributes' }),
    ...attributes,
    ...(DeliveryPolicy !== undefined && { DeliveryPolicy: shownSubscriptionPolicy(DeliveryPolicy) }),
    ...(isHttp(subscription) && {
      EffectiveDeliveryPolicy: JSON.stringify(effectivePolicy(attributes, topic?.attributes ?? {})),
    }),
  };
}
