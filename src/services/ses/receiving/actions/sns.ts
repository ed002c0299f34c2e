// The SNS action: the whole message to a topic, at most 150 KB of it (DOC quotas).
import { readContent } from '../content.ts';
import { prefixOf } from '../mail.ts';
import { describeAction, notificationOf } from '../notification.ts';
import { GiveUp } from '../retry.ts';
import type { RunAction } from './action.ts';
import { sendBack } from './bounce.ts';
import { publishTo } from './publish.ts';

const SNS_LIMIT = 150 * 1024;

/** "Larger emails bounce" (MODEL SNSAction), in the words of the Bounce action's own template; from whom is a choice. */
const TOO_LARGE = {
  Sender: 'MAILER-DAEMON@amazonses.com',
  SmtpReplyCode: '552',
  StatusCode: '5.3.4',
  Message: 'Message too large',
};

export const publishMessage: RunAction = async (context, mail, content, step, effect) => {
  const action = step.action.SNSAction;
  if (!action) throw new Error('not an SNS action');
  const prefix = Buffer.from(prefixOf(mail, step));
  if (prefix.length + content.length > SNS_LIMIT) {
    const reason = `The message is larger than the ${SNS_LIMIT} bytes of an SNS action`;
    const failed = (bounceMessageId: string) =>
      ({ status: 'failed', result: { reason, bounceMessageId } }) as const;
    const told = await sendBack(context, mail, step, TOO_LARGE, (id) => effect.took(failed(id)));
    if (told === undefined) throw new GiveUp('MessageTooLarge', reason);
    return failed(told);
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
