import { empty, required, string, structure } from '../../../core/shape.ts';
import { onSubscription, requireSubscription } from '../access.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import * as shapes from '../shapes.ts';
import { requireSubscriptionAttribute, settled } from '../subscription-attributes.ts';

export const setSubscriptionAttributesOperation = snsOperation({
  name: 'SetSubscriptionAttributes',
  input: structure({
    SubscriptionArn: required(shapes.arn),
    AttributeName: required(string()),
    AttributeValue: string(),
  }),
  output: empty,
  resolve: ({ input, deps }) => requireSubscription(deps, input.SubscriptionArn),
  access: ({ target }) => onSubscription('SetSubscriptionAttributes', target),
  async run({ input: { AttributeName, AttributeValue = '' }, target, deps }) {
    const topic = deps.topics.find(target.topic);
    if (!topic) throw errors.topicNotFound();
    const all = { ...target.attributes, [AttributeName]: AttributeValue };
    const place = { topic, endpoint: target.endpoint };
    requireSubscriptionAttribute(AttributeName, AttributeValue, all, place);
    // A kept policy must fit its new scope as well.
    if (AttributeName === 'FilterPolicyScope' && target.attributes.FilterPolicy !== undefined) {
      requireSubscriptionAttribute('FilterPolicy', target.attributes.FilterPolicy, all, place);
    }
    await deps.database.commit(() => {
      const current = deps.subscriptions.find(target.arn);
      if (!current) throw errors.subscriptionNotFound();
      const attributes = settled({ ...current.attributes, [AttributeName]: AttributeValue });
      deps.subscriptions.save({ ...current, attributes });
    });
    return {};
  },
});
