// The dates of signatures: 20260101T120000Z.
import { type Exchange, headerOf } from '../exchange.ts';
import { parseTimestamp } from '../scalars.ts';

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

export function parseBasicDate(text: string): number | undefined {
  const match = BASIC.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

export const formatBasicDate = (time: number): string =>
  new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** X-Amz-Date, or the Date header in the same form; undefined where there is none that can be read. */
export function requestDate(exchange: Exchange): string | undefined {
  const given = headerOf(exchange, 'x-amz-date') ?? headerOf(exchange, 'date');
  if (given === undefined || BASIC.test(given)) return given;
  const date = parseTimestamp(given);
  // Nobody signed before 1970: such a date counts as none (s3-tests, test_object_create_bad_date_before_epoch_aws2).
  return date && date.getTime() >= 0 ? formatBasicDate(date.getTime()) : undefined;
}
