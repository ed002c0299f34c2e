// The header of a received message, read as SES's notifications show it. Pure; never throws on any bytes.

export interface Header {
  readonly name: string;
  readonly value: string;
}
export interface CommonHeaders {
  readonly returnPath: string;
  readonly from?: readonly string[];
  readonly date?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly sender?: readonly string[];
  readonly replyTo?: readonly string[];
  readonly messageId?: string;
  readonly subject?: string;
}

/** More of a header than this is not looked at: a message may be nothing but header. */
export const HEADER_LIMIT = 256 * 1024;

/** Where the body begins: after the first empty line; the message's length when it has none. */
export function headerEnd(message: Uint8Array): number {
  for (let at = 0; at < message.length; ) {
    const end = message.indexOf(0x0a, at);
    if (end < 0) return message.length;
    const length = end - at;
    if (length === 0 || (length === 1 && message[at] === 0x0d)) return end + 1;
    at = end + 1;
  }
  return message.length;
}

export const parseHeaders = (header: Uint8Array): Header[] => parseHeaderText(headerText(header));

/** Folded lines are joined with single spaces (facts/ses-receiving.md §2). Lines that are no field are left out. */
export function parseHeaderText(text: string): Header[] {
  const headers: { name: string; value: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value = `${last.value} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    headers.push({ name: line.slice(0, colon).trimEnd(), value: line.slice(colon + 1).trim() });
  }
  return headers;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** As far as it is looked at: UTF-8 where it is (SMTPUTF8), Latin-1 where it cannot be. */
export function headerText(header: Uint8Array): string {
  const bytes = header.subarray(0, HEADER_LIMIT);
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}

export function commonHeadersOf(headers: readonly Header[], returnPath: string): CommonHeaders {
  const first = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
  const addresses = (name: string) => {
    const value = first(name);
    return value === undefined ? undefined : splitAddresses(decodeWords(value));
  };
  const subject = first('subject');
  return withoutUndefined({
    returnPath,
    from: addresses('from'),
    date: first('date'),
    to: addresses('to'),
    cc: addresses('cc'),
    bcc: addresses('bcc'),
    sender: addresses('sender'),
    replyTo: addresses('reply-to'),
    messageId: first('message-id'),
    subject: subject === undefined ? undefined : decodeWords(subject),
  });
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

/** At commas outside quotes, comments and angle brackets. */
export function splitAddresses(value: string): string[] {
  const found: string[] = [];
  let start = 0;
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(' || character === '<') depth += 1;
    else if (character === ')' || character === '>') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) {
      found.push(value.slice(start, at));
      start = at + 1;
    }
  }
  found.push(value.slice(start));
  return found.map((each) => each.trim()).filter((each) => each !== '');
}

/** RFC 2047 encoded words; what cannot be decoded stays as it is. */
export function decodeWords(value: string): string {
  return value
    .replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?[^?\s]+\?[bq]\?[^?\s]*\?=)/gi, '$1')
    .replace(/=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi, (word, charset, encoding, text) => {
      try {
        const bytes =
          encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : Buffer.from(unquote(text), 'latin1');
        return new TextDecoder(charset).decode(bytes);
      } catch {
        return word;
      }
    });
}

const unquote = (text: string): string =>
  text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
