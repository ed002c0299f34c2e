// SendBounce: a delivery status notification for a message that SES received here.
import { list, oneOf, required, string, structure, type TypeOf, timestamp } from '../../../core/shape.ts';
import { invalidParameter, messageRejected } from '../errors.ts';
import { bareAddress } from '../identity.ts';
import { sesOperation } from '../operation.ts';
import { shownHeaders } from '../receiving/shown-headers.ts';
import { type BouncedRecipient, deliveryStatus } from '../sending/dsn.ts';
import { messageIdHost, requireVerified, sendingCheck } from '../sending/sender.ts';
import { hiddenText } from '../shapes.ts';

const extensionFields = list(structure({ Name: required(string()), Value: required(string()) }));
type ExtensionFields = TypeOf<typeof extensionFields>;
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

type RecipientInfo = TypeOf<typeof recipientInfo>;

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
  resolve({ input: { BouncedRecipientInfoList, MessageDsn } }) {
    if (BouncedRecipientInfoList.length === 0) {
      throw invalidParameter('BouncedRecipientInfoList must name at least one recipient.');
    }
    requireFields(MessageDsn?.ExtensionFields);
    return BouncedRecipientInfoList.map(bounced);
  },
  access: ({ input, call, deps }) =>
    sendingCheck(
      'SendBounce',
      deps,
      { source: input.BounceSender, sourceArn: input.BounceSenderArn },
      [],
      call,
    ),
  async run({ input, target: recipients, call, deps: { identities, mails, outbox, platform } }) {
    const { OriginalMessageId, BounceSender: sender, MessageDsn, Explanation = '' } = input;
    requireVerified(identities, call, [sender], input.BounceSenderArn);
    const original = mails.find(OriginalMessageId);
    const known = original?.account === call.account && original.region === call.region;
    if (!original || !known || call.time - original.received > BOUNCEABLE) {
      // AWS's words are not known.
      throw messageRejected(`Could not find the message ${OriginalMessageId}`);
    }
    const { envelope } = original.document;
    requireReceived(input.BouncedRecipientInfoList, envelope.to);
    const id = outbox.newId();
    const raw = deliveryStatus({
      messageId: `${id}@${messageIdHost(call.region)}`,
      sender,
      to: envelope.from,
      recipients,
      explanation: Explanation,
      reportingMta: MessageDsn?.ReportingMta ?? `inbound-smtp.${call.region}.amazonaws.com`,
      arrived: MessageDsn?.ArrivalDate?.getTime() ?? original.received,
      extensions: MessageDsn?.ExtensionFields,
      now: call.time,
      boundary: platform.random.uuid(),
      originalHeaders: shownHeaders(original.document).headers,
    });
    const { account, region } = call;
    // The null reverse-path of a bounce is answered to nobody.
    const destinations = envelope.from === '' ? [] : [envelope.from];
    return { MessageId: await outbox.send({ account, region, source: '', sender, destinations, raw }, id) };
  },
});

function bounced(info: RecipientInfo): BouncedRecipient {
  const { Recipient, BounceType, RecipientDsnFields: fields } = info;
  if (!BounceType && !fields) {
    throw invalidParameter('Either BounceType or RecipientDsnFields must be given for each recipient.');
  }
  requireFields(fields?.ExtensionFields);
  const [status, diagnostic] = TEMPLATES[BounceType ?? 'Undefined'];
  return {
    recipient: fields?.FinalRecipient ?? Recipient,
    status: fields?.Status ?? status,
    diagnostic: fields?.DiagnosticCode ?? diagnostic,
    ...(fields && { action: fields.Action }),
    remoteMta: fields?.RemoteMta,
    lastAttempt: fields?.LastAttemptDate?.getTime(),
    extensions: fields?.ExtensionFields,
  };
}

/** MODEL RecipientDsnFields: one of the two "must be a recipient of the original bounced message". */
function requireReceived(infos: readonly RecipientInfo[], received: readonly string[]): void {
  const known = new Set(received.map((address) => address.toLowerCase()));
  for (const { Recipient, RecipientDsnFields } of infos) {
    const names = [Recipient, RecipientDsnFields?.FinalRecipient ?? Recipient];
    if (names.some((name) => known.has(bareAddress(name).toLowerCase()))) continue;
    throw messageRejected(`${Recipient} is not a recipient of the message.`);
  }
}

/** MODEL ExtensionField. */
function requireFields(fields: ExtensionFields = []): void {
  for (const { Name, Value } of fields) {
    if (!/^[A-Za-z0-9-]{1,50}$/.test(Name)) throw invalidParameter(`Invalid header name: ${Name}`);
    if (Value.length > 2048 || /[\r\n]/.test(Value)) throw invalidParameter(`Invalid header value: ${Value}`);
  }
}
