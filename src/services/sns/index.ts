// SNS: topics, subscriptions with filter policies, and deliveries that outlive a crash.
//
// Gaps: platform applications and endpoints, SMS attributes and opt-outs; message archives and replay; data
// protection policies (refused); delivery status logs; AWS's refusals of a filter policy also name the place in its
// text.
// By design: SMS, e-mail, mobile push and Firehose are accepted and stand in a ring for the control API, nobody
// sends them; a function is the HTTP endpoint a setting gives it; SigningCertURL leads to this server, never to
// sns.<region>.amazonaws.com: a validator that checks its host must be told ours.
// Client quirks: confirmation links are followed unsigned, as a GET of the server's root.
import type { RenamePrincipal } from '../../access/rename-principal.ts';
import type { Service } from '../../core/operation.ts';
import type { Platform } from '../../platform/platform.ts';
import { HttpEndpoints } from './delivery/http-endpoint.ts';
import { createOutbox } from './delivery/outbox.ts';
import { type SigningCertificate, SigningKey } from './delivery/signing-key.ts';
import { Undelivered, type UndeliveredMessage } from './delivery/undelivered.ts';
import { DeliveryWorker } from './delivery/worker.ts';
import type { SnsDeps } from './deps.ts';
import { snsErrors } from './errors.ts';
import { operations } from './operations/index.ts';
import type { SnsPorts, SnsSettings } from './ports.ts';
import { createSubscriptionStore } from './subscription-store.ts';
import { TopicEncryption } from './topic-encryption.ts';
import { createTopicStore } from './topic-store.ts';

export { snsMigrations } from './migrations.ts';
export type { SnsPorts, SnsSettings } from './ports.ts';

export interface Sns {
  readonly service: Service<SnsDeps>;
  readonly operations: typeof operations;
  /** Within a commit: topic policies follow a user or a role. */
  readonly renamePrincipal: RenamePrincipal;
  /** HTTP endpoints by function ARN, from now on. */
  setFunctions(endpoints: Readonly<Record<string, string>>): void;
  /** What SigningCertURL leads to. */
  signingCertificate(): Promise<SigningCertificate>;
  /** What was accepted for SMS, e-mail, mobile push and Firehose, oldest first. */
  undelivered(): readonly UndeliveredMessage[];
  /** Takes up the deliveries a former process left. */
  start(): void;
  /** Resolves when every delivery that is due has been tried. */
  idle(): Promise<void>;
  /** What is under way ends; what is owed stays in the outbox. */
  close(): Promise<void>;
  /** After a reset of all tables. */
  forget(): void;
}

export function createSns(platform: Platform, ports: SnsPorts, settings: SnsSettings = {}): Sns {
  const { database, masterKey, random } = platform;
  const topics = createTopicStore(database);
  const subscriptions = createSubscriptionStore(database);
  const encryption = new TopicEncryption(ports);
  const outbox = createOutbox(database, masterKey, random);
  const endpoints = new HttpEndpoints();
  /** The control API may change them; a reset takes that back. */
  const live = { ...settings };
  const undelivered = new Undelivered();
  const signing = new SigningKey(platform);
  const courier = { platform, ports, settings: live, endpoints, signing, undelivered, topics };
  const worker = new DeliveryWorker(courier, outbox, subscriptions);
  return {
    service: {
      name: 'sns',
      eventSource: 'sns.amazonaws.com',
      protocol: {
        kind: 'query',
        version: '2010-03-31',
        xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
      },
      deps: { ...platform, ports, topics, subscriptions, encryption, signing, undelivered, outbox, worker },
      operations,
      errors: snsErrors,
    },
    operations,
    renamePrincipal: topics.renamePrincipal,
    setFunctions(given) {
      live.functions = given;
    },
    undelivered: () => undelivered.list(),
    signingCertificate: () => signing.certificate(),
    start: () => worker.resume(),
    idle: () => worker.idle(),
    async close() {
      worker.pause();
      // A subscriber that does not answer must not hold the server up.
      await endpoints.close();
      await worker.idle();
      signing.close();
    },
    forget() {
      topics.forget();
      encryption.forget();
      signing.forget();
      undelivered.forget();
      subscriptions.forget();
      worker.forget();
      live.functions = settings.functions;
    },
  };
}
