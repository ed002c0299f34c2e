// User metadata as header values: what is not US-ASCII travels as RFC 2047's encoded words ("Working with object
// metadata"). AWS writes them as JavaMail does: Q where ASCII prevails, else B (recorded).
import type { ObjectHeaders } from './versions/object-version.ts';

const PRINTABLE = /^[\x20-\x7e\t\r\n]*$/;
/** An encoded word with its charset and delimiters is to be no longer than 75 characters. */
const ROOM = 68 - 'UTF-8'.length;
/** Alone or between blanks: JavaMail decodes whole words. */
const WORD = /(?<=^|[ \t\r\n]|\?=)=\?([^?]+)\?([BbQq])\?([^?]*)\?=(?=$|[ \t\r\n]|=\?)/g;
const BETWEEN_WORDS = /(\?=)[ \t\r\n]+(?==\?)/g;

export function shownMetadata(metadata: ObjectHeaders['Metadata']): ObjectHeaders['Metadata'] {
  if (!metadata) return undefined;
  let encoded: Record<string, string> | undefined;
  for (const name in metadata) {
    const value = metadata[name] ?? '';
    if (PRINTABLE.test(value)) continue;
    encoded ??= { ...metadata };
    encoded[name] = encodedWords(value);
  }
  return encoded ?? metadata;
}

export function encodedWords(text: string): string {
  const ascii = [...text].filter((char) => PRINTABLE.test(char)).length;
  const encode = ascii * 2 > text.length ? inQ : inB;
  return halved(text, encode).join(' ');
}

/** Too long a text is cut in two, and those again. */
function halved(text: string, encode: (text: string) => string): string[] {
  const word = encode(text);
  const payload = word.length - '=?UTF-8?Q??='.length;
  if (payload <= ROOM || text.length < 2) return [word];
  let middle = text.length >> 1;
  if (/[\ud800-\udbff]/.test(text.charAt(middle - 1))) middle -= 1;
  return [text.slice(0, middle), text.slice(middle)].flatMap((half) => halved(half, encode));
}

const inB = (text: string): string => `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

function inQ(text: string): string {
  let word = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    if (char === ' ') word += '_';
    else if (/[!-~]/.test(char) && !'=_?'.includes(char)) word += char;
    else word += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return `=?UTF-8?Q?${word}?=`;
}

/** What a header's encoded words say; a charset or an encoding that nobody knows leaves them as they are. */
export function decodedWords(header: string): string {
  if (!header.includes('=?')) return header;
  return header
    .replace(BETWEEN_WORDS, '$1')
    .replace(WORD, (word, charset: string, kind: string, payload: string) => {
      const bytes = kind.toUpperCase() === 'B' ? ofB(payload) : ofQ(payload);
      try {
        return bytes ? new TextDecoder(charset).decode(bytes) : word;
      } catch {
        return word;
      }
    });
}

/** A padding sign where none may stand counts as six ones (recorded). */
const ofB = (payload: string): Buffer | undefined =>
  /^[A-Za-z0-9+/=]*$/.test(payload) ? Buffer.from(payload.replace(/=(?!=?$)/g, '/'), 'base64') : undefined;

const ofQ = (payload: string): Buffer =>
  Buffer.from(
    payload
      .replaceAll('_', ' ')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
