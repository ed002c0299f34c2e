// Taking messages from a queue: visibility, groups that must keep their order, and the way to the dead-letter queue.
import type { KeyObject } from 'node:crypto';
import type { Call } from '../../core/call.ts';
import { setting } from './attributes.ts';
import type { SqsDeps } from './deps.ts';
import type { WrappedKey } from './encryption/data-keys.ts';
import * as errors from './errors.ts';
import { type StoredMessage, wrappedKeyOf } from './message-store.ts';
import { parseQueueArn, type Queue } from './queue.ts';
import { newReceipt } from './receipt-handle.ts';
import { parseRedrive } from './redrive.ts';

export interface Received {
  readonly message: StoredMessage;
  /** Of a message sealed under SSE-KMS. */
  readonly dataKey: KeyObject | undefined;
  readonly receipt: string;
  readonly receives: number;
  readonly firstReceived: number;
}

export const oldestKept = ({ attributes }: Queue, now: number): number =>
  now - setting(attributes, 'MessageRetentionPeriod') * 1000;

export interface Demand {
  readonly most: number;
  /** Seconds. */
  readonly visibility: number;
  readonly wait: number;
  /** ReceiveRequestAttemptId, of a FIFO queue. */
  readonly attempt: string | undefined;
}

/** Waits up to `wait` seconds for the first message. */
export async function receive(
  deps: SqsDeps,
  queue: Queue,
  call: Call,
  { most, visibility, wait, attempt }: Demand,
): Promise<readonly Received[]> {
  const { clock, database, messages, arrivals } = deps;
  const again = attempt === undefined ? undefined : await repeat(deps, queue, attempt, visibility);
  if (again) return again;
  const deadline = clock.now() + wait * 1000;
  for (;;) {
    const now = clock.now();
    // Nothing to take is the common case of a poll: it needs no transaction.
    if (messages.available(queue, now, 1).length > 0) {
      const taken = await opening(deps, queue, call, () =>
        database.commit(() => take(deps, queue, call, most, visibility, clock.now())),
      );
      if (attempt !== undefined) deps.attempts.remember(queue.id, attempt, taken, clock.now());
      if (taken.length > 0) return taken;
      // A poll that waits is not told (guide, "Message quotas").
      if (wait === 0 && isFull(deps, queue)) throw errors.tooManyInFlight();
    }
    if (clock.now() >= deadline || arrivals.isClosed) return [];
    const next = messages.nextVisible(queue, clock.now()) ?? deadline;
    await arrivals.wait(queue.id, Math.min(deadline, next));
    // Deleted meanwhile: an empty answer.
    if (!deps.queues.find(queue.account, queue.region, queue.name)) return [];
  }
}

/** The messages of the same attempt, unless one of them was deleted, shown or taken since. */
function repeat(
  { attempts, messages, database, clock }: SqsDeps,
  queue: Queue,
  attempt: string,
  visibility: number,
): Promise<readonly Received[] | undefined> | undefined {
  const received = attempts.find(queue.id, attempt, clock.now());
  if (!received || received.length === 0) return undefined;
  return database.commit(() => {
    const now = clock.now();
    const untouched = received.every(({ message, receipt }) => {
      const current = messages.find(queue, message.sequence, message.id);
      return current?.receipt === receipt && current.visible_at > now;
    });
    if (!untouched) return undefined;
    for (const { message } of received) messages.hide(message.sequence, now + visibility * 1000);
    return received;
  });
}

function isFull({ quota, messages, clock }: SqsDeps, queue: Queue): boolean {
  const now = clock.now();
  return quota.room(queue.id, () => messages.countInFlight(queue, now)) === 0;
}

/** A message that needs a data key which the receiver has not opened yet. */
class Locked extends Error {
  constructor(readonly wrapped: WrappedKey) {
    super('a data key is to be opened');
  }
}

/** Nothing is taken before all of it can be read: KMS is asked outside the commit, which is then tried again. */
async function opening<T>(
  { dataKeys }: SqsDeps,
  queue: Queue,
  call: Call,
  attempt: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Locked)) throw error;
      await dataKeys.open(error.wrapped, queue, call);
    }
  }
}

function take(
  deps: SqsDeps,
  queue: Queue,
  call: Call,
  most: number,
  visibility: number,
  now: number,
): Received[] {
  const { messages } = deps;
  messages.expire(queue, oldestKept(queue, now));
  const dead = deadLetters(deps, queue);
  const limit = Math.min(
    most,
    deps.quota.room(queue.id, () => messages.countInFlight(queue, now)),
  );
  const taken: Received[] = [];
  // A batch that went to the dead-letter queue as a whole makes room for the next.
  while (taken.length === 0) {
    const candidates = messages.available(queue, now, limit);
    if (candidates.length === 0) break;
    for (const message of candidates) {
      if (dead && message.receives >= dead.maxReceiveCount) {
        messages.bury(message.sequence, dead.target, now, queue.arn);
        deps.arrivals.announce(dead.target.id);
        continue;
      }
      taken.push(takeOne(deps, message, call, now, visibility));
    }
  }
  deps.quota.taken(queue.id, taken.length);
  return taken;
}

function takeOne(
  { messages, dataKeys, random }: SqsDeps,
  message: StoredMessage,
  call: Call,
  now: number,
  visibility: number,
): Received {
  const wrapped = wrappedKeyOf(message);
  const dataKey = wrapped && dataKeys.held(wrapped, call);
  if (wrapped && !dataKey) throw new Locked(wrapped);
  const receipt = newReceipt(random, now);
  messages.take(message.sequence, now, now + visibility * 1000, receipt);
  return {
    message,
    dataKey,
    receipt,
    receives: message.receives + 1,
    firstReceived: message.first_received ?? now,
  };
}

/** Without the target a message stays where it is. */
function deadLetters(deps: SqsDeps, { attributes, arn }: Queue) {
  const redrive = attributes.RedrivePolicy ? parseRedrive(attributes.RedrivePolicy) : undefined;
  if (!redrive || 'problem' in redrive) return undefined;
  const named = parseQueueArn(redrive.deadLetterTargetArn);
  const target = named && deps.queues.find(named.account, named.region, named.name);
  // A queue that names itself keeps its messages.
  if (!target || target.arn === arn) return undefined;
  return { target, maxReceiveCount: redrive.maxReceiveCount };
}
