// SendBounce: a delivery status notification for a message that SES received here.
import { list, oneOf, required, string, structure, type TypeOf, timestamp } from '../../../core/shape.ts';
import { messageRejected } from '../errors.ts';
import { sesOperation } from '../operation.ts';
import { type BouncedRecipient, deliveryStatus } from '../sending/dsn.ts';
import { requireVerified, sendingCheck } from '../sending/sender.ts';
import { hiddenText } from '../shapes.ts';

const extensionFields = list(structure({ Name: required(string()), Value: required(string()) }));
const recipientInfo = structure({
  Recipient: required(hiddenText),
  RecipientArn: string(),
  BounceType: oneOf(
    'DoesNotExist',
    'MessageTooLarge',
    'ExceededQuota',
    'ContentRejected',
    'Undefined',
    'TemporaryFailure',
  ),
  RecipientDsnFields: structure({
    FinalRecipient: hiddenText,
    Action: required(oneOf('failed', 'delayed', 'delivered', 'relayed', 'expanded')),
    RemoteMta: string(),
    Status: required(string()),
    DiagnosticCode: string(),
    LastAttemptDate: timestamp(),
    ExtensionFields: extensionFields,
  }),
});

/** MODEL: "only on an email up to 24 hours after you receive it". */
const BOUNCEABLE = 24 * 60 * 60 * 1000;

/** The templates of DOC action-bounce. */
const TEMPLATES = {
  DoesNotExist: ['5.1.1', '550 5.1.1 Mailbox does not exist'],
  MessageTooLarge: ['5.3.4', '552 5.3.4 Message too large'],
  ExceededQuota: ['5.2.2', '552 5.2.2 Mailbox full'],
  ContentRejected: ['5.6.1', '500 5.6.1 Message content rejected'],
  Undefined: ['5.0.0', '554 5.0.0 Unknown failure'],
  TemporaryFailure: ['4.0.0', '450 4.0.0 Temporary failure'],
} as const;

export const sendBounce = sesOperation({
  name: 'SendBounce',
  input: structure({
    OriginalMessageId: required(string()),
    BounceSender: required(string()),
    Explanation: hiddenText,
    MessageDsn: structure({
      ReportingMta: required(string()),
      ArrivalDate: timestamp(),
      ExtensionFields: extensionFields,
    }),
    BouncedRecipientInfoList: required(list(recipientInfo)),
    BounceSenderArn: string(),
  }),
  output: structure({ MessageId: string() }),
  access: ({ input, call, deps }) =>
    sendingCheck('SendBounce', deps.identities, input.BounceSender, [], call),
  async run({ input, call, deps: { identities, mails, outbox, platform } }) {
    requireVerified(identities, call, [input.BounceSender]);
    const original = mails.find(input.OriginalMessageId);
    const known = original?.account === call.account && original.region === call.region;
    if (!original || !known || call.time - original.received > BOUNCEABLE) {
      // AWS's words are not known.
      throw messageRejected(`Could not find the message ${input.OriginalMessageId}`);
    }
    const to = original.document.envelope.from;
    const raw = deliveryStatus({
      sender: input.BounceSender,
      to,
      recipients: input.BouncedRecipientInfoList.map(bounced),
      explanation: input.Explanation ?? '',
      reportingMta:
        input.MessageDsn?.ReportingMta.replace(/^dns;\s*/i, '') ??
        `inbound-smtp.${call.region}.amazonaws.com`,
      arrived: input.MessageDsn?.ArrivalDate?.getTime() ?? original.received,
      now: call.time,
      boundary: platform.random.uuid(),
      originalHeaders: original.document.headers,
    });
    const { account, region } = call;
    const destinations = to === '' ? [] : [to];
    const MessageId = await outbox.send({
      account,
      region,
      source: '',
      sender: input.BounceSender,
      destinations,
      raw,
    });
    return { MessageId };
  },
});

function bounced(info: TypeOf<typeof recipientInfo>): BouncedRecipient {
  const { Recipient, BounceType = 'Undefined', RecipientDsnFields: fields } = info;
  const [status, diagnostic] = TEMPLATES[BounceType];
  return {
    recipient: Recipient,
    status: fields?.Status ?? status,
    diagnostic: fields?.DiagnosticCode?.replace(/^smtp;\s*/i, '') ?? diagnostic,
    ...(fields && { action: fields.Action }),
    ...(fields?.RemoteMta !== undefined && { remoteMta: fields.RemoteMta }),
  };
}
