import { required, structure } from '../../../core/shape.ts';
import { onSubscription, requireSubscription } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as shapes from '../shapes.ts';
import { describeSubscription } from '../subscription-attributes.ts';

export const getSubscriptionAttributesOperation = snsOperation({
  name: 'GetSubscriptionAttributes',
  input: structure({ SubscriptionArn: required(shapes.arn) }),
  output: structure({ Attributes: shapes.attributes }),
  resolve: ({ input, deps }) => requireSubscription(deps, input.SubscriptionArn),
  access: ({ target }) => onSubscription('GetSubscriptionAttributes', target),
  run: ({ target, deps }) => ({ Attributes: describeSubscription(target, deps.topics.find(target.topic)) }),
});
