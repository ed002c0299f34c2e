// What SES says of a raw message's header (guide "Amazon SES header fields"). The sentence of the refusal was seen on
// AWS: arithmetric/aws-lambda-ses-forwarder #11, #51, #111.
import { invalidParameter } from '../errors.ts';
import type { Header } from '../receiving/headers.ts';

/** "The following fields can't appear more than once in the header section of a message". */
const ONCE = new Map(
  [
    'Accept-Language',
    'acceptLanguage',
    'Archived-At',
    'Auto-Submitted',
    'Bounces-to',
    'Comments',
    'Content-Alternative',
    'Content-Base',
    'Content-Class',
    'Content-Description',
    'Content-Disposition',
    'Content-Duration',
    'Content-ID',
    'Content-Language',
    'Content-Length',
    'Content-Location',
    'Content-MD5',
    'Content-Transfer-Encoding',
    'Content-Type',
    'Date',
    'Delivered-To',
    'Disposition-Notification-Options',
    'Disposition-Notification-To',
    'DKIM-Signature',
    'DomainKey-Signature',
    'Errors-To',
    'From',
    'Importance',
    'In-Reply-To',
    'Keywords',
    'List-Archive',
    'List-Help',
    'List-Id',
    'List-Owner',
    'List-Post',
    'List-Subscribe',
    'List-Unsubscribe',
    'List-Unsubscribe-Post',
    'Message-Context',
    'Message-ID',
    'MIME-Version',
    'Organization',
    'Original-From',
    'Original-Message-ID',
    'Original-Recipient',
    'Original-Subject',
    'Precedence',
    'Priority',
    'References',
    'Reply-To',
    'Return-Path',
    'Return-Receipt-To',
    'Sender',
    'Solicitation',
    'Sensitivity',
    'Subject',
    'Thread-Index',
    'Thread-Topic',
    'User-Agent',
    'VBR-Info',
  ].map((name) => [name.toLowerCase(), name]),
);

/** Recipients are kept from the Bcc; the others SES writes itself, whatever a message says there. */
export const REPLACED = ['bcc', 'date', 'message-id', 'return-path'];

export function refuseDuplicates(headers: readonly Header[]): void {
  const seen = new Set<string>();
  for (const { name } of headers) {
    const field = name.toLowerCase();
    const once = ONCE.get(field);
    if (once !== undefined && seen.has(field)) throw invalidParameter(`Duplicate header '${once}'.`);
    seen.add(field);
  }
}
