// Taking messages from a queue: visibility, groups that must keep their order, and the way to the dead-letter queue.
import type { KeyObject } from 'node:crypto';
import type { Call } from '../../core/call.ts';
import { setting } from './attributes.ts';
import type { SqsDeps } from './deps.ts';
import type { WrappedKey } from './encryption/data-keys.ts';
import { type StoredMessage, wrappedKeyOf } from './message-store.ts';
import { parseQueueArn, type Queue } from './queue.ts';
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

/** Waits up to `wait` seconds for the first message. @param visibility seconds. */
export async function receive(
  deps: SqsDeps,
  queue: Queue,
  call: Call,
  { most, visibility, wait }: { most: number; visibility: number; wait: number },
): Promise<readonly Received[]> {
  const { clock, database, messages, arrivals } = deps;
  const deadline = clock.now() + wait * 1000;
  for (;;) {
    const now = clock.now();
    // Nothing to take is the common case of a poll: it needs no transaction.
    if (messages.next(queue, now, 0)) {
      const taken = await opening(deps, queue, call, () =>
        database.commit(() => take(deps, queue, call, most, visibility, clock.now())),
      );
      if (taken.length > 0) return taken;
    }
    if (clock.now() >= deadline || arrivals.isClosed) return [];
    const next = messages.nextVisible(queue, clock.now()) ?? deadline;
    await arrivals.wait(queue.id, Math.min(deadline, next));
    // Deleted meanwhile: an empty answer.
    if (!deps.queues.find(queue.account, queue.region, queue.name)) return [];
  }
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
  const { messages, random } = deps;
  messages.expire(queue, oldestKept(queue, now));
  const blocked = queue.fifo ? messages.groupsInFlight(queue, now) : undefined;
  const dead = deadLetters(deps, queue);
  const taken: Received[] = [];
  let after = 0;
  while (taken.length < most) {
    const message = messages.next(queue, now, after);
    if (!message) break;
    after = message.sequence;
    if (blocked?.has(message.message_group ?? '')) continue;
    if (dead && message.receives >= dead.maxReceiveCount) {
      messages.bury(message.sequence, dead.target, now, queue.arn);
      deps.arrivals.announce(dead.target.id);
      continue;
    }
    const wrapped = wrappedKeyOf(message);
    const dataKey = wrapped && deps.dataKeys.held(wrapped, call);
    if (wrapped && !dataKey) throw new Locked(wrapped);
    const receipt = random.bytes(18).toString('base64url');
    messages.take(message.sequence, now, now + visibility * 1000, receipt);
    taken.push({
      message,
      dataKey,
      receipt,
      receives: message.receives + 1,
      firstReceived: message.first_received ?? now,
    });
  }
  return taken;
}

/** Without the target a message stays where it is. */
function deadLetters(deps: SqsDeps, { attributes }: Queue) {
  const redrive = attributes.RedrivePolicy ? parseRedrive(attributes.RedrivePolicy) : undefined;
  if (!redrive || 'problem' in redrive) return undefined;
  const named = parseQueueArn(redrive.deadLetterTargetArn);
  const target = named && deps.queues.find(named.account, named.region, named.name);
  return target && { target, maxReceiveCount: redrive.maxReceiveCount };
}
