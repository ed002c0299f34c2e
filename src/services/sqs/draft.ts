// A message on its way in: everything SQS refuses of it, and what it answers.
import { createHash } from 'node:crypto';
import { type Call, principalAccount } from '../../core/call.ts';
import { setting } from './attributes.ts';
import * as errors from './errors.ts';
import {
  attributesDigest,
  attributesSize,
  type MessageAttributes,
  requireAttributes,
  requireSystemAttributes,
} from './message-attributes.ts';
import type { Queue } from './queue.ts';
import type { SendEntry, Sent } from './shapes.ts';

export interface Draft {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly system: MessageAttributes;
  readonly sender: string;
  /** Seconds. */
  readonly delay: number;
  readonly group: string | undefined;
  readonly deduplication: string | undefined;
  /** Bytes of body and attributes. */
  readonly size: number;
}

type Given = Omit<SendEntry, 'Id'>;

export function draftOf(given: Given, queue: Queue, call: Call): Draft {
  const { MessageBody: body, MessageGroupId, MessageDeduplicationId, DelaySeconds } = given;
  if (body === '') throw errors.missingParameter('MessageBody');
  requireXmlCharacters(body);
  requireToken('MessageGroupId', MessageGroupId);
  requireToken('MessageDeduplicationId', MessageDeduplicationId);
  const attributes = requireAttributes(given.MessageAttributes);
  const size = Buffer.byteLength(body) + attributesSize(attributes);
  return {
    body,
    attributes,
    system: requireSystemAttributes(given.MessageSystemAttributes),
    sender: senderId(call),
    delay: requireDelay(DelaySeconds, queue),
    group: MessageGroupId,
    deduplication: deduplicationOf(MessageDeduplicationId, body, queue),
    size,
  };
}

export const maximumSize = (queue: Queue): number => setting(queue.attributes, 'MaximumMessageSize');

/** Of both kinds of queue, as seen on AWS. */
const OTHER_TYPE = 'The request include parameter that is not valid for this queue type.';

/** A FIFO queue has one delay for all. */
function requireDelay(given: number | undefined, queue: Queue): number {
  if (given === undefined) return setting(queue.attributes, 'DelaySeconds');
  if (queue.fifo && given !== 0) {
    throw errors.invalidValueFor('DelaySeconds', given, OTHER_TYPE);
  }
  if (given < 0 || given > 900) {
    throw errors.invalidValueFor('DelaySeconds', given, 'DelaySeconds must be >= 0 and <= 900.');
  }
  return queue.fifo ? setting(queue.attributes, 'DelaySeconds') : given;
}

function deduplicationOf(
  given: string | undefined,
  body: string,
  { attributes, fifo }: Queue,
): string | undefined {
  if (!fifo && given !== undefined) {
    throw errors.invalidValueFor('MessageDeduplicationId', given, OTHER_TYPE);
  }
  if (!fifo || given !== undefined) return given;
  if (attributes.ContentBasedDeduplication !== 'true') {
    throw errors.invalidParameterValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return createHash('sha256').update(body).digest('hex');
}

function requireToken(name: string, value: string | undefined): void {
  if (value === undefined || /^[\x21-\x7e]{1,128}$/.test(value)) return;
  throw errors.invalidValueFor(
    name,
    value,
    `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}

/** The characters XML has no place for. */
function requireXmlCharacters(body: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be refused
  const found = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.exec(body)?.[0];
  if (found !== undefined) {
    throw errors.invalidMessageContents(`#x${found.charCodeAt(0).toString(16).toUpperCase()}`);
  }
}

/** An account or a unique id; for a service, its name (AWS shows an id of its own there). */
function senderId({ principal }: Call): string {
  switch (principal.type) {
    case 'user':
      return principal.id;
    case 'role':
      return `${principal.roleId}:${principal.sessionName}`;
    case 'federated':
      return `${principal.account}:${principal.name}`;
    case 'service':
      return principal.service;
    default:
      return principalAccount(principal) ?? 'anonymous';
  }
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const bodyDigest = md5;

export function receiptOf(
  { body, attributes, system }: Draft,
  { id, sequence }: { readonly id: string; readonly sequence: number },
  fifo: boolean,
): Sent {
  return {
    MessageId: id,
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: attributesDigest(attributes),
    MD5OfMessageSystemAttributes: attributesDigest(system),
    ...(fifo && { SequenceNumber: sequenceNumber(sequence) }),
  };
}

/** Twenty digits that grow, as AWS writes them. */
export const sequenceNumber = (sequence: number): string =>
  (18_800_000_000_000_000_000n + BigInt(sequence)).toString();
