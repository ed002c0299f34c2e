// Messages that ask a subscriber something: to confirm, or whether it really meant to leave. They are owed like any
// other, so they survive a crash.
import type { Owed, Posted } from './delivery/outbox.ts';
import { signatureVersionOf } from './delivery/signing-key.ts';
import type { SnsDeps } from './deps.ts';
import type { Subscription } from './subscription.ts';

/** How long a token is good for (API page ConfirmSubscription). */
const TOKEN_LIFE = 2 * 24 * 60 * 60 * 1000;

const TEXTS = {
  SubscriptionConfirmation: ({ topic }: Subscription) =>
    `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
  UnsubscribeConfirmation: ({ arn }: Subscription) =>
    `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
};

function ask(
  { random, clock, topics }: SnsDeps,
  type: keyof typeof TEXTS,
  subscription: Subscription,
): Posted & { readonly token: string } {
  return {
    type,
    id: random.uuid(),
    timestamp: new Date(clock.now()).toISOString(),
    topic: subscription.topic,
    body: TEXTS[type](subscription),
    attributes: {},
    signatureVersion: signatureVersionOf(topics.find(subscription.topic)?.attributes ?? {}),
    token: random.bytes(128).toString('hex'),
  };
}

/** @param which `again`: a pending one subscribes once more and gets a fresh token. */
export async function sendConfirmation(
  deps: SnsDeps,
  subscription: Subscription,
  which: 'new' | 'again',
): Promise<void> {
  const { database, subscriptions, outbox, worker, clock } = deps;
  const posted = ask(deps, 'SubscriptionConfirmation', subscription);
  const owed: readonly Owed[] = await database.commit(() => {
    if (which === 'new') subscriptions.insert(subscription, posted.token);
    else subscriptions.setToken(subscription.arn, posted.token);
    return outbox.post(posted, [subscription.arn], clock.now());
  });
  worker.push(owed);
}

/** Ends the subscription; an HTTP endpoint is told, with a link that brings it back. */
export async function unsubscribe(deps: SnsDeps, subscription: Subscription): Promise<void> {
  const { database, subscriptions, topics, outbox, worker, clock } = deps;
  const { protocol, confirmed, arn, topic } = subscription;
  const told = confirmed && (protocol === 'http' || protocol === 'https');
  const posted = told ? ask(deps, 'UnsubscribeConfirmation', subscription) : undefined;
  const owed = await database.commit((): readonly Owed[] => {
    const now = clock.now();
    subscriptions.remove(subscription);
    topics.countDeleted(topic);
    if (!posted) return [];
    subscriptions.keepFormer(subscription, posted.token, now, now + TOKEN_LIFE);
    return outbox.post(posted, [arn], now);
  });
  worker.push(owed);
}
