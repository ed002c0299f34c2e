// Works the outbox off: one delivery at a time for a subscription, many subscriptions at once.
//
// A failed delivery waits for its next attempt on the clock while others pass it; the last failure sends it to the
// subscription's dead-letter queue. A queue is sent a message once, whatever happens; others may get it twice after a
// crash, which is SNS's own promise (at least once).
import { Alarms } from '../../../platform/alarms.ts';
import { endingWith } from '../../../platform/ending-with.ts';
import { effectivePolicy } from '../delivery-policy.ts';
import { isObject, parseObject } from '../json.ts';
import type { Subscription } from '../subscription.ts';
import type { SubscriptionStore } from '../subscription-store.ts';
import { type Courier, deliver, sendToQueue } from './deliver.ts';
import type { Outbox, Owed, Posted } from './outbox.ts';
import { GiveUp, httpPause, managedPause } from './retry.ts';

/** Subscriptions that are served at once. */
const AT_ONCE = 16;

export class DeliveryWorker {
  /** What waits for a subscription, in order. */
  private readonly lanes = new Map<string, number[]>();
  private readonly ready: string[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly alarms: Alarms<number>;
  private paused = false;

  constructor(
    private readonly courier: Courier,
    private readonly outbox: Outbox,
    private readonly subscriptions: SubscriptionStore,
  ) {
    this.alarms = new Alarms(courier.platform.clock);
  }

  /** Everything a former process left. */
  resume(): void {
    this.paused = false;
    for (const owed of this.outbox.all()) this.schedule(owed.sequence, owed.subscription, owed.due);
  }

  push(owed: readonly Owed[]): void {
    for (const { sequence, subscription } of owed) this.enqueue(sequence, subscription);
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Nothing new is begun; what is owed stays in the outbox. */
  pause(): void {
    this.paused = true;
    this.forget();
  }

  forget(): void {
    this.alarms.cancelAll();
    this.lanes.clear();
    this.ready.length = 0;
  }

  private enqueue(sequence: number, subscription: string): void {
    if (this.paused) return;
    const lane = this.lanes.get(subscription);
    if (lane) {
      lane.push(sequence);
      return;
    }
    this.lanes.set(subscription, [sequence]);
    this.ready.push(subscription);
    this.pump();
  }

  private pump(): void {
    while (this.running.size < AT_ONCE) {
      const subscription = this.ready.shift();
      if (subscription === undefined) return;
      const run: Promise<void> = this.serve(subscription).finally(() => {
        this.running.delete(run);
        this.pump();
      });
      this.running.add(run);
    }
  }

  /** The lane stays in the map while it is served, so that nobody opens a second one. */
  private async serve(subscription: string): Promise<void> {
    for (;;) {
      const sequence = this.lanes.get(subscription)?.shift();
      if (sequence === undefined) break;
      await this.attempt(sequence).catch((error) =>
        this.courier.platform.log.error({ err: error, subscription }, 'sns: a delivery was not worked off'),
      );
    }
    this.lanes.delete(subscription);
  }

  private async attempt(sequence: number): Promise<void> {
    const owed = this.outbox.find(sequence);
    const posted = owed && this.outbox.read(owed.message);
    // A reset took it away.
    if (!owed || !posted) return;
    const subscription =
      posted.type === 'UnsubscribeConfirmation'
        ? this.subscriptions.findFormer(owed.subscription)
        : this.subscriptions.find(owed.subscription);
    // Unsubscribed meanwhile.
    if (!subscription) return this.end(owed);
    try {
      await this.endingWith(owed, (ended) => deliver(this.courier, posted, subscription, ended));
    } catch (error) {
      await this.failed(owed, posted, subscription, error);
    }
  }

  private async failed(owed: Owed, posted: Posted, to: Subscription, error: unknown): Promise<void> {
    const { clock, database, log } = this.courier.platform;
    const attempts = owed.attempts + 1;
    const pause = error instanceof GiveUp ? undefined : this.pauseAfter(attempts, to);
    const facts = { subscription: to.arn, message: owed.message, attempts, reason: (error as Error).message };
    if (pause !== undefined) {
      const due = clock.now() + pause;
      await database.commit(() => this.outbox.postpone(owed.sequence, due, attempts));
      log.info({ ...facts, pause }, 'sns: a delivery failed and will be tried again');
      this.schedule(owed.sequence, owed.subscription, due);
      return;
    }
    log.warn(facts, 'sns: a delivery failed for good');
    const target = deadLetterTarget(to);
    await this.endingWith(owed, async (ended) => {
      if (target === undefined || posted.type !== 'Notification') return;
      await sendToQueue(this.courier, posted, to, target, ended).catch((refusal) =>
        log.warn({ ...facts, err: refusal }, 'sns: the dead-letter queue took nothing'),
      );
    });
  }

  private pauseAfter(attempts: number, { protocol, attributes, topic }: Subscription): number | undefined {
    if (protocol !== 'http' && protocol !== 'https') return managedPause(attempts);
    const { healthyRetryPolicy } = effectivePolicy(
      attributes,
      this.courier.topics.find(topic)?.attributes ?? {},
    );
    return httpPause(healthyRetryPolicy, attempts);
  }

  private endingWith(owed: Owed, work: (ended: () => void) => Promise<void>): Promise<void> {
    return endingWith(this.courier.platform.database, () => this.outbox.end(owed), work);
  }

  private end(owed: Owed): Promise<void> {
    return this.courier.platform.database.commit(() => this.outbox.end(owed));
  }

  private schedule(sequence: number, subscription: string, due: number): void {
    if (this.paused) return;
    const { clock } = this.courier.platform;
    if (due <= clock.now()) return this.enqueue(sequence, subscription);
    this.alarms.at(sequence, due, () => {
      this.enqueue(sequence, subscription);
      return this.idle();
    });
  }
}

function deadLetterTarget({ attributes }: Subscription): string | undefined {
  const policy = parseObject(attributes.RedrivePolicy ?? '');
  return isObject(policy) && typeof policy.deadLetterTargetArn === 'string'
    ? policy.deadLetterTargetArn
    : undefined;
}
