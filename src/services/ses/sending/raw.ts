// A whole message (SendRawEmail, Raw content of SESv2): as it is, but for Bcc and Return-Path, which leave, and
// Message-ID and Date, which SES writes whatever stood there (guide "Amazon SES header fields").
import type { Call } from '../../../core/call.ts';
import { invalidParameter } from '../errors.ts';
import { bareAddress } from '../identity.ts';
import type { SesDeps } from '../operation.ts';
import { headerEnd, parseHeaders, splitAddresses } from '../receiving/headers.ts';
import { mailDate } from '../receiving/prepended.ts';
import { requireAddress } from './address.ts';
import { requireRecipients, requireSize } from './composed.ts';
import { REPLACED, refuseDuplicates } from './header-fields.ts';
import { withoutHeaders } from './raw-message.ts';
import { messageIdHost, requireVerified } from './sender.ts';

export interface RawMail {
  readonly data: Uint8Array;
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
  refuseDuplicates(headers);
  const values = (name: string) =>
    headers
      .filter((header) => header.name.toLowerCase() === name)
      .flatMap(({ value }) => splitAddresses(value));
  const from = values('from')[0] ?? envelope.source;
  if (from === undefined || from === '') throw invalidParameter("Missing required header 'From'.");
  const { destinations } = envelope;
  const recipients = destinations.length > 0 ? destinations : ['to', 'cc', 'bcc'].flatMap(values);
  if (recipients.length === 0) throw invalidParameter("Missing required header 'To'.");
  const source = envelope.source || values('return-path')[0] || from;
  requireAddress(source);
  requireRecipients(recipients);
  return { data, from, source, sourceArn: envelope.sourceArn, recipients };
}

/** The message's id; it is kept and on its way when this resolves. */
export async function sendRaw({ identities, outbox }: SesDeps, call: Call, mail: RawMail): Promise<string> {
  const { from, source, recipients, data } = mail;
  requireVerified(identities, call, [from, source], mail.sourceArn);
  const id = outbox.newId();
  const own = `Message-ID: <${id}@${messageIdHost(call.region)}>\r\nDate: ${mailDate(call.time)}\r\n`;
  const raw = Buffer.concat([Buffer.from(own), withoutHeaders(data, REPLACED)]);
  const { account, region } = call;
  const destinations = recipients.map(bareAddress);
  return outbox.send({ account, region, source: bareAddress(source), sender: from, destinations, raw }, id);
}
