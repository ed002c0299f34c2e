// SendEmail: composed here, kept, and delivered to those who are received here.
import { required, string, structure } from '../../../core/shape.ts';
import { sesOperation } from '../operation.ts';
import { requireAddress } from '../sending/address.ts';
import { recipientsOf, sendComposed } from '../sending/composed.ts';
import { sendingCheck } from '../sending/sender.ts';
import { requireTags } from '../sending/tags.ts';
import { addresses, destination, mailText, messageTags } from '../shapes.ts';
import { LARGEST } from './send-raw-email.ts';

export const sendEmail = sesOperation({
  name: 'SendEmail',
  input: structure({
    Source: required(string()),
    Destination: required(destination),
    Message: required(
      structure({
        Subject: required(mailText),
        Body: required(structure({ Text: mailText, Html: mailText })),
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
  resolve({ input: { Destination, Source, ReturnPath, Tags } }) {
    requireTags(Tags);
    const recipients = recipientsOf(Destination);
    for (const address of [Source, ReturnPath ?? Source]) requireAddress(address);
    return recipients;
  },
  access: ({ input: { Source: source, SourceArn: sourceArn }, target, call, deps }) =>
    sendingCheck('SendEmail', deps, { source, sourceArn }, target.all, call),
  async run({ input, target: recipients, call, deps }) {
    const { Source: from, Message, ReturnPath: returnPath, ReplyToAddresses: replyTo = [] } = input;
    const subject = Message.Subject.Data;
    const text = Message.Body.Text?.Data;
    const html = Message.Body.Html?.Data;
    const { SourceArn: sourceArn, ReturnPathArn: returnPathArn } = input;
    const mail = { from, sourceArn, returnPath, returnPathArn, recipients, replyTo, subject, text, html };
    return { MessageId: await sendComposed(deps, call, mail, LARGEST) };
  },
});
