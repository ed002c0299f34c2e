// One attempt at one delivery, by the subscription's protocol.
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { AccountId, Region } from '../../../core/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { effectivePolicy } from '../delivery-policy.ts';
import type { SnsPorts, SnsSettings } from '../ports.ts';
import type { Subscription } from '../subscription.ts';
import type { TopicStore } from '../topic-store.ts';
import { bodyFor, envelopeOf, isRaw, lambdaEventOf } from './envelope.ts';
import type { HttpEndpoints } from './http-endpoint.ts';
import type { Posted } from './outbox.ts';
import { GiveUp } from './retry.ts';
import type { SigningKey } from './signing-key.ts';
import type { Undelivered } from './undelivered.ts';

export interface Courier {
  readonly platform: Platform;
  readonly ports: SnsPorts;
  readonly settings: SnsSettings;
  readonly endpoints: HttpEndpoints;
  readonly signing: SigningKey;
  readonly undelivered: Undelivered;
  readonly topics: TopicStore;
}

const SERVICE = 'sns.amazonaws.com';

/**
 * @param ended notes within a transaction that nothing is owed any more: a queue's own, so that no crash parts the
 *   two. Left to the caller where others deliver.
 * @throws GiveUp where no later attempt can help.
 */
export async function deliver(
  courier: Courier,
  posted: Posted,
  to: Subscription,
  ended: () => void,
): Promise<void> {
  switch (to.protocol) {
    case 'http':
    case 'https':
      await courier.endpoints.post(
        to.endpoint,
        httpHeaders(courier, posted, to),
        await textFor(courier, posted, to),
      );
      return;
    case 'sqs':
      return sendToQueue(courier, posted, to, to.endpoint, ended);
    case 'lambda': {
      const url = courier.settings.functions?.[to.endpoint];
      if (url === undefined) throw new GiveUp(`no endpoint is registered for ${to.endpoint}`);
      const headers = { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' };
      await courier.endpoints.post(url, headers, await lambdaEventOf(posted, to, courier.signing));
      return;
    }
    default:
      courier.undelivered.add({
        time: new Date(courier.platform.clock.now()).toISOString(),
        messageId: posted.id,
        topicArn: posted.topic,
        protocol: to.protocol,
        endpoint: to.endpoint,
        ...(posted.subject !== undefined && { subject: posted.subject }),
        message: await unsentText(courier, posted, to),
      });
  }
}

/** A question shows its link, so that an address can be confirmed by whoever looks here. */
async function unsentText({ signing }: Courier, posted: Posted, to: Subscription): Promise<string> {
  const plain = posted.type === 'Notification' && to.protocol !== 'email-json';
  return plain ? bodyFor(posted, to) : envelopeOf(posted, to, signing);
}

async function textFor({ signing }: Courier, posted: Posted, to: Subscription): Promise<string> {
  return isRaw(to) && posted.type === 'Notification' ? bodyFor(posted, to) : envelopeOf(posted, to, signing);
}

function httpHeaders({ topics }: Courier, posted: Posted, to: Subscription): Record<string, string> {
  const notification = posted.type === 'Notification';
  const { requestPolicy } = effectivePolicy(to.attributes, topics.find(posted.topic)?.attributes ?? {});
  return {
    'content-type': notification ? requestPolicy.headerContentType : 'text/plain; charset=UTF-8',
    'user-agent': 'Amazon Simple Notification Service Agent',
    'x-amz-sns-message-type': posted.type,
    'x-amz-sns-message-id': posted.id,
    'x-amz-sns-topic-arn': posted.topic,
    ...(posted.type !== 'SubscriptionConfirmation' && { 'x-amz-sns-subscription-arn': to.arn }),
    ...(notification && isRaw(to) && { 'x-amz-sns-rawdelivery': 'true' }),
  };
}

/** As SNS itself, so the queue's policy decides, by aws:SourceArn and aws:SourceAccount where it asks. */
export async function sendToQueue(
  courier: Courier,
  posted: Posted,
  to: Subscription,
  queueArn: string,
  ended: () => void,
): Promise<void> {
  const { ports, platform } = courier;
  const [, , , region = '', account = '', name = ''] = queueArn.split(':');
  const [, , , , topicAccount = ''] = posted.topic.split(':');
  const call: Call = {
    principal: { type: 'service', service: SERVICE },
    account: topicAccount as AccountId,
    region: region as Region,
    requestId: platform.random.uuid(),
    time: platform.clock.now(),
    sourceIp: SERVICE,
    userAgent: SERVICE,
    secure: true,
    source: { account: topicAccount as AccountId, arn: posted.topic },
    alongside: ended,
  };
  const raw = isRaw(to) && posted.type === 'Notification';
  const hasAttributes = raw && Object.keys(posted.attributes).length > 0;
  const fifo = name.endsWith('.fifo');
  try {
    await ports.sendMessage(
      {
        QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
        MessageBody: await textFor(courier, posted, to),
        ...(hasAttributes && { MessageAttributes: posted.attributes }),
        ...(takesGroup(posted, fifo) && { MessageGroupId: posted.group ?? '' }),
        ...(fifo && { MessageDeduplicationId: posted.deduplication }),
      },
      call,
    );
  } catch (error) {
    // Every refusal is the client's side: a missing queue, a policy or a key that does not let SNS in.
    if (error instanceof AwsError && error.status < 500 && !/Throttl/.test(error.code))
      throw new GiveUp(error.message);
    throw error;
  }
}

/** A standard queue takes the group of a standard topic's message, for fair queues, but not of a FIFO one's (recorded). */
const takesGroup = ({ group, sequenceNumber }: Posted, toFifoQueue: boolean): boolean =>
  toFifoQueue || (group !== undefined && sequenceNumber === undefined);
