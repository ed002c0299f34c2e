// What a subscriber gets to read: SNS's JSON, the bare message, or a Lambda event (recorded on AWS).
//
// Gap: nothing is signed; Signature and SigningCertURL stand there for clients that look for them.
import type { MessageAttributes } from '../shapes.ts';
import type { Subscription } from '../subscription.ts';
import type { Posted } from './outbox.ts';

const UNSIGNED = 'EXAMPLE';

/** With MessageStructure json each protocol has its own text. */
export function bodyFor({ body, bodies }: Posted, { protocol }: Subscription): string {
  const own = bodies && Object.hasOwn(bodies, protocol) ? bodies[protocol] : undefined;
  return typeof own === 'string' ? own : body;
}

export const isRaw = ({ attributes }: Subscription): boolean => attributes.RawMessageDelivery === 'true';

export const confirmationLink = ({ origin, topic }: Subscription, token: string): string =>
  `${origin}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${token}`;
const unsubscribeLink = ({ origin, arn }: Subscription): string =>
  `${origin}/?Action=Unsubscribe&SubscriptionArn=${arn}`;

export function envelopeOf(posted: Posted, subscription: Subscription): string {
  const { type, id, topic, subject, timestamp, sequenceNumber, token } = posted;
  if (token !== undefined) {
    return JSON.stringify({
      Type: type,
      MessageId: id,
      Token: token,
      TopicArn: topic,
      Message: posted.body,
      SubscribeURL: confirmationLink(subscription, token),
      Timestamp: timestamp,
      ...signature(subscription),
    });
  }
  return JSON.stringify({
    Type: type,
    MessageId: id,
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    TopicArn: topic,
    ...(subject !== undefined && { Subject: subject }),
    Message: bodyFor(posted, subscription),
    Timestamp: timestamp,
    // A FIFO topic's messages are not signed.
    ...(sequenceNumber === undefined && signature(subscription)),
    UnsubscribeURL: unsubscribeLink(subscription),
    ...attributesMember(posted.attributes),
  });
}

const signature = ({ origin }: Subscription) => ({
  SignatureVersion: '1',
  Signature: UNSIGNED,
  SigningCertURL: `${origin}/SimpleNotificationService-unsigned.pem`,
});

function attributesMember(attributes: MessageAttributes) {
  const entries = Object.entries(attributes).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      [
        name,
        {
          Type: DataType,
          Value: BinaryValue === undefined ? StringValue : Buffer.from(BinaryValue).toString('base64'),
        },
      ] as const,
  );
  return entries.length === 0 ? {} : { MessageAttributes: Object.fromEntries(entries) };
}

export function lambdaEventOf(posted: Posted, subscription: Subscription): string {
  const { id, topic, subject, timestamp, attributes } = posted;
  const Sns = {
    Type: 'Notification',
    MessageId: id,
    TopicArn: topic,
    Subject: subject ?? null,
    Message: bodyFor(posted, subscription),
    Timestamp: timestamp,
    SignatureVersion: '1',
    Signature: UNSIGNED,
    SigningCertUrl: `${subscription.origin}/SimpleNotificationService-unsigned.pem`,
    UnsubscribeUrl: unsubscribeLink(subscription),
    MessageAttributes: attributesMember(attributes).MessageAttributes ?? {},
  };
  const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns };
  return JSON.stringify({ Records: [record] });
}
