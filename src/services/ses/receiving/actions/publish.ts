// Publishing to a topic: to the HTTP endpoint that a setting gives it, else by SNS's own operation.
import type { Mail } from '../mail.ts';
import { serviceCall } from '../service-call.ts';
import type { ActionContext } from './action.ts';

/** The message's id at SNS; undefined where nobody plays this topic. */
export async function publishTo(
  { platform, ports, settings }: ActionContext,
  mail: Mail,
  rule: string,
  topicArn: string,
  subject: string,
  message: string,
): Promise<string | undefined> {
  const endpoint = settings.topics?.[topicArn];
  if (endpoint === undefined) {
    if (!ports.publish) return undefined;
    const call = serviceCall(platform, mail, mail.document.ruleSet, rule);
    const { MessageId } = await ports.publish(
      { TopicArn: topicArn, Subject: subject, Message: message },
      call,
    );
    return MessageId ?? '';
  }
  const id = platform.random.uuid();
  const response = await fetch(endpoint, {
    method: 'POST',
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
      Timestamp: new Date(platform.clock.now()).toISOString(),
    }),
  });
  if (!response.ok) throw new Error(`the endpoint of ${topicArn} answered ${response.status}`);
  return id;
}
