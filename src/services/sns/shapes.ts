// SNS's shapes, said once, after botocore's model sns/2010-03-31.
import { blob, boolean, list, map, required, string, structure, type TypeOf } from '../../core/shape.ts';

export const attributes = map(string(), string());
export const arn = string();
/** What is published never enters a log or an event. */
export const message = string({ sensitive: true });

export const tags = list(
  structure({ Key: required(string({ min: 1, max: 128 })), Value: required(string({ max: 256 })) }),
);
export const tagKeys = list(string({ min: 1, max: 128 }));

const value = structure({
  DataType: required(string()),
  StringValue: string({ sensitive: true }),
  BinaryValue: blob({ sensitive: true }),
});
export type AttributeValue = TypeOf<typeof value>;
export type MessageAttributes = Readonly<Record<string, AttributeValue>>;

export const publishMembers = {
  Message: required(message),
  Subject: string({ sensitive: true }),
  MessageStructure: string(),
  MessageAttributes: map(string(), value, { keyName: 'Name', valueName: 'Value' }),
  MessageDeduplicationId: string(),
  MessageGroupId: string(),
};
const publishEntry = structure({ Id: required(string()), ...publishMembers });
export type PublishEntry = TypeOf<typeof publishEntry>;
export const publishEntries = list(publishEntry);
export const publishedEntries = list(
  structure({ Id: string(), MessageId: string(), SequenceNumber: string() }),
);
export const failedEntries = list(
  structure({
    Id: required(string()),
    Code: required(string()),
    Message: string(),
    SenderFault: required(boolean()),
  }),
);

export const subscriptions = list(
  structure({
    SubscriptionArn: string(),
    Owner: string(),
    Protocol: string(),
    Endpoint: string(),
    TopicArn: string(),
  }),
);
