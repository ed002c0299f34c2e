// What a subscriber gets to read: SNS's JSON, the bare message, or a Lambda event (recorded on AWS).
import type { MessageAttributes } from '../shapes.ts';
import type { Subscription } from '../subscription.ts';
import { stringToSign } from './canonical.ts';
import type { Posted } from './outbox.ts';
import type { SignatureVersion, SigningKey } from './signing-key.ts';

/** With MessageStructure json each protocol has its own text. */
export function bodyFor({ body, bodies }: Posted, { protocol }: Subscription): string {
  const own = bodies && Object.hasOwn(bodies, protocol) ? bodies[protocol] : undefined;
  return typeof own === 'string' ? own : body;
}

export const isRaw = ({ attributes }: Subscription): boolean => attributes.RawMessageDelivery === 'true';

const confirmationLink = ({ origin, topic }: Subscription, token: string): string =>
  `${origin}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${token}`;
const unsubscribeLink = ({ origin, arn }: Subscription): string =>
  `${origin}/?Action=Unsubscribe&SubscriptionArn=${arn}`;

export async function envelopeOf(
  posted: Posted,
  subscription: Subscription,
  signing: SigningKey,
): Promise<string> {
  const { sequenceNumber, signatureVersion, attributes, subject, token } = posted;
  if (token !== undefined) {
    const signed = {
      ...shared(posted),
      Token: token,
      TopicArn: posted.topic,
      Message: posted.body,
      SubscribeURL: confirmationLink(subscription, token),
      Timestamp: posted.timestamp,
    };
    return JSON.stringify({
      ...signed,
      ...(await signature(signed, signatureVersion, subscription, signing)),
    });
  }
  const signed = {
    TopicArn: posted.topic,
    ...(subject !== undefined && { Subject: subject }),
    Message: bodyFor(posted, subscription),
    Timestamp: posted.timestamp,
  };
  return JSON.stringify({
    ...shared(posted),
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    ...signed,
    // A FIFO topic's messages are not signed.
    ...(sequenceNumber === undefined &&
      (await signature({ ...shared(posted), ...signed }, signatureVersion, subscription, signing))),
    UnsubscribeURL: unsubscribeLink(subscription),
    ...attributesMember(attributes),
  });
}

const shared = ({ type, id }: Posted) => ({ Type: type, MessageId: id });

async function signature(
  signed: Readonly<Record<string, string>>,
  version: SignatureVersion = '1',
  { origin }: Subscription,
  signing: SigningKey,
) {
  const { file } = await signing.certificate();
  return {
    SignatureVersion: version,
    Signature: await signing.sign(stringToSign(signed), version),
    SigningCertURL: `${origin}/_waxseal/sns/${file}`,
  };
}

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

export async function lambdaEventOf(
  posted: Posted,
  subscription: Subscription,
  signing: SigningKey,
): Promise<string> {
  const { topic, subject, timestamp, attributes } = posted;
  const signed = {
    ...shared(posted),
    TopicArn: topic,
    ...(subject !== undefined && { Subject: subject }),
    Message: bodyFor(posted, subscription),
    Timestamp: timestamp,
  };
  // Always by version 1, whatever the topic says (recorded).
  const { SigningCertURL, ...signatures } = await signature(signed, '1', subscription, signing);
  const Sns = {
    ...shared(posted),
    TopicArn: topic,
    Subject: subject ?? null,
    Message: signed.Message,
    Timestamp: timestamp,
    ...signatures,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: unsubscribeLink(subscription),
    MessageAttributes: attributesMember(attributes).MessageAttributes ?? {},
  };
  const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns };
  return JSON.stringify({ Records: [record] });
}
