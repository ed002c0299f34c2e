// SQS's shapes, said once, after botocore's model sqs/2012-11-05: the names are JSON's, `queried` those of the
// Query protocol's clients.
import {
  blob,
  boolean,
  integer,
  list,
  map,
  queried,
  required,
  string,
  structure,
  type TypeOf,
} from '../../core/shape.ts';

/** Not required: a client may POST to the queue's own URL and leave it out. */
export const queueUrl = string();
/** Bodies never enter a log or an event. */
export const messageBody = string({ sensitive: true });

const named = { flattened: true, keyName: 'Name', valueName: 'Value' } as const;
const keyed = { flattened: true, keyName: 'Key', valueName: 'Value' } as const;
const strings = list(string(), { flattened: true });

export const attributes = queried('Attribute', map(string(), string(), named));
export const attributeNames = queried('AttributeName', strings);
export const tags = map(string(), string(), keyed);
export const tagKeys = queried('TagKey', strings);
export const accountIds = queried('AWSAccountId', strings);
export const actions = queried('ActionName', strings);
export const systemAttributeNames = queried('MessageSystemAttributeName', strings);
export const messageAttributeNames = queried('MessageAttributeName', strings);
export const queueUrls = queried('QueueUrl', strings);

const value = structure({
  StringValue: string({ sensitive: true }),
  BinaryValue: blob({ sensitive: true }),
  StringListValues: queried('StringListValue', list(string({ sensitive: true }), { flattened: true })),
  BinaryListValues: queried('BinaryListValue', list(blob({ sensitive: true }), { flattened: true })),
  DataType: string(),
});
export type AttributeValue = TypeOf<typeof value>;
export const messageAttributes = queried('MessageAttribute', map(string(), value, named));
export const messageSystemAttributes = queried('MessageSystemAttribute', map(string(), value, named));

export const sendMembers = {
  MessageBody: required(messageBody),
  DelaySeconds: integer(),
  MessageAttributes: messageAttributes,
  MessageSystemAttributes: messageSystemAttributes,
  MessageDeduplicationId: string(),
  MessageGroupId: string(),
};
const sendEntry = structure({ Id: required(string()), ...sendMembers });
export type SendEntry = TypeOf<typeof sendEntry>;

const sentMembers = {
  MessageId: string(),
  MD5OfMessageBody: string(),
  MD5OfMessageAttributes: string(),
  MD5OfMessageSystemAttributes: string(),
  SequenceNumber: string(),
};
export const sent = structure(sentMembers);
export type Sent = TypeOf<typeof sent>;

export const message = structure({
  MessageId: string(),
  ReceiptHandle: string(),
  MD5OfBody: string(),
  Body: messageBody,
  Attributes: queried('Attribute', map(string(), string(), named)),
  MD5OfMessageAttributes: string(),
  MessageAttributes: messageAttributes,
});
export type Message = TypeOf<typeof message>;
export const messages = queried('Message', list(message, { flattened: true }));

const entries = <T>(name: string, entry: Parameters<typeof list<T>>[0]) =>
  queried(name, list(entry, { flattened: true }));

export const sendEntries = entries('SendMessageBatchRequestEntry', sendEntry);
export const sentEntries = entries(
  'SendMessageBatchResultEntry',
  structure({ Id: required(string()), ...sentMembers }),
);
export const deleteEntries = entries(
  'DeleteMessageBatchRequestEntry',
  structure({ Id: required(string()), ReceiptHandle: required(string()) }),
);
export const deletedEntries = entries('DeleteMessageBatchResultEntry', structure({ Id: required(string()) }));
export const visibilityEntries = entries(
  'ChangeMessageVisibilityBatchRequestEntry',
  structure({
    Id: required(string()),
    ReceiptHandle: required(string()),
    VisibilityTimeout: integer(),
  }),
);
export const changedEntries = entries(
  'ChangeMessageVisibilityBatchResultEntry',
  structure({ Id: required(string()) }),
);

const failed = structure({
  Id: required(string()),
  SenderFault: required(boolean()),
  Code: required(string()),
  Message: string(),
});
export type Failed = TypeOf<typeof failed>;
export const failedEntries = entries('BatchResultErrorEntry', failed);
