// How large a topic's messages may be: 256 KiB, or what its MaximumMessageSize says (guide "Publishing large messages
// with Amazon SNS"). Above that, a topic is for queues, functions and Firehose alone.
import * as errors from './errors.ts';
import type { Protocol, Subscription } from './subscription.ts';
import type { Attributes, Topic } from './topic.ts';

const USUAL = 262_144;
const SMALLEST = 1024;
const LARGEST = 1_048_576;
const MOST_SUBSCRIPTIONS = 100;
const TAKE_LARGE: readonly Protocol[] = ['sqs', 'lambda', 'firehose'];

export const maximumSizeOf = ({ attributes }: { readonly attributes: Attributes }): number =>
  Number(attributes.MaximumMessageSize ?? USUAL);

export const isMessageSize = (value: string): boolean =>
  /^\d{4,7}$/.test(value) && Number(value) >= SMALLEST && Number(value) <= LARGEST;

/** Asked when the attribute is set; that there are few enough of them is not asked again (recorded, floci#3953). */
export function requireLargeSubscriptions(
  value: string,
  subscriptions: readonly Pick<Subscription, 'protocol'>[],
): void {
  if (Number(value) <= USUAL) return;
  const crowded = subscriptions.length > MOST_SUBSCRIPTIONS;
  if (crowded || !subscriptions.every(({ protocol }) => TAKE_LARGE.includes(protocol))) {
    throw errors.invalidParameter('MaximumMessageSize');
  }
}

export function requireLargeProtocol(protocol: Protocol, topic: Topic): void {
  if (maximumSizeOf(topic) > USUAL && !TAKE_LARGE.includes(protocol)) {
    throw errors.invalidParameter(
      `Protocol Reason: ${protocol} is not supported by topics with a MaximumMessageSize above ${USUAL} bytes`,
    );
  }
}
