// A subscription's attributes: which may be set, what SNS refuses of them, and what is shown.
import { parseArn } from '../../core/arn.ts';
import { effectivePolicy, requireDeliveryPolicy, shownSubscriptionPolicy } from './delivery-policy.ts';
import * as errors from './errors.ts';
import { checkFilterPolicy, FilterProblem, type FilterScope, NestedProblem } from './filter/policy.ts';
import { parseObject } from './json.ts';
import type { Subscription } from './subscription.ts';
import type { Attributes, Topic } from './topic.ts';

/** Whose attributes they are. */
interface SubscriptionPlace {
  readonly topic: Topic;
  readonly endpoint: string;
}

/**
 * @param before what stands before the attribute's name in a refusal (Subscribe: `Attributes Reason: `).
 * @param all the attributes as they would be: a filter policy is read in its scope.
 */
export function requireSubscriptionAttribute(
  name: string,
  value: string,
  all: Attributes,
  subscription: SubscriptionPlace,
  before = '',
): void {
  const refuse = (reason: string) => errors.invalidParameter(`${before}${name}: ${reason}`);
  switch (name) {
    case 'RawMessageDelivery':
      if (/^(?:true|false)$/i.test(value)) return;
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
      return requireRedrivePolicy(value, subscription, refuse);
    case 'DeliveryPolicy':
      return requireDeliveryPolicy(value, 'healthyRetryPolicy', before);
    case 'SubscriptionRoleArn':
    case 'ReplayPolicy':
      return;
    default:
      throw errors.invalidParameter(before === '' ? 'AttributeName' : `${before}Unknown attribute ${name}`);
  }
}

/** As they are kept: AWS was recorded to take `TrUe` and to show `true`, and to keep no empty ones. */
export const settled = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, name === 'RawMessageDelivery' ? value.toLowerCase() : value]),
  );

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

function requireRedrivePolicy(value: string, { topic, endpoint }: SubscriptionPlace, refuse: Refuse): void {
  if (value === '') return;
  const policy = parseObject(value);
  if (!policy) throw refuse('failed to parse JSON.');
  const target = policy.deadLetterTargetArn;
  if (typeof target !== 'string' || parseArn(target)?.service !== 'sqs') {
    throw refuse('deadLetterTargetArn is an invalid arn');
  }
  // The dead-letter queue of a standard queue may be one (recorded, August 2025).
  if (topic.fifo && endpoint.endsWith('.fifo') && !target.endsWith('.fifo')) {
    throw refuse('must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
  }
}

const isHttp = ({ protocol }: Subscription): boolean => protocol === 'http' || protocol === 'https';

export function describeSubscription(subscription: Subscription, topic: Topic | undefined): Attributes {
  const { FilterPolicyScope, ...attributes } = subscription.attributes;
  const { DeliveryPolicy, FilterPolicy } = attributes;
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
    // Kept, but not told before there is a policy (recorded).
    ...(FilterPolicy !== undefined && { FilterPolicyScope: FilterPolicyScope ?? 'MessageAttributes' }),
    ...attributes,
    ...(DeliveryPolicy !== undefined && { DeliveryPolicy: shownSubscriptionPolicy(DeliveryPolicy) }),
    ...(isHttp(subscription) && {
      EffectiveDeliveryPolicy: JSON.stringify(effectivePolicy(attributes, topic?.attributes ?? {})),
    }),
  };
}
