// Percent escapes: strict decoding of what a client sent, and AWS's own canonical encoding.
import { isUtf8 } from 'node:buffer';

/** Undefined for a bad escape or for bytes that are not UTF-8. Node hands targets over as latin-1. */
export function percentDecode(text: string): string | undefined {
  if (isPlain(text)) return text;
  if (BEYOND_BYTES.test(text)) return undefined;
  // Decoded in place: a mail of megabytes comes in a form's field, and bytes are read several times as fast as characters.
  const bytes = Buffer.from(text, 'latin1');
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const code = bytes[i] as number;
    if (code !== PERCENT) {
      bytes[length++] = code;
      continue;
    }
    const high = hexDigit(bytes[i + 1]);
    const low = hexDigit(bytes[i + 2]);
    if (high < 0 || low < 0) return undefined;
    bytes[length++] = high * 16 + low;
    i += 2;
  }
  const decoded = bytes.subarray(0, length);
  return isUtf8(decoded) ? decoded.toString('utf8') : undefined;
}

/** Form and query syntax: `+` is a space. */
export const queryDecode = (text: string): string | undefined =>
  percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);

/** RFC 3986 as SigV4 wants it: everything but unreserved characters is escaped, in upper-case hex. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => ESCAPES[c] ?? c);

const ESCAPES: Readonly<Record<string, string>> = {
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '*': '%2A',
};

const PERCENT = 0x25;
const BEYOND_BYTES = /[\u0100-\uffff]/;

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === PERCENT || code > 0x7f) return false;
  }
  return true;
}

function hexDigit(code = -1): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  return -1;
}
