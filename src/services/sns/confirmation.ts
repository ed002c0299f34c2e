// The message that asks a new subscriber to confirm: owed like any other, so it survives a crash.
import type { Owed, Posted } from './delivery/outbox.ts';
import type { SnsDeps } from './deps.ts';
import type { Subscription } from './subscription.ts';

/** @param which `again`: a pending one subscribes once more and gets a fresh token. */
export async function sendConfirmation(
  { database, subscriptions, outbox, worker, random, clock }: SnsDeps,
  subscription: Subscription,
  which: 'new' | 'again',
): Promise<void> {
  const token = random.bytes(128).toString('hex');
  const now = clock.now();
  const posted: Posted = {
    type: 'SubscriptionConfirmation',
    id: random.uuid(),
    timestamp: new Date(now).toISOString(),
    topic: subscription.topic,
    body: `You have chosen to subscribe to the topic ${subscription.topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    attributes: {},
    token,
  };
  const owed: readonly Owed[] = await database.commit(() => {
    if (which === 'new') subscriptions.insert(subscription, token);
    else subscriptions.setToken(subscription.arn, token);
    return outbox.post(posted, [subscription.arn], now);
  });
  worker.push(owed);
}
