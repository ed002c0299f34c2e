// A delivery status notification: multipart/report with a message/delivery-status part (RFC 3464).
import type { Header } from '../receiving/headers.ts';
import { mailDate } from '../receiving/prepended.ts';

export interface DeliveryStatus {
  readonly sender: string;
  readonly to: string;
  readonly recipients: readonly BouncedRecipient[];
  readonly explanation: string;
  readonly reportingMta: string;
  readonly arrived: number | undefined;
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
  readonly remoteMta?: string;
}

export function deliveryStatus(report: DeliveryStatus): Buffer {
  const { sender, to, recipients, explanation, now, boundary } = report;
  const names = recipients.map(({ recipient }) => recipient).join(', ');
  const lines = [
    `From: ${oneLine(sender)}`,
    `To: ${oneLine(to)}`,
    `Date: ${mailDate(now)}`,
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
    `Reporting-MTA: dns; ${oneLine(report.reportingMta)}`,
    ...(report.arrived === undefined ? [] : [`Arrival-Date: ${mailDate(report.arrived)}`]),
    ...recipients.flatMap(recipientFields),
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...report.originalHeaders.map(({ name, value }) => `${name}: ${oneLine(value)}`),
    '',
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

const recipientFields = ({ recipient, status, diagnostic, action, remoteMta }: BouncedRecipient) => [
  '',
  `Final-Recipient: rfc822; ${oneLine(recipient)}`,
  `Action: ${oneLine(action ?? 'failed')}`,
  `Status: ${oneLine(status)}`,
  ...(remoteMta === undefined ? [] : [`Remote-MTA: dns; ${oneLine(remoteMta)}`]),
  `Diagnostic-Code: smtp; ${oneLine(diagnostic)}`,
];

/** Nothing a caller gives may begin a line of its own. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
