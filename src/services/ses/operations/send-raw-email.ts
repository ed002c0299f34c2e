// SendRawEmail: the message as it is, but for Bcc, which leaves, and Message-ID and Date, which come where missing.
import { blob, list, required, string, structure } from '../../../core/shape.ts';
import { invalidParameter, messageRejected } from '../errors.ts';
import { bareAddress } from '../identity.ts';
import { sesOperation } from '../operation.ts';
import { headerEnd, parseHeaders, splitAddresses } from '../receiving/headers.ts';
import { mailDate } from '../receiving/prepended.ts';
import { withoutHeader } from '../sending/raw-message.ts';
import { messageIdHost, requireAddress, requireVerified, sendingCheck } from '../sending/sender.ts';
import { messageTags } from '../shapes.ts';

/** DOC quotas: v1 takes 10 MB. */
const LARGEST = 10 * 1024 * 1024;

export const sendRawEmail = sesOperation({
  name: 'SendRawEmail',
  input: structure({
    Source: string(),
    Destinations: list(string()),
    RawMessage: required(structure({ Data: required(blob()) })),
    FromArn: string(),
    SourceArn: string(),
    ReturnPathArn: string(),
    Tags: messageTags,
    ConfigurationSetName: string(),
  }),
  output: structure({ MessageId: required(string()) }),
  resolve({ input: { Source, Destinations = [], RawMessage } }) {
    const { Data } = RawMessage;
    if (Data.length > LARGEST) {
      throw messageRejected(`Message length is more than ${LARGEST} bytes long: '${Data.length}'.`);
    }
    const headers = parseHeaders(Data.subarray(0, headerEnd(Data)));
    const values = (name: string) =>
      headers
        .filter((header) => header.name.toLowerCase() === name)
        .flatMap(({ value }) => splitAddresses(value));
    const from = values('from')[0] ?? Source;
    if (from === undefined) throw invalidParameter("Missing required header 'From'.");
    const recipients = Destinations.length > 0 ? Destinations : ['to', 'cc', 'bcc'].flatMap(values);
    if (recipients.length === 0) throw invalidParameter("Missing required header 'To'.");
    const source = Source || from;
    for (const address of [source, ...recipients]) requireAddress(address);
    return { headers, from, source, recipients };
  },
  access: ({ target, call, deps }) =>
    sendingCheck('SendRawEmail', deps.identities, target.source, target.recipients, call),
  async run({ input, target, call, deps: { identities, outbox } }) {
    const { headers, from, source, recipients } = target;
    requireVerified(identities, call, [from, source]);
    const id = outbox.newId();
    const has = (name: string) => headers.some((header) => header.name.toLowerCase() === name);
    const added = [
      ...(has('message-id') ? [] : [`Message-ID: <${id}@${messageIdHost(call.region)}>\r\n`]),
      ...(has('date') ? [] : [`Date: ${mailDate(call.time)}\r\n`]),
    ];
    const raw = Buffer.concat([Buffer.from(added.join('')), withoutHeader(input.RawMessage.Data, 'bcc')]);
    const { account, region } = call;
    const destinations = recipients.map(bareAddress);
    await outbox.send({ account, region, source: bareAddress(source), sender: from, destinations, raw }, id);
    return { MessageId: id };
  },
});
