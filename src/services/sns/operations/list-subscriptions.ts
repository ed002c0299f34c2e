import { partitionOf } from '../../../core/ids.ts';
import { string, structure } from '../../../core/shape.ts';
import { snsOperation } from '../deps.ts';
import { listingOf } from '../listing.ts';
import * as shapes from '../shapes.ts';

export const listSubscriptionsOperation = snsOperation({
  name: 'ListSubscriptions',
  input: structure({ NextToken: string() }),
  output: structure({ Subscriptions: shapes.subscriptions, NextToken: string() }),
  access: ({ call }) => ({
    action: 'sns:ListSubscriptions',
    resource: `arn:${partitionOf(call.region)}:sns:${call.region}:${call.account}:*`,
    account: call.account,
  }),
  run: ({ input, call, deps }) =>
    listingOf(deps.subscriptions.listOf(call.account, call.region), input.NextToken),
});
