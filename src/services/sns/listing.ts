// Subscriptions as lists show them.
import { pageOf, readToken } from './paging.ts';
import type { Subscription } from './subscription.ts';

const PAGE = 100;

/** @param all by ARN. */
export function listingOf(all: readonly Subscription[], token: string | undefined) {
  const after = readToken(token);
  const { items, NextToken } = pageOf(
    all.filter(({ arn }) => arn > after),
    PAGE,
    ({ arn }) => arn,
  );
  return {
    Subscriptions: items.map(({ arn, topic, account, protocol, endpoint, confirmed }) => ({
      SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
      Owner: account,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topic,
    })),
    ...(NextToken !== undefined && { NextToken }),
  };
}
