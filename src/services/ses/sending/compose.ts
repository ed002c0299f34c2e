// A MIME message from the parts that SendEmail is given (RFC 5322, 2045, 2047).
import { mailDate } from '../receiving/prepended.ts';

export interface Parts {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  readonly messageId: string;
  readonly now: number;
  /** Something no message contains. */
  readonly boundary: string;
}

export function compose(parts: Parts): Buffer {
  const addresses = (name: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`${name}: ${list.map(oneLine).join(',\r\n ')}`];
  const lines = [
    `From: ${oneLine(parts.from)}`,
    ...addresses('Reply-To', parts.replyTo),
    ...addresses('To', parts.to),
    ...addresses('Cc', parts.cc),
    `Message-ID: <${parts.messageId}>`,
    `Subject: ${encodeWords(oneLine(parts.subject))}`,
    'MIME-Version: 1.0',
    ...bodyLines(parts),
    '',
  ];
  return Buffer.from([`Date: ${mailDate(parts.now)}`, ...lines].join('\r\n'));
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
  const encoded =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return [header, 'Content-Transfer-Encoding: base64', '', ...encoded];
}

/** RFC 2047: words of at most 75 characters, never cut within a character. */
export function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
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
