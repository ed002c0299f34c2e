// What is published, checked as SNS checks it.
import { createHash } from 'node:crypto';
import { type SignatureVersion, signatureVersionOf } from './delivery/signing-key.ts';
import * as errors from './errors.ts';
import { parseObject } from './json.ts';
import { maximumSizeOf } from './message-size.ts';
import type { MessageAttributes, PublishEntry } from './shapes.ts';
import type { Topic } from './topic.ts';

export interface Publication {
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly topic: string;
  readonly body: string;
  /** With MessageStructure json: what each protocol gets instead. */
  readonly bodies?: Readonly<Record<string, unknown>>;
  readonly subject?: string;
  readonly attributes: MessageAttributes;
  readonly group?: string;
  readonly deduplication?: string;
  /** Of a confirmation. */
  readonly token?: string;
  /** As the topic says; 1 unless told. */
  readonly signatureVersion?: SignatureVersion;
}

export function publicationOf(input: Omit<PublishEntry, 'Id'>, topic: Topic): Publication {
  const { Message, Subject, MessageStructure, MessageAttributes = {}, MessageGroupId } = input;
  if (Message === '') throw errors.invalidParameter('Empty message');
  requireAttributes(MessageAttributes);
  if (sizeOf(Message, MessageAttributes) > maximumSizeOf(topic))
    throw errors.invalidParameter('Message too long');
  // At most 100 characters of one line, the first no space (API page Publish).
  if (Subject !== undefined && !/^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u.test(Subject)) {
    throw errors.invalidParameter('Subject');
  }
  if (MessageStructure !== undefined && MessageStructure !== 'json') {
    throw errors.invalidParameter('MessageStructure');
  }
  const bodies = MessageStructure === 'json' ? requireBodies(Message) : undefined;
  const deduplication = requireFifo(input, topic);
  return {
    type: 'Notification',
    topic: topic.arn,
    body: bodies ? String(bodies.default) : Message,
    ...(bodies && { bodies }),
    ...(Subject !== undefined && { subject: Subject }),
    attributes: MessageAttributes,
    signatureVersion: signatureVersionOf(topic.attributes),
    ...(MessageGroupId !== undefined && { group: MessageGroupId }),
    ...(deduplication !== undefined && { deduplication }),
  };
}

export function requireBodies(message: string): Readonly<Record<string, unknown>> {
  const bodies = parseObject(message);
  if (!bodies) throw errors.invalidParameter('Message Structure - JSON message body failed to parse');
  if (typeof bodies.default !== 'string') {
    throw errors.invalidParameter('Message Structure - No default entry in JSON message body');
  }
  return bodies;
}

/** @returns the deduplication id of a FIFO topic's message. */
function requireFifo(
  { Message, MessageGroupId, MessageDeduplicationId }: Omit<PublishEntry, 'Id'>,
  { fifo, attributes }: Topic,
): string | undefined {
  if (!fifo) {
    if (MessageDeduplicationId === undefined) return undefined;
    throw errors.invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (MessageGroupId === undefined) {
    throw errors.invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  }
  if (MessageDeduplicationId !== undefined) return MessageDeduplicationId;
  if (attributes.ContentBasedDeduplication === 'true') {
    return createHash('sha256').update(Message).digest('hex');
  }
  throw errors.invalidParameter(
    'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  );
}

export function sizeOf(message: string, attributes: MessageAttributes = {}): number {
  let size = Buffer.byteLength(message);
  for (const [name, { DataType, StringValue = '', BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType);
    size += BinaryValue?.length ?? Buffer.byteLength(StringValue);
  }
  return size;
}

/** In the words recorded on AWS. */
export function requireAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    requireName(name);
    if (!/^(?:String|Number|Binary)(?:\..|$)/s.test(DataType)) {
      throw errors.attributeInvalid(
        `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
      );
    }
    const binary = DataType.startsWith('Binary');
    const [own, other] = binary ? [BinaryValue, StringValue] : [StringValue, BinaryValue];
    if (own !== undefined && own.length > 0) continue;
    throw errors.attributeInvalid(
      other !== undefined && other.length > 0
        ? `The message attribute '${name}' with type '${DataType}' must use field '${binary ? 'Binary' : 'String'}'.`
        : `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
}

function requireName(name: string): void {
  const refuse = (message: string) => errors.attributeInvalid(message);
  if (name.length > 256) throw refuse('Length of message attribute name must be less than 256 bytes.');
  const odd = /[^\w.-]/u.exec(name)?.[0];
  if (odd !== undefined) {
    const code = odd.codePointAt(0)?.toString(16).toUpperCase();
    throw refuse(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith('.'))
    throw refuse("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw refuse("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw refuse("Message attribute name can not have successive '.' character.");
}
