// A MIME message from the parts that SendEmail is given (RFC 5322, 2045, 2047).
import { mailDate } from '../receiving/prepended.ts';
import { attachmentPart, base64Lines } from './attachment.ts';

export interface Attachment {
  readonly RawContent: Uint8Array;
  readonly FileName: string;
  readonly ContentType?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentDescription?: string | undefined;
  readonly ContentId?: string | undefined;
  readonly ContentTransferEncoding?: string | undefined;
}
export interface Parts {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  /** Fields of the caller's own. */
  readonly headers: readonly { readonly Name: string; readonly Value: string }[];
  readonly attachments: readonly Attachment[];
  readonly messageId: string;
  readonly now: number;
  /** Something no message contains. */
  readonly boundary: string;
}

export function compose(parts: Parts): Buffer {
  const addresses = (name: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`${name}: ${list.map(oneLine).join(',\r\n ')}`];
  const lines = [
    `Date: ${mailDate(parts.now)}`,
    `From: ${oneLine(parts.from)}`,
    ...addresses('Reply-To', parts.replyTo),
    ...addresses('To', parts.to),
    ...addresses('Cc', parts.cc),
    `Message-ID: <${parts.messageId}>`,
    `Subject: ${encodeWords(oneLine(parts.subject))}`,
    ...parts.headers.map(({ Name, Value }) => `${Name}: ${oneLine(Value)}`),
    'MIME-Version: 1.0',
    ...contentLines(parts),
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

function contentLines(parts: Parts): string[] {
  if (parts.attachments.length === 0) return bodyLines(parts);
  const boundary = `${parts.boundary}-mixed`;
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...bodyLines(parts),
    ...parts.attachments.flatMap((attachment) => [`--${boundary}`, ...attachmentPart(attachment)]),
    `--${boundary}--`,
  ];
}

function bodyLines({ text, html, boundary }: Parts): string[] {
  const plain = part('text/plain', text ?? '');
  if (html === undefined) return plain;
  if (text === undefined) return part('text/html', html);
  return [
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...plain,
    `--${boundary}`,
    ...part('text/html', html),
    `--${boundary}--`,
  ];
}

/** ASCII with short lines travels as it is, all else in base64. */
function part(type: string, content: string): string[] {
  const lines = content.split(/\r\n|\r|\n/);
  const plain = /^[\t\r\n\x20-\x7e]*$/.test(content) && lines.every(({ length }) => length <= 998);
  const header = `Content-Type: ${type}; charset=UTF-8`;
  if (plain) return [header, 'Content-Transfer-Encoding: 7bit', '', ...lines];
  return [header, 'Content-Transfer-Encoding: base64', '', ...base64Lines(Buffer.from(content))];
}

/** A field of so many characters is one line of RFC 5322 §2.1.1, whatever its name. */
const ONE_LINE = 900;

/** RFC 2047: words of at most 75 characters, never cut within a character; what is long in ASCII is folded so, too. */
function encodeWords(text: string): string {
  if (text.length <= ONE_LINE && /^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  words.push(word);
  return words.map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ');
