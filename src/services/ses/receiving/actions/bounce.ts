// The Bounce action: a delivery status notification to the sender, after the SMTP conversation (DOC action-bounce).
import { deliveryStatus } from '../../sending/dsn.ts';
import { messageIdHost } from '../../sending/sender.ts';
import type { Mail, Step } from '../mail.ts';
import { shownHeaders } from '../shown-headers.ts';
import type { ActionContext, RunAction } from './action.ts';

export const bounce: RunAction = async (context, mail, _content, step, effect) => {
  const action = step.action.BounceAction;
  if (!action) throw new Error('not a Bounce action');
  const outcome = (bounceMessageId: string) => ({ status: 'done', result: { bounceMessageId } }) as const;
  const told = await sendBack(context, mail, step, action, (id) => effect.took(outcome(id)));
  return told === undefined
    ? { status: 'not executed', result: { reason: 'the message has a null sender' } }
    : outcome(told);
};

/**
 * Tells the sender why the mail did not reach the step's recipients.
 * @param sent called within the transaction that sends it.
 * @returns the bounce's id; nothing where nobody can be told.
 */
export async function sendBack(
  { platform, outbox }: ActionContext,
  mail: Mail,
  step: Step,
  reply: BounceReply,
  sent: (id: string) => void,
): Promise<string | undefined> {
  const { from } = mail.document.envelope;
  // RFC 5321 §4.5.5: nothing is ever sent back to the null reverse-path, or bounces would bounce for ever.
  if (from === '') return undefined;
  const id = outbox.newId();
  const raw = deliveryStatus({
    messageId: `${id}@${messageIdHost(mail.region)}`,
    sender: reply.Sender,
    to: from,
    recipients: step.recipients.map((recipient) => ({
      recipient,
      status: reply.StatusCode ?? statusFor(reply.SmtpReplyCode),
      diagnostic: `${reply.SmtpReplyCode} ${reply.Message}`,
    })),
    explanation: reply.Message,
    reportingMta: `inbound-smtp.${mail.region}.amazonaws.com`,
    arrived: mail.received,
    now: platform.clock.now(),
    boundary: platform.random.uuid(),
    originalHeaders: shownHeaders(mail.document).headers,
  });
  const { account, region } = mail;
  const outgoing = { account, region, source: '', sender: reply.Sender, destinations: [from], raw };
  await outbox.send(outgoing, id, () => sent(id));
  return id;
}

/** What a Bounce action says, or SES itself. */
type BounceReply = Pick<BounceAction, 'Sender' | 'SmtpReplyCode' | 'StatusCode' | 'Message'>;
type BounceAction = NonNullable<Step['action']['BounceAction']>;

/** Without a StatusCode the class of the reply is all that is known. */
const statusFor = (replyCode: string): string => (replyCode.startsWith('4') ? '4.0.0' : '5.0.0');
