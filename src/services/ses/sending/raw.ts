// A whole message (SendRawEmail, Raw content of SESv2): as it is, but for Bcc, which leaves, and Message-ID and
// Date, which come where missing.
import type { Call } from '../../../core/call.ts';
import { invalidParameter } from '../errors.ts';
import { bareAddress } from '../identity.ts';
import type { SesDeps } from '../operation.ts';
import { type Header, headerEnd, parseHeaders, splitAddresses } from '../receiving/headers.ts';
import { mailDate } from '../receiving/prepended.ts';
import { requireAddress } from './address.ts';
import { requireRecipients, requireSize } from './composed.ts';
import { withoutHeader } from './raw-message.ts';
import { messageIdHost, requireVerified } from './sender.ts';

export interface RawMail {
  readonly data: Uint8Array;
  readonly headers: readonly Header[];
  readonly from: string;
  /** The reverse-path. */
  readonly source: string;
  readonly sourceArn?: string | undefined;
  readonly recipients: readonly string[];
}

/** @param envelope what the caller said beside the message; its headers say the rest. */
export function readRaw(
  data: Uint8Array,
  envelope: {
    readonly source?: string | undefined;
    readonly sourceArn?: string | undefined;
    readonly destinations: readonly string[];
  },
  largest: number,
): RawMail {
  requireSize(data.length, largest);
  const headers = parseHeaders(data.subarray(0, headerEnd(data)));
  const values = (name: string) =>
    headers
      .filter((header) => header.name.toLowerCase() === name)
      .flatMap(({ value }) => splitAddresses(value));
  const from = values('from')[0] ?? envelope.source;
  if (from === undefined || from === '') throw invalidParameter("Missing required header 'From'.");
  const { destinations } = envelope;
  const recipients = destinations.length > 0 ? destinations : ['to', 'cc', 'bcc'].flatMap(values);
  if (recipients.length === 0) throw invalidParameter("Missing required header 'To'.");
  const source = envelope.source || from;
  requireAddress(source);
  requireRecipients(recipients);
  return { data, headers, from, source, sourceArn: envelope.sourceArn, recipients };
}

/** The message's id; it is kept and on its way when this resolves. */
export async function sendRaw({ identities, outbox }: SesDeps, call: Call, mail: RawMail): Promise<string> {
  const { headers, from, source, recipients, data } = mail;
  requireVerified(identities, call, [from, source], mail.sourceArn);
  const id = outbox.newId();
  const has = (name: string) => headers.some((header) => header.name.toLowerCase() === name);
  const added = [
    ...(has('message-id') ? [] : [`Message-ID: <${id}@${messageIdHost(call.region)}>\r\n`]),
    ...(has('date') ? [] : [`Date: ${mailDate(call.time)}\r\n`]),
  ];
  const raw = Buffer.concat([Buffer.from(added.join('')), withoutHeader(data, 'bcc')]);
  const { account, region } = call;
  const destinations = recipients.map(bareAddress);
  return outbox.send({ account, region, source: bareAddress(source), sender: from, destinations, raw }, id);
}
