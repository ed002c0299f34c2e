// SendEmail of SESv2: by its parts, or a whole message. It goes v1's way from there on.
//
// Gap: no template can be made here, so none by name is ever found, and none given inline is rendered.
import { blob, list, oneOf, required, string, structure, type TypeOf } from '../../../../core/shape.ts';
import { requireAddress } from '../../sending/address.ts';
import { type Composed, recipientsOf, sendComposed } from '../../sending/composed.ts';
import { type RawMail, readRaw, sendRaw } from '../../sending/raw.ts';
import { sendingCheck } from '../../sending/sender.ts';
import { requireTags } from '../../sending/tags.ts';
import { addresses, destination, hiddenText, mailText, messageTags } from '../../shapes.ts';
import { badRequest, noSuchConfigurationSet, noSuchTemplate } from '../errors.ts';
import { sesV2Operation } from '../operation.ts';

/** DOC quotas: SESv2 takes 40 MB. */
const LARGEST = 40 * 1024 * 1024;

const arn = string({ min: 1 });
const headers = list(
  structure({
    Name: required(string({ min: 1, max: 126, pattern: '^[!-9;-@A-~]+$' })),
    Value: required(string({ min: 1, max: 995, pattern: '[ -~]*', sensitive: true })),
  }),
  { min: 0, max: 15 },
);
const attachments = list(
  structure({
    RawContent: required(blob()),
    ContentDisposition: oneOf('ATTACHMENT', 'INLINE'),
    FileName: required(string({ max: 255, sensitive: true })),
    ContentDescription: string({ max: 1000, sensitive: true }),
    ContentId: string({ min: 1, max: 78 }),
    ContentTransferEncoding: oneOf('BASE64', 'QUOTED_PRINTABLE', 'SEVEN_BIT'),
    ContentType: string({ min: 1, max: 78 }),
  }),
);
const content = structure({
  Simple: structure({
    Subject: required(mailText),
    Body: required(structure({ Text: mailText, Html: mailText })),
    Headers: headers,
    Attachments: attachments,
  }),
  Raw: structure({ Data: required(blob()) }),
  Template: structure({
    TemplateName: string({ min: 1 }),
    TemplateArn: arn,
    TemplateContent: structure({ Subject: hiddenText, Text: hiddenText, Html: hiddenText }),
    TemplateData: string({ max: 262144, sensitive: true }),
    Headers: headers,
    Attachments: attachments,
  }),
});
const input = structure({
  FromEmailAddress: string(),
  FromEmailAddressIdentityArn: arn,
  Destination: destination,
  ReplyToAddresses: addresses,
  FeedbackForwardingEmailAddress: string(),
  FeedbackForwardingEmailAddressIdentityArn: arn,
  Content: required(content),
  EmailTags: messageTags,
  ConfigurationSetName: string(),
  EndpointId: string(),
  TenantName: string({ min: 1 }),
  ListManagementOptions: structure({ ContactListName: required(string()), TopicName: string() }),
});
type Input = TypeOf<typeof input>;

export const sendEmail = sesV2Operation({
  name: 'SendEmail',
  http: { method: 'POST', uri: '/v2/email/outbound-emails' },
  input,
  output: structure({ MessageId: string() }),
  resolve({ input: given }) {
    requireTags(given.EmailTags);
    const { Simple, Raw, Template } = given.Content;
    if ([Simple, Raw, Template].filter((each) => each !== undefined).length !== 1) {
      throw badRequest('Content must be exactly one of Simple, Raw and Template.');
    }
    return Raw ? { raw: rawMail(given, Raw.Data) } : { composed: composedMail(given) };
  },
  access({ target: { raw, composed }, call, deps }) {
    if (raw) return sendingCheck('SendRawEmail', deps, raw, raw.recipients, call);
    const { from: source, sourceArn, recipients } = composed;
    return sendingCheck('SendEmail', deps, { source, sourceArn }, recipients.all, call);
  },
  async run({ input: { ConfigurationSetName }, target: { raw, composed }, call, deps }) {
    if (ConfigurationSetName) throw noSuchConfigurationSet(ConfigurationSetName);
    const MessageId = raw
      ? await sendRaw(deps, call, raw)
      : await sendComposed(deps, call, composed, LARGEST);
    return { MessageId };
  },
});

function rawMail(given: Input, data: Uint8Array): RawMail {
  const { FromEmailAddress, FeedbackForwardingEmailAddress, Destination = {} } = given;
  const { FromEmailAddressIdentityArn: sourceArn } = given;
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination;
  const destinations = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  const source = FeedbackForwardingEmailAddress ?? FromEmailAddress;
  return readRaw(data, { source, sourceArn, destinations }, LARGEST);
}

function composedMail(given: Input): Composed {
  const { FromEmailAddress: from, FeedbackForwardingEmailAddress: returnPath, Destination = {} } = given;
  const { Simple, Template } = given.Content;
  if (Template) {
    if (!from) throw badRequest('Source cannot be empty');
    const { TemplateName, TemplateArn } = Template;
    const name = TemplateName ?? TemplateArn?.split('/').at(-1);
    throw name === undefined ? badRequest('No template is rendered here.') : noSuchTemplate(name);
  }
  // Probed: not a word where a Simple message has no sender (floci-io/floci #1561).
  if (!from || !Simple) throw badRequest();
  for (const address of [from, returnPath ?? from]) requireAddress(address);
  return {
    from,
    sourceArn: given.FromEmailAddressIdentityArn,
    returnPath,
    returnPathArn: given.FeedbackForwardingEmailAddressIdentityArn,
    recipients: recipientsOf(Destination),
    replyTo: given.ReplyToAddresses ?? [],
    subject: Simple.Subject.Data,
    text: Simple.Body.Text?.Data,
    html: Simple.Body.Html?.Data,
    headers: Simple.Headers,
    attachments: Simple.Attachments,
  };
}
