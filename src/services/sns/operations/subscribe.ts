// Subscribe: a queue or a function of the caller's own account hears at once, everybody else confirms first.
import { type Call, principalAccount, principalArn } from '../../../core/call.ts';
import { boolean, required, string, structure } from '../../../core/shape.ts';
import { onTopic, requireTopic } from '../access.ts';
import { sendConfirmation } from '../confirmation.ts';
import { snsOperation } from '../deps.ts';
import { requireEndpoint } from '../endpoint.ts';
import * as errors from '../errors.ts';
import { requireLargeProtocol } from '../message-size.ts';
import * as shapes from '../shapes.ts';
import type { Subscription } from '../subscription.ts';
import { describeSubscription, requireSubscriptionAttribute, settled } from '../subscription-attributes.ts';
import type { Attributes, Topic } from '../topic.ts';

export const subscribeOperation = snsOperation({
  name: 'Subscribe',
  input: structure({
    TopicArn: required(shapes.arn),
    Protocol: required(string()),
    Endpoint: string(),
    Attributes: shapes.attributes,
    ReturnSubscriptionArn: boolean(),
  }),
  output: structure({ SubscriptionArn: string() }),
  resolve: ({ input, call, deps }) => requireTopic(deps, input.TopicArn, call),
  access: ({ input, target, call }) =>
    onTopic('Subscribe', target, call, { 'sns:Protocol': input.Protocol, 'sns:Endpoint': input.Endpoint }),
  async run({ input, target: topic, call, deps }) {
    const { ReturnSubscriptionArn = false } = input;
    const Attributes = settled(input.Attributes ?? {});
    const { protocol, endpoint, owner } = requireEndpoint(input.Protocol, input.Endpoint, topic);
    requireLargeProtocol(protocol, topic);
    for (const [name, value] of Object.entries(input.Attributes ?? {})) {
      requireSubscriptionAttribute(name, value, Attributes, { topic, endpoint }, 'Attributes Reason: ');
    }
    const account = principalAccount(call.principal) ?? call.account;
    // A phone number is asked for no confirmation (recorded).
    const confirmed = protocol === 'sms' || owner === account;
    const subscription: Subscription = {
      arn: `${topic.arn}:${deps.random.uuid()}`,
      topic: topic.arn,
      account,
      region: topic.region,
      protocol,
      endpoint,
      principal: principalArn(call.principal),
      origin: originOf(call),
      attributes: Attributes,
      confirmed,
      authenticated: confirmed,
      guarded: false,
    };
    const existing = deps.subscriptions.findSame(topic.arn, protocol, endpoint);
    if (existing) {
      requireSame(existing, topic, Attributes);
      if (!existing.confirmed) await sendConfirmation(deps, existing, 'again');
    } else if (confirmed) {
      await deps.database.commit(() => deps.subscriptions.insert(subscription, undefined));
    } else {
      await sendConfirmation(deps, subscription, 'new');
    }
    const kept = existing ?? subscription;
    return { SubscriptionArn: kept.confirmed || ReturnSubscriptionArn ? kept.arn : 'pending confirmation' };
  },
});

function requireSame(existing: Subscription, topic: Topic, given: Attributes): void {
  const defaults: Attributes = { FilterPolicyScope: 'MessageAttributes' };
  const held: Attributes = { ...defaults, ...describeSubscription(existing, topic), ...existing.attributes };
  const differs = Object.entries(given).some(([name, value]) => held[name] !== value);
  if (differs) {
    throw errors.invalidParameter('Attributes Reason: Subscription already exists with different attributes');
  }
}

const originOf = ({ url, region }: Call): string =>
  /^https?:\/\/[^/]+/.exec(url ?? '')?.[0] ?? `https://sns.${region}.amazonaws.com`;
