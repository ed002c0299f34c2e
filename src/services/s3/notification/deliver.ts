// One message to its destination, as S3 itself: the topic's or queue's policy decides, by aws:SourceArn and
// aws:SourceAccount where it asks for them.
import { parseArn } from '../../../core/arn.ts';
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { AccountId, Region } from '../../../core/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { NotificationPorts } from '../ports.ts';
import type { Message } from './outbox.ts';

const SERVICE = 's3.amazonaws.com';
/** An asynchronous invocation is only taken down. */
const TIMEOUT = 30_000;

export interface Courier {
  readonly platform: Pick<Platform, 'clock' | 'random'>;
  readonly ports: NotificationPorts;
  /** HTTP endpoints of functions by their ARN. */
  functions: Readonly<Record<string, string>> | undefined;
  /** Lets go of endpoints that do not answer. */
  readonly closing: AbortSignal;
}

/**
 * @param ended notes within a transaction that nothing is owed any more: the topic's or queue's own, so that no crash
 *   parts the two. Left to the caller where a function was told; absent where nothing was (a test event).
 */
export async function deliver(courier: Courier, message: Message, ended?: () => void): Promise<void> {
  const { ports } = courier;
  const { destination, body, trace } = message;
  const { service = '', region = '', account = '', resource = '' } = parseArn(destination) ?? {};
  const call = { ...callOf(courier, message, region), ...(ended && { alongside: ended }) };
  switch (service) {
    case 'sns':
      await ports.publish({ TopicArn: destination, Subject: 'Amazon S3 Notification', Message: body }, call);
      return;
    case 'sqs':
      await ports.sendMessage(
        {
          QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${resource}`,
          MessageBody: body,
          // Recorded: X-Ray follows the request into the queue.
          ...(trace !== null && {
            MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: trace } },
          }),
        },
        call,
      );
      return;
    default:
      return invoke(courier, message);
  }
}

function callOf({ platform }: Courier, { account, source }: Message, region: string): Call {
  return {
    principal: { type: 'service', service: SERVICE },
    account: account as AccountId,
    region: region as Region,
    requestId: platform.random.uuid(),
    time: platform.clock.now(),
    sourceIp: SERVICE,
    userAgent: SERVICE,
    secure: true,
    source: { account: account as AccountId, arn: source },
  };
}

async function invoke({ functions, closing }: Courier, { destination, body }: Message): Promise<void> {
  const endpoint = functions?.[destination];
  if (endpoint === undefined) {
    throw new AwsError('ResourceNotFoundException', 404, `no endpoint is registered for ${destination}`);
  }
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' },
    body,
    signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT), closing]),
  });
  // Nobody reads it, however long it is.
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the function's endpoint answered ${answer.status}`);
}
