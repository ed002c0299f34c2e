import { required, string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { snsOperation } from '../deps.ts';
import { listingOf } from '../listing.ts';
import * as shapes from '../shapes.ts';

export const listSubscriptionsByTopicOperation = snsOperation({
  name: 'ListSubscriptionsByTopic',
  input: structure({ TopicArn: required(shapes.arn), NextToken: string() }),
  output: structure({ Subscriptions: shapes.subscriptions, NextToken: string() }),
  resolve: ({ input, call, deps }) => requireTopic(deps, input.TopicArn, call),
  access: ({ target, call }) => onTopic('ListSubscriptionsByTopic', target, call),
  run: ({ input, target, deps }) => listingOf(deps.subscriptions.list(target.arn), input.NextToken),
});
