// What SNS's operations work with.
import { operationOf } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Outbox } from './delivery/outbox.ts';
import type { SigningKey } from './delivery/signing-key.ts';
import type { Undelivered } from './delivery/undelivered.ts';
import type { DeliveryWorker } from './delivery/worker.ts';
import type { SnsPorts } from './ports.ts';
import type { SubscriptionStore } from './subscription-store.ts';
import type { TopicEncryption } from './topic-encryption.ts';
import type { TopicStore } from './topic-store.ts';

export interface SnsDeps extends Platform {
  readonly ports: SnsPorts;
  readonly topics: TopicStore;
  readonly encryption: TopicEncryption;
  readonly subscriptions: SubscriptionStore;
  readonly outbox: Outbox;
  readonly signing: SigningKey;
  readonly undelivered: Undelivered;
  readonly worker: DeliveryWorker;
}

export const snsOperation = operationOf<SnsDeps>();
