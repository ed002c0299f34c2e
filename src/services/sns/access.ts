// Finding the topic or subscription of a call, and asking leave to act on it.
import type { AccessCheck, ConditionContext } from '../../core/access-check.ts';
import { type Call, principalAccount } from '../../core/call.ts';
import type { SnsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Subscription } from './subscription.ts';
import { policyOf, requireArn, type Topic } from './topic.ts';

/** A topic is reached in its own region only (recorded); services reach it wherever they are. */
export function requireRegion(arn: string, { principal, region }: Call): void {
  const named = requireArn(arn, 'TopicArn');
  if (principalAccount(principal) !== undefined && named.region !== region) {
    throw errors.invalidParameter('TopicArn');
  }
}

export function requireTopic(deps: SnsDeps, arn: string, call: Call): Topic {
  requireRegion(arn, call);
  const topic = deps.topics.find(arn);
  if (!topic) throw errors.topicNotFound();
  return topic;
}

export function requireSubscription(deps: SnsDeps, arn: string): Subscription {
  requireArn(arn, 'SubscriptionArn');
  const subscription = deps.subscriptions.find(arn);
  if (!subscription) throw errors.subscriptionNotFound();
  return subscription;
}

export const onTopic = (
  action: string,
  topic: Topic,
  call: Call,
  context: ConditionContext = {},
): AccessCheck => ({
  action: `sns:${action}`,
  resource: topic.arn,
  account: topic.account,
  policy: policyOf(topic),
  context: { 'aws:SourceOwner': sourceOwner(call), ...context },
});

export const onSubscription = (action: string, { arn, account }: Subscription): AccessCheck => ({
  action: `sns:${action}`,
  resource: arn,
  account,
});

/**
 * The key that the default topic policy asks for: the account that calls, or for which a service calls. SES tells
 * it, so a topic of its own account needs no policy (facts/ses-receiving.md §4: only another account's does); S3
 * does not, its guide asks for a policy always.
 */
function sourceOwner({ principal, source }: Call): string | undefined {
  if (principal.type !== 'service') return principalAccount(principal);
  return principal.service === 's3.amazonaws.com' ? undefined : source?.account;
}
