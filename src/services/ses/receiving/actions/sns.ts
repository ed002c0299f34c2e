// The SNS action: the whole message to a topic, at most 150 KB of it (DOC quotas).
import { readContent } from '../content.ts';
import { prefixOf } from '../mail.ts';
import { describeAction, notificationOf } from '../notification.ts';
import { GiveUp } from '../retry.ts';
import type { RunAction } from './action.ts';
import { publishTo } from './publish.ts';

const SNS_LIMIT = 150 * 1024;

export const publishMessage: RunAction = async (context, mail, content, step, effect) => {
  const action = step.action.SNSAction;
  if (!action) throw new Error('not an SNS action');
  const prefix = Buffer.from(prefixOf(mail, step));
  if (prefix.length + content.length > SNS_LIMIT) {
    // DOC action-sns: larger emails bounce; the message was accepted long ago, so it is given up.
    throw new GiveUp('MessageTooLarge', `The message is larger than the ${SNS_LIMIT} bytes of an SNS action`);
  }
  const pieces: Uint8Array[] = [prefix];
  for await (const piece of readContent(content, context.platform.blobs)) pieces.push(piece);
  const message = Buffer.concat(pieces);
  const notification = {
    ...notificationOf(mail, step, context.platform.clock.now(), describeAction(step.action)),
    content: message.toString(action.Encoding === 'Base64' ? 'base64' : 'utf8'),
  };
  const publication = {
    topicArn: action.TopicArn,
    subject: 'Amazon SES Email Receipt Notification',
    message: JSON.stringify(notification),
    id: effect.id,
  };
  const outcome = (messageId: string) => ({ status: 'done', result: { messageId } }) as const;
  const id = await publishTo(context, mail, step, publication, (sent) => effect.took(outcome(sent)));
  if (id === undefined) return { status: 'not executed', result: { reason: 'there is no SNS here' } };
  return outcome(id);
};
