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
      return rfc822Second(date.getTime());
    case 'epoch':
      return String(epochSeconds(date));
  }
}

/**
 * The text of a whole second, made once for all who ask for that second in a row: a date's costs ten times as much.
 * @param write is given the second's beginning; what it answers is given milliseconds.
 */
export function bySecond(write: (second: Date) => string): (milliseconds: number) => string {
  let known = Number.NaN;
  let text = '';
  return (milliseconds) => {
    const second = Math.floor(milliseconds / 1000);
    if (second !== known) {
      text = write(new Date(second * 1000));
      known = second;
    }
    return text;
  };
}

/** The objects of a page of a listing often share a second, and one object is read again and again. */
const isoSecond = bySecond((second) => second.toISOString().slice(0, -4));
const rfc822Second = bySecond((second) => second.toUTCString());

function isoOf(date: Date): string {
  const time = date.getTime();
  const text = isoSecond(time);
  return `${text}${String(time - Math.floor(time / 1000) * 1000).padStart(3, '0')}Z`;
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
