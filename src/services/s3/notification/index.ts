// Event notifications' face towards the rest of S3: hooks for the transactions, and what PutBucketNotification-
// Configuration asks.
//
// Gaps: EventBridge configurations are kept, nothing is sent there; IntelligentTiering and
// ReducedRedundancyLostObject never happen here.
// By design: a function is the HTTP endpoint that a setting gives it, and without one its events are dropped with a
// warning; a destination that refuses S3 loses the event at once; one record a message.
import type { Call } from '../../../core/call.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Bucket, type BucketStore, bucketArn } from '../buckets/bucket-store.ts';
import type { NotificationConfiguration } from '../configuration/notification.ts';
import type { NotificationHooks } from '../notification-hooks.ts';
import type { NotificationPorts } from '../ports.ts';
import { type Courier, deliver } from './deliver.ts';
import { verifyDestinations } from './destinations.ts';
import { Outbox } from './outbox.ts';
import { recordOf } from './record.ts';
import { type Subscriber, subscribersOf, wants } from './subscribers.ts';
import { NotificationWorker } from './worker.ts';

export { notificationMigrations } from './outbox.ts';

export interface Notifications extends NotificationHooks {
  /** Sends the test event to each; throws AWS's refusal. */
  verify(subscribers: readonly Subscriber[], bucket: Bucket, call: Call): Promise<void>;
  readonly control: NotificationControl;
}
export interface NotificationControl {
  start(): void;
  /** Resolves when every delivery that is due has been tried. */
  idle(): Promise<void>;
  /** What is under way ends or is let go of; what is owed stays in the outbox. */
  close(): Promise<void>;
  setFunctions(endpoints: Readonly<Record<string, string>> | undefined): void;
  /** After a reset of all tables. */
  forget(): void;
}

/** X-Ray's own form; anything else that a client calls a trace is nothing to hand on. */
const TRACE = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(?:;[\w=.:-]*)*$/;

const traceOf = (call: Call | undefined): string | null =>
  call?.trace !== undefined && call.trace.length <= 256 && TRACE.test(call.trace) ? call.trace : null;

export function createNotifications(
  platform: Platform,
  buckets: BucketStore,
  ports: NotificationPorts,
  functions?: Readonly<Record<string, string>>,
): Notifications {
  const { database, clock, random } = platform;
  const closing = new AbortController();
  const courier: Courier = { platform, ports, functions, closing: closing.signal };
  const outbox = new Outbox(database);
  const worker = new NotificationWorker(platform, outbox, (message, ended) =>
    deliver(courier, message, ended),
  );
  const hostId = () => random.bytes(48).toString('base64');

  /** Microseconds of the last event: later events of a key have the greater sequencer. */
  let last = 0;
  function nextSequencer(): string {
    last = Math.max(last + 1, clock.now() * 1000);
    return last.toString(16).toUpperCase().padStart(18, '0');
  }

  return {
    happened(cause, version, bucket, further) {
      const configuration = buckets.configuration<NotificationConfiguration>(bucket, 'notification');
      if (!configuration) return;
      const { event, call } = cause;
      const told = subscribersOf(configuration).filter((each) => wants(each, event, version.key));
      if (told.length === 0) return;
      const time = clock.now();
      const requestId = call?.requestId ?? random.bytes(8).toString('hex').toUpperCase();
      const occurrence = {
        ...{ cause, bucket, version, time, requestId, further },
        hostId: hostId(),
        sequencer: nextSequencer(),
      };
      for (const { id, destination } of told) {
        const body = JSON.stringify({ Records: [recordOf(occurrence, id)] });
        const source = bucketArn(bucket);
        const message = { destination, account: bucket.account, source, body, trace: traceOf(call) };
        worker.push(outbox.add(message, time), destination);
      }
    },
    verify: (subscribers, bucket, call) => verifyDestinations(courier, subscribers, bucket, call, hostId()),
    control: {
      start: () => worker.start(),
      idle: () => worker.idle(),
      async close() {
        closing.abort();
        await worker.stop();
      },
      setFunctions(endpoints) {
        courier.functions = endpoints;
      },
      forget() {
        courier.functions = functions;
        worker.forget();
      },
    },
  };
}
