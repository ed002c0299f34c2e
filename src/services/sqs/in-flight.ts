// What is done to a received message by its receipt handle: deleting it, and moving its visibility timeout.
import type { SqsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { Queue } from './queue.ts';
import { readHandle, receivedAt } from './receipt-handle.ts';

const LONGEST_VISIBILITY = 43_200;

/** Within a commit. Deleting what is gone already succeeds, as on AWS. */
export function deleteMessage(deps: SqsDeps, queue: Queue, handle: string, now: number): void {
  const { sequence, id, receipt } = readHandle(handle);
  const message = deps.messages.find(queue, sequence, id);
  if (!message) return;
  if (queue.fifo && (message.receipt !== receipt || message.visible_at <= now)) {
    throw errors.invalidValueFor('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
  deps.messages.remove(sequence);
}

export function requireVisibility(seconds: number | undefined): void {
  if (seconds === undefined || (seconds >= 0 && seconds <= LONGEST_VISIBILITY)) return;
  throw errors.invalidValueFor('VisibilityTimeout', seconds, 'Must be between 0 and 43200, if provided.');
}

/** Within a commit. */
export function changeVisibility(
  deps: SqsDeps,
  queue: Queue,
  handle: string,
  seconds: number,
  now: number,
): void {
  requireVisibility(seconds);
  const { sequence, id, receipt } = readHandle(handle);
  const message = deps.messages.find(queue, sequence, id);
  if (!message) {
    throw errors.invalidValueFor(
      'ReceiptHandle',
      handle,
      'Message does not exist or is not available for visibility timeout change.',
    );
  }
  // A standard queue takes the handle of an earlier receive as well, as AWS does.
  const isLatest = message.receipt === receipt;
  if (message.visible_at <= now || (queue.fifo && !isLatest)) throw errors.messageNotInflight(handle);
  const until = now + seconds * 1000;
  // "Extending the visibility timeout does not reset the 12-hour maximum" (guide), which counts from the receive.
  const received = receivedAt(message.receipt) ?? now;
  if (until > received + LONGEST_VISIBILITY * 1000) {
    throw errors.invalidValueFor(
      'VisibilityTimeout',
      seconds,
      `Total VisibilityTimeout for the message is beyond the limit [${LONGEST_VISIBILITY} seconds]`,
    );
  }
  deps.messages.hide(sequence, until);
}
