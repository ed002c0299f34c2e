// SendEmail: composed here, kept, and delivered to those who are received here.
import { list, required, string, structure } from '../../../core/shape.ts';
import { invalidParameter } from '../errors.ts';
import { bareAddress } from '../identity.ts';
import { sesOperation } from '../operation.ts';
import { compose } from '../sending/compose.ts';
import { messageIdHost, requireAddress, requireVerified, sendingCheck } from '../sending/sender.ts';
import { messageTags } from '../shapes.ts';

const content = structure({ Data: required(string()), Charset: string() });
const addresses = list(string());
/** DOC quotas. */
const MAX_RECIPIENTS = 50;

const destination = structure({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses });

export const sendEmail = sesOperation({
  name: 'SendEmail',
  input: structure({
    Source: required(string()),
    Destination: required(destination),
    Message: required(
      structure({
        Subject: required(content),
        Body: required(structure({ Text: content, Html: content })),
      }),
    ),
    ReplyToAddresses: addresses,
    ReturnPath: string(),
    SourceArn: string(),
    ReturnPathArn: string(),
    Tags: messageTags,
    ConfigurationSetName: string(),
  }),
  output: structure({ MessageId: required(string()) }),
  resolve({ input: { Destination, Source, ReturnPath } }) {
    const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
    const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
    if (recipients.length === 0) throw invalidParameter("Empty required header 'To'.");
    if (recipients.length > MAX_RECIPIENTS) {
      throw invalidParameter(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
    }
    for (const address of [Source, ReturnPath ?? Source, ...recipients]) requireAddress(address);
    return { recipients, to: ToAddresses, cc: CcAddresses, bcc: BccAddresses };
  },
  access: ({ input: { Source }, target, call, deps }) =>
    sendingCheck('SendEmail', deps.identities, Source, target.recipients, call),
  async run({ input, target, call, deps: { identities, outbox, platform } }) {
    const { Source, Message, ReturnPath, ReplyToAddresses = [] } = input;
    requireVerified(identities, call, ReturnPath === undefined ? [Source] : [Source, ReturnPath]);
    const { to, cc, bcc, recipients } = target;
    const id = outbox.newId();
    const text = Message.Body.Text?.Data;
    const html = Message.Body.Html?.Data;
    const subject = Message.Subject.Data;
    const raw = compose({
      from: Source,
      to,
      cc,
      replyTo: ReplyToAddresses,
      subject,
      text,
      html,
      messageId: `${id}@${messageIdHost(call.region)}`,
      now: call.time,
      boundary: `=_${platform.random.uuid()}`,
    });
    const parts = {
      to,
      cc,
      bcc,
      subject,
      ...(text !== undefined && { text }),
      ...(html !== undefined && { html }),
    };
    const { account, region } = call;
    const source = bareAddress(ReturnPath ?? Source);
    const destinations = recipients.map(bareAddress);
    await outbox.send({ account, region, source, sender: Source, destinations, raw, parts }, id);
    return { MessageId: id };
  },
});
