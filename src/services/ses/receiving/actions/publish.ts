// Publishing to a topic: to the HTTP endpoint that a setting gives it, else by SNS's own operation.
import type { Mail, Step } from '../mail.ts';
import { callFor, serviceCall } from '../service-call.ts';
import type { ActionContext } from './action.ts';
import { isSuccess, post } from './endpoint.ts';

export interface Publication {
  readonly topicArn: string;
  readonly subject: string;
  readonly message: string;
  /** The message's id at an HTTP endpoint: the same if it must be sent again. */
  readonly id: string;
}

/**
 * The message's id at SNS; undefined where nobody plays this topic.
 * @param took called with the id within the transaction that publishes it, where SNS is our own.
 */
export async function publishTo(
  { platform, ports, settings, closing }: ActionContext,
  mail: Mail,
  step: Step,
  publication: Publication,
  took: (messageId: string) => void,
): Promise<string | undefined> {
  const { topicArn, subject, message } = publication;
  const endpoint = settings.topics?.[topicArn];
  if (endpoint !== undefined) {
    await postTo(endpoint, publication, new Date(platform.clock.now()).toISOString(), closing);
    return publication.id;
  }
  if (!ports.publish) return undefined;
  const asService = serviceCall(platform, mail, mail.document.ruleSet, step.rule);
  const call = await callFor(ports, step.action, asService);
  const { MessageId = '' } = await ports.publish(
    { TopicArn: topicArn, Subject: subject, Message: message },
    { ...call, alongside: (output) => took((output as { readonly MessageId: string }).MessageId) },
  );
  return MessageId;
}

/** SNS's own bound for an endpoint's answer. */
const TIMEOUT = 15_000;

async function postTo(
  endpoint: string,
  { topicArn, subject, message, id }: Publication,
  timestamp: string,
  closing: AbortSignal,
): Promise<void> {
  const { status } = await post(endpoint, {
    closing,
    within: TIMEOUT,
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-message-id': id,
      'x-amz-sns-topic-arn': topicArn,
    },
    body: JSON.stringify({
      Type: 'Notification',
      MessageId: id,
      TopicArn: topicArn,
      Subject: subject,
      Message: message,
      Timestamp: timestamp,
    }),
  });
  if (!isSuccess(status)) throw new Error(`the endpoint of ${topicArn} answered ${status}`);
}
