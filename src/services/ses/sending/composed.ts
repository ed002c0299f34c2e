// A message given by its parts (SendEmail, v1 and v2): checked, composed, on its way.
import type { Call } from '../../../core/call.ts';
import { invalidParameter, messageRejected } from '../errors.ts';
import { bareAddress } from '../identity.ts';
import type { SesDeps } from '../operation.ts';
import { requireAddress } from './address.ts';
import { type Attachment, compose } from './compose.ts';
import { messageIdHost, requireVerified } from './sender.ts';

export interface Destination {
  readonly ToAddresses?: readonly string[] | undefined;
  readonly CcAddresses?: readonly string[] | undefined;
  readonly BccAddresses?: readonly string[] | undefined;
}
export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly all: readonly string[];
}
export interface Composed {
  readonly from: string;
  readonly sourceArn?: string | undefined;
  /** Where bounces go; the sender unless told. */
  readonly returnPath?: string | undefined;
  readonly returnPathArn?: string | undefined;
  readonly recipients: Recipients;
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly headers?: readonly { readonly Name: string; readonly Value: string }[] | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
}

/** DOC quotas. */
const MAX_RECIPIENTS = 50;

/** @throws where there are none or too many of them. */
export function recipientsOf({
  ToAddresses = [],
  CcAddresses = [],
  BccAddresses = [],
}: Destination): Recipients {
  const all = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (all.length === 0) throw invalidParameter("Empty required header 'To'.");
  requireRecipients(all);
  return { to: ToAddresses, cc: CcAddresses, bcc: BccAddresses, all };
}

export function requireRecipients(all: readonly string[]): void {
  if (all.length > MAX_RECIPIENTS) throw invalidParameter(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  for (const address of all) requireAddress(address);
}

/** The message's id; it is kept and on its way when this resolves. */
export async function sendComposed(
  { identities, outbox, platform }: SesDeps,
  call: Call,
  mail: Composed,
  largest: number,
): Promise<string> {
  const { from, returnPath, recipients, replyTo, subject, text, html } = mail;
  requireVerified(identities, call, [from], mail.sourceArn);
  if (returnPath !== undefined) requireVerified(identities, call, [returnPath], mail.returnPathArn);
  const { to, cc, bcc, all } = recipients;
  const id = outbox.newId();
  const raw = compose({
    from,
    to,
    cc,
    replyTo,
    subject,
    text,
    html,
    headers: mail.headers ?? [],
    attachments: mail.attachments ?? [],
    messageId: `${id}@${messageIdHost(call.region)}`,
    now: call.time,
    boundary: `=_${platform.random.uuid()}`,
  });
  requireSize(raw.length, largest);
  const { account, region } = call;
  return outbox.send(
    {
      account,
      region,
      source: bareAddress(returnPath ?? from),
      sender: from,
      destinations: all.map(bareAddress),
      raw,
      parts: {
        to,
        cc,
        bcc,
        subject,
        ...(text !== undefined && { text }),
        ...(html !== undefined && { html }),
      },
    },
    id,
  );
}

export function requireSize(length: number, largest: number): void {
  if (length > largest) {
    throw messageRejected(`Message length is more than ${largest} bytes long: '${length}'.`);
  }
}
