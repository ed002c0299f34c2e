// A delivery status notification: multipart/report with a message/delivery-status part (RFC 3464, 6522).
import type { Header } from '../receiving/headers.ts';
import { mailDate } from '../receiving/prepended.ts';

export interface DeliveryStatus {
  /** The notification's own. */
  readonly messageId: string;
  readonly sender: string;
  readonly to: string;
  readonly recipients: readonly BouncedRecipient[];
  readonly explanation: string;
  /** `dns; mx.example.com`, or the name alone. */
  readonly reportingMta: string;
  readonly arrived: number | undefined;
  readonly extensions?: readonly ExtensionField[] | undefined;
  readonly now: number;
  /** Something no message contains. */
  readonly boundary: string;
  readonly originalHeaders: readonly Header[];
}
export interface BouncedRecipient {
  readonly recipient: string;
  /** `5.1.1` */
  readonly status: string;
  /** `550 5.1.1 Mailbox does not exist` */
  readonly diagnostic: string;
  /** `failed` unless told. */
  readonly action?: string;
  readonly remoteMta?: string | undefined;
  readonly lastAttempt?: number | undefined;
  readonly extensions?: readonly ExtensionField[] | undefined;
}
export interface ExtensionField {
  readonly Name: string;
  readonly Value: string;
}

export function deliveryStatus(report: DeliveryStatus): Buffer {
  const { sender, to, recipients, explanation, now, boundary } = report;
  const names = recipients.map(({ recipient }) => recipient).join(', ');
  const lines = [
    `From: ${oneLine(sender)}`,
    `To: ${oneLine(to)}`,
    `Date: ${mailDate(now)}`,
    `Message-ID: <${report.messageId}>`,
    'Subject: Delivery Status Notification (Failure)',
    'MIME-Version: 1.0',
    'Auto-Submitted: auto-replied',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'An error occurred while trying to deliver the mail to the following recipients:',
    names,
    '',
    oneLine(explanation),
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: ${typed('dns', report.reportingMta)}`,
    ...dated('Arrival-Date', report.arrived),
    ...extended(report.extensions),
    ...recipients.flatMap(recipientFields),
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...report.originalHeaders.map(({ name, value }) => folded(`${name}: ${oneLine(value)}`)),
    '',
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const recipientFields = (recipient: BouncedRecipient): string[] => [
  '',
  `Final-Recipient: ${typedAddress(recipient.recipient)}`,
  `Action: ${oneLine(recipient.action ?? 'failed')}`,
  `Status: ${oneLine(recipient.status)}`,
  ...(recipient.remoteMta === undefined ? [] : [`Remote-MTA: ${typed('dns', recipient.remoteMta)}`]),
  `Diagnostic-Code: ${typed('smtp', recipient.diagnostic)}`,
  ...dated('Last-Attempt-Date', recipient.lastAttempt),
  ...extended(recipient.extensions),
];

/** RFC 6533 §3: an address beyond ASCII has a type of its own, and is spelled in ASCII all the same. */
function typedAddress(address: string): string {
  if (/^[\x20-\x7e]*$/.test(address)) return `rfc822; ${address}`;
  const spelled = oneLine(address).replace(
    /[^\x21-\x7e]|[\\+=]/gu,
    (character) => `\\x{${character.codePointAt(0)?.toString(16).toUpperCase()}}`,
  );
  return `utf-8; ${spelled}`;
}

/** A field's value begins with its type; who gave none means the usual one. */
function typed(type: string, value: string): string {
  const line = oneLine(value);
  return /^[A-Za-z][\w-]*\s*;/.test(line) ? line : `${type}; ${line}`;
}

const dated = (name: string, time: number | undefined): string[] =>
  time === undefined ? [] : [`${name}: ${mailDate(time)}`];

const extended = (fields: readonly ExtensionField[] = []): string[] =>
  fields.map(({ Name, Value }) => `${oneLine(Name)}: ${oneLine(Value)}`);

/** RFC 5322 §2.1.1: no line over 998 octets. The fields came unfolded. */
const folded = (line: string): string => (line.length < 300 ? line : line.replace(/(.{150,}?) /g, '$1\r\n '));

/** Nothing a caller gives may begin a line of its own. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
