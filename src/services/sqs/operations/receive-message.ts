// ReceiveMessage: up to ten messages, hidden from others for a while; with WaitTimeSeconds it waits for the first.
import { integer, string, structure } from '../../../core/shape.ts';
import { setting } from '../attributes.ts';
import { sqsOperation } from '../deps.ts';
import { bodyDigest, sequenceNumber } from '../draft.ts';
import * as errors from '../errors.ts';
import { requireVisibility } from '../in-flight.ts';
import { attributesDigest, chosenAttributes } from '../message-attributes.ts';
import type { Contents } from '../message-store.ts';
import type { Queue } from '../queue.ts';
import { onQueue, resolveQueue } from '../queue-access.ts';
import { writeHandle } from '../receipt-handle.ts';
import { type Received, receive } from '../receive.ts';
import * as shapes from '../shapes.ts';

export const receiveMessageOperation = sqsOperation({
  name: 'ReceiveMessage',
  input: structure({
    QueueUrl: shapes.queueUrl,
    AttributeNames: shapes.attributeNames,
    MessageSystemAttributeNames: shapes.systemAttributeNames,
    MessageAttributeNames: shapes.messageAttributeNames,
    MaxNumberOfMessages: integer(),
    VisibilityTimeout: integer(),
    WaitTimeSeconds: integer(),
    ReceiveRequestAttemptId: string(),
  }),
  output: structure({ Messages: shapes.messages }),
  resolve: resolveQueue,
  access: ({ target }) => onQueue('ReceiveMessage', target),
  async run({ input, target: queue, call, deps }) {
    const { MaxNumberOfMessages: most = 1, VisibilityTimeout, WaitTimeSeconds } = input;
    if (most < 1 || most > 10) {
      throw errors.invalidValueFor('MaxNumberOfMessages', most, 'Must be between 1 and 10, if provided.');
    }
    if (WaitTimeSeconds !== undefined && (WaitTimeSeconds < 0 || WaitTimeSeconds > 20)) {
      throw errors.invalidValueFor(
        'WaitTimeSeconds',
        WaitTimeSeconds,
        'Must be >= 0 and <= 20, if provided.',
      );
    }
    requireVisibility(VisibilityTimeout);
    const received = await receive(deps, queue, call, {
      most,
      visibility: VisibilityTimeout ?? setting(queue.attributes, 'VisibilityTimeout'),
      wait: WaitTimeSeconds ?? setting(queue.attributes, 'ReceiveMessageWaitTimeSeconds'),
      attempt: requireAttempt(input.ReceiveRequestAttemptId, queue),
    });
    if (received.length === 0) return {};
    const names = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
    const attributeNames = input.MessageAttributeNames ?? [];
    return {
      Messages: received.map((one) =>
        messageOf(one, deps.messages.contents(one.message, one.dataKey), names, attributeNames, queue.fifo),
      ),
    };
  },
});

function requireAttempt(id: string | undefined, { fifo }: Queue): string | undefined {
  if (id === undefined) return undefined;
  if (!fifo) {
    throw errors.invalidValueFor(
      'ReceiveRequestAttemptId',
      id,
      'The request include parameter that is not valid for this queue type.',
    );
  }
  if (/^[\x21-\x7e]{1,128}$/.test(id)) return id;
  throw errors.invalidValueFor(
    'ReceiveRequestAttemptId',
    id,
    'ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  );
}

function messageOf(
  received: Received,
  contents: Contents,
  names: readonly string[],
  attributeNames: readonly string[],
  fifo: boolean,
): shapes.Message {
  const { message, receipt } = received;
  const all = systemAttributes(received, contents, fifo);
  const chosen = names.includes('All')
    ? Object.entries(all)
    : Object.entries(all).filter(([name]) => names.includes(name));
  const attributes = chosenAttributes(contents.attributes, attributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: writeHandle(message, receipt),
    MD5OfBody: bodyDigest(contents.body),
    Body: contents.body,
    ...(chosen.length > 0 && { Attributes: Object.fromEntries(chosen) }),
    ...(attributes && {
      MD5OfMessageAttributes: attributesDigest(attributes),
      MessageAttributes: attributes,
    }),
  };
}

function systemAttributes(
  { message, receives, firstReceived }: Received,
  { sender, group, deduplication, system }: Contents,
  fifo: boolean,
): Readonly<Record<string, string>> {
  const trace = system.AWSTraceHeader?.StringValue;
  return {
    SenderId: sender,
    SentTimestamp: String(message.sent),
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(firstReceived),
    ...(fifo && { SequenceNumber: sequenceNumber(message.sequence) }),
    ...(deduplication !== undefined && { MessageDeduplicationId: deduplication }),
    ...(group !== undefined && { MessageGroupId: group }),
    ...(trace !== undefined && { AWSTraceHeader: trace }),
    ...(message.dead_letter_source !== null && { DeadLetterQueueSourceArn: message.dead_letter_source }),
  };
}
