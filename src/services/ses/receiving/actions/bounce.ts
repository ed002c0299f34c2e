// The Bounce action: a delivery status notification to the sender, after the SMTP conversation (DOC action-bounce).
import { deliveryStatus } from '../../sending/dsn.ts';
import { messageIdHost } from '../../sending/sender.ts';
import { shownHeaders } from '../shown-headers.ts';
import type { RunAction } from './action.ts';

export const bounce: RunAction = async ({ platform, outbox }, mail, _content, step, effect) => {
  const action = step.action.BounceAction;
  if (!action) throw new Error('not a Bounce action');
  const { from } = mail.document.envelope;
  // RFC 5321 §4.5.5: nothing is ever sent back to the null reverse-path, or bounces would bounce for ever.
  if (from === '') return { status: 'not executed', result: { reason: 'the message has a null sender' } };

  const id = outbox.newId();
  const raw = deliveryStatus({
    messageId: `${id}@${messageIdHost(mail.region)}`,
    sender: action.Sender,
    to: from,
    recipients: step.recipients.map((recipient) => ({
      recipient,
      status: action.StatusCode ?? statusFor(action.SmtpReplyCode),
      diagnostic: `${action.SmtpReplyCode} ${action.Message}`,
    })),
    explanation: action.Message,
    reportingMta: `inbound-smtp.${mail.region}.amazonaws.com`,
    arrived: mail.received,
    now: platform.clock.now(),
    boundary: platform.random.uuid(),
    originalHeaders: shownHeaders(mail.document).headers,
  });
  const outcome = { status: 'done', result: { bounceMessageId: id } } as const;
  const { account, region } = mail;
  const outgoing = { account, region, source: '', sender: action.Sender, destinations: [from], raw };
  await outbox.send(outgoing, id, () => effect.took(outcome));
  return outcome;
};

/** Without a StatusCode the class of the reply is all that is known. */
const statusFor = (replyCode: string): string => (replyCode.startsWith('4') ? '4.0.0' : '5.0.0');
