// Nonsense for the operations that take mail: SendRawEmail, SESv2's raw MIME, SendBounce.
import type { Dice } from '../support/fuzz.ts';
import { anyMail } from './ses-fuzz-mails.ts';

export interface Sending {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const authorization =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ses/aws4_request, SignedHeaders=host, Signature=00';

const GOOD_SENDERS = ['ann@example.net', 'Ann <ann@example.net>', 'bounce@example.com'];
const SENDERS = [...GOOD_SENDERS, 'eve@elsewhere.example', '<'];
const GOOD_RECIPIENTS = ['bob@example.com', 'bob@topic.example.com', 'bob@elsewhere.example'];
const RECIPIENTS = [...GOOD_RECIPIENTS, '@', 'a,b@example.com', 'x\r\ny@example.com', ''];
const TEXTS = ['', 'x', '\r\nX-Evil: 1', '\0', 'ü', '=?utf-8?q?=ff?=', '\ud800', 'x'.repeat(3_000)];

/** A good one more often than not: what is refused at once meets little code. */
const sender = (dice: Dice) => dice.oneOf(dice.onceIn(4) ? SENDERS : GOOD_SENDERS);
const recipient = (dice: Dice) => dice.oneOf(dice.onceIn(6) ? RECIPIENTS : GOOD_RECIPIENTS);

function query(form: URLSearchParams): Sending {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization };
  return { path: '/', headers, body: form.toString() };
}

export function anyRawEmail(dice: Dice, real: readonly Buffer[]): Sending {
  const mail = anyMail(dice, real);
  const form = new URLSearchParams({
    Action: 'SendRawEmail',
    Version: '2010-12-01',
    'RawMessage.Data': mail.toString(dice.onceIn(20) ? 'latin1' : 'base64'),
  });
  if (!dice.onceIn(4)) form.set('Source', sender(dice));
  if (!dice.onceIn(4)) form.set('Destinations.member.1', recipient(dice));
  return query(form);
}

/** SESv2's SendEmail with Content.Raw, and now and then with something else beside it or in its place. */
export function anyRawContent(dice: Dice, real: readonly Buffer[]): Sending {
  const Data = anyMail(dice, real).toString(dice.onceIn(20) ? 'latin1' : 'base64');
  const input = {
    Content: {
      Raw: dice.onceIn(30) ? dice.oneOf([{}, null, { Data: 7 }, [Data]]) : { Data },
      ...(dice.onceIn(30) && { Simple: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } } }),
    },
    ...(!dice.onceIn(4) && { FromEmailAddress: dice.onceIn(20) ? null : sender(dice) }),
    ...(!dice.onceIn(4) && {
      Destination: {
        [dice.oneOf(['ToAddresses', 'CcAddresses', 'BccAddresses'])]: dice.many(4, () => recipient(dice)),
      },
    }),
    ...(dice.onceIn(10) && { FeedbackForwardingEmailAddress: sender(dice) }),
    ...(dice.onceIn(10) && { EmailTags: [{ Name: dice.oneOf(TEXTS), Value: dice.oneOf(TEXTS) }] }),
  };
  const text = JSON.stringify(input);
  return {
    path: '/v2/email/outbound-emails',
    headers: { 'content-type': 'application/json', authorization },
    body: dice.onceIn(30) ? text.slice(0, dice.below(text.length)) : text,
  };
}

/** @param received ids of messages that may be bounced. */
export function anyBounce(dice: Dice, received: readonly string[]): Sending {
  const form = new URLSearchParams({
    Action: 'SendBounce',
    Version: '2010-12-01',
    OriginalMessageId: dice.onceIn(10) ? dice.oneOf(TEXTS) : dice.oneOf(received),
    BounceSender: dice.onceIn(5) ? dice.oneOf(SENDERS) : 'bounce@example.com',
  });
  const sometimes = (name: string, values: readonly string[]) => {
    if (dice.onceIn(8)) form.set(name, dice.oneOf(values));
  };
  sometimes('Explanation', TEXTS);
  sometimes('MessageDsn.ReportingMta', ['dns; mail.example.com', ...TEXTS]);
  sometimes('MessageDsn.ArrivalDate', ['2026-01-01T00:00:00Z', '+275761-01-01T00:00:00Z', 'then', '1']);
  for (let index = 1; index <= 1 + dice.size(3); index += 1) {
    const member = `BouncedRecipientInfoList.member.${index}`;
    form.set(
      `${member}.Recipient`,
      dice.onceIn(5) ? dice.oneOf([...RECIPIENTS, ...TEXTS]) : 'bob@example.com',
    );
    form.set(`${member}.BounceType`, 'DoesNotExist');
    sometimes(`${member}.BounceType`, ['DoesNotExist', 'TemporaryFailure', 'Undefined', 'Nonsense', '']);
    const fields = `${member}.RecipientDsnFields`;
    sometimes(`${fields}.Action`, ['failed', 'delayed', 'expanded', 'Failed', '']);
    sometimes(`${fields}.Status`, ['5.1.1', '4.0.0', ...TEXTS]);
    sometimes(`${fields}.FinalRecipient`, [...RECIPIENTS, ...TEXTS]);
    sometimes(`${fields}.DiagnosticCode`, TEXTS);
    sometimes(`${fields}.LastAttemptDate`, ['2026-01-01T00:00:00Z', '-271821-04-20T00:00:00Z', 'NaN']);
    sometimes(`${fields}.ExtensionFields.member.1.Name`, ['X-Why', 'X Why', ...TEXTS]);
    sometimes(`${fields}.ExtensionFields.member.1.Value`, TEXTS);
  }
  return query(form);
}
