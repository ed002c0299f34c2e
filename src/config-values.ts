// How settings are read: each throws a sentence fragment that follows the setting's name.
import { isHttpUrl } from './core/http-url.ts';
import { isRegion, type Region } from './core/ids.ts';

export const text = (given: string): string => given;

export function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new Error(`must be a port from 0 to 65535, not '${text}'`);
  return number;
}

/** What is wrong with a secret is told without it. */
export function secretOf32Bytes(given: string): string {
  if (Buffer.from(given, 'base64').length !== 32) throw new Error('must be base64 of 32 bytes');
  return given;
}

export const count =
  (least: number) =>
  (given: string): number => {
    const number = Number(given);
    if (!/^\d+$/.test(given) || number < least || !Number.isSafeInteger(number))
      throw new Error(`must be a whole number from ${least}, not '${given}'`);
    return number;
  };

export function flag(text: string): boolean {
  if (['1', 'true', 'yes'].includes(text)) return true;
  if (['0', 'false', 'no'].includes(text)) return false;
  throw new Error(`must be true or false, not '${text}'`);
}

export function choice<const V extends string>(values: readonly V[]): (text: string) => V {
  return (text) => {
    const found = values.find((value) => value === text);
    if (!found) throw new Error(`must be one of ${values.join(', ')}, not '${text}'`);
    return found;
  };
}

export function rates(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(',').map((pair) => splitOnce(pair.trim(), '='));
  return Object.fromEntries(
    pairs.map(([group, rate]) => {
      const number = Number(rate);
      if (group === '' || rate === undefined || rate === '' || !(number >= 0)) {
        throw new Error(`must be group=rate pairs such as CreateKey=5, not '${text}'`);
      }
      return [group, number];
    }),
  );
}

/** `arn=http://…,arn=http://…` */
export function endpoints(given: string): Readonly<Record<string, string>> {
  const pairs = given.split(',').map((pair) => splitOnce(pair.trim(), '='));
  return Object.fromEntries(
    pairs.map(([arn, url]) => {
      if (!arn.startsWith('arn:') || !isHttpUrl(url)) {
        throw new Error(`must be ARN=URL pairs, not '${given}'`);
      }
      return [arn, url];
    }),
  );
}

/** `{"TXT example.com": ["v=spf1 -all"]}` */
export function zone(given: string): Readonly<Record<string, readonly string[]>> {
  const wrong = new Error('must be JSON such as {"TXT example.com": ["v=spf1 -all"]}');
  let records: unknown;
  try {
    records = JSON.parse(given);
  } catch {
    throw wrong;
  }
  if (typeof records !== 'object' || records === null || Array.isArray(records)) throw wrong;
  for (const [name, data] of Object.entries(records)) {
    const isData = Array.isArray(data) && data.every((each) => typeof each === 'string');
    if (!/^[A-Z]+ \S+$/.test(name) || !isData) throw wrong;
  }
  return records as Record<string, readonly string[]>;
}

export function region(text: string): Region {
  if (!isRegion(text)) throw new Error(`must be an AWS region such as us-east-1, not '${text}'`);
  return text;
}

export function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
