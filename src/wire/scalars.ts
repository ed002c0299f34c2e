// Numbers, booleans and times as they are spelled on the wire.

const ISO_8601 = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? \d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/;
const EPOCH = /^-?\d{1,13}(?:\.\d{1,9})?$/;
const INTEGER = /^[+-]?\d{1,19}$/;
const DOUBLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

export type TimestampFormat = 'iso8601' | 'rfc822' | 'epoch';

/** Reads every format AWS's own parsers read; undefined for what is no time. */
export function parseTimestamp(text: string): Date | undefined {
  const trimmed = text.trim();
  if (EPOCH.test(trimmed)) return asDate(Math.round(Number(trimmed) * 1000));
  if (ISO_8601.test(trimmed)) {
    const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(trimmed) || trimmed.length === 10 ? trimmed : `${trimmed}Z`;
    return asDate(Date.parse(zoned));
  }
  return HTTP_DATE.test(trimmed) ? asDate(Date.parse(trimmed)) : undefined;
}

const asDate = (milliseconds: number): Date | undefined => {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

export function formatTimestamp(date: Date, format: TimestampFormat): string {
  switch (format) {
    case 'iso8601':
      return isoOf(date);
    case 'rfc822':
      return rfc822Of(date);
    case 'epoch':
      return String(epochSeconds(date));
  }
}

let knownSecond = Number.NaN;
let knownText = '';

/** `toISOString` at a tenth of its price for dates that share a second, as those of a page of a listing do. */
function isoOf(date: Date): string {
  const time = date.getTime();
  const second = Math.floor(time / 1000);
  if (second !== knownSecond) {
    knownText = new Date(second * 1000).toISOString().slice(0, -4);
    knownSecond = second;
  }
  return `${knownText}${String(time - second * 1000).padStart(3, '0')}Z`;
}

let shownSecond = Number.NaN;
let shownText = '';

/** The same for `toUTCString`, which tells whole seconds: an object is often read again and again. */
function rfc822Of(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== shownSecond) {
    shownText = date.toUTCString();
    shownSecond = second;
  }
  return shownText;
}

export const epochSeconds = (date: Date): number => date.getTime() / 1000;

export function parseNumber(text: string, type: 'integer' | 'long' | 'double'): number | undefined {
  const trimmed = text.trim();
  if (!(type === 'double' ? DOUBLE : INTEGER).test(trimmed)) return undefined;
  const value = Number(trimmed);
  return type === 'integer' && (value > 0x7fffffff || value < -0x80000000) ? undefined : value;
}

export function parseBoolean(text: string): boolean | undefined {
  switch (text.trim().toLowerCase()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      return undefined;
  }
}

/** Buffer skips what is not base64; AWS refuses it. */
export function parseBase64(text: string): Buffer | undefined {
  const { length } = text;
  if (length % 4 !== 0 || text.includes('-') || text.includes('_')) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === (length / 4) * 3 - padding ? bytes : undefined;
}
