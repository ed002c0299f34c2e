// Unsubscribe: the link in a message is enough, unless the confirmation asked for a signature.
import { empty, required, structure } from '../../../core/shape.ts';
import { onSubscription } from '../access.ts';
import { unsubscribe } from '../confirmation.ts';
import { snsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import * as shapes from '../shapes.ts';
import { requireArn } from '../topic.ts';

const ID = /:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const unsubscribeOperation = snsOperation({
  name: 'Unsubscribe',
  input: structure({ SubscriptionArn: required(shapes.arn) }),
  output: empty,
  resolve({ input: { SubscriptionArn }, deps }) {
    requireArn(SubscriptionArn, 'SubscriptionArn');
    if (!ID.test(SubscriptionArn)) throw errors.invalidParameter('SubscriptionId');
    return deps.subscriptions.find(SubscriptionArn);
  },
  access({ target: subscription, call }) {
    if (!subscription || (call.principal.type === 'anonymous' && !subscription.guarded)) return undefined;
    return onSubscription('Unsubscribe', subscription);
  },
  async run({ target: subscription, deps }) {
    if (!subscription) return {};
    await unsubscribe(deps, subscription);
    return {};
  },
});
