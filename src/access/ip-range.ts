// CIDR ranges of both families: `203.0.113.0/24`, `2001:db8::/32`, or a single address.
import { isIPv4, isIPv6 } from 'node:net';

export interface IpRange {
  readonly bits: 32 | 128;
  readonly network: bigint;
  readonly prefix: number;
}

/** Undefined when the text is neither an address nor a range. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = '', suffix, ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || rest.length > 0) return undefined;
  if (suffix !== undefined && !/^\d{1,3}$/.test(suffix)) return undefined;
  const prefix = suffix === undefined ? parsed.bits : Number(suffix);
  if (prefix > parsed.bits) return undefined;
  return { bits: parsed.bits, network: parsed.value >> BigInt(parsed.bits - prefix), prefix };
}

export function inRange(address: string, range: IpRange): boolean {
  const parsed = parseAddress(address);
  if (parsed?.bits !== range.bits) return false;
  return parsed.value >> BigInt(range.bits - range.prefix) === range.network;
}

function parseAddress(text: string): { bits: 32 | 128; value: bigint } | undefined {
  // Node reports a v4 client on a dual-stack socket as ::ffff:192.0.2.1; AWS sees the v4 address.
  const address = text.toLowerCase().startsWith('::ffff:') && isIPv4(text.slice(7)) ? text.slice(7) : text;
  if (isIPv4(address)) return { bits: 32, value: v4Value(address) };
  if (!isIPv6(address) || address.includes('%')) return undefined;
  const [before = '', after] = address.split('::');
  const head = groups(before);
  const tail = after === undefined ? [] : groups(after);
  const zeros = Array<number>(8 - head.length - tail.length).fill(0);
  const value = [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return { bits: 128, value };
}

const v4Value = (address: string): bigint =>
  address.split('.').reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

function groups(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const value = Number(v4Value(group));
    return [value >>> 16, value & 0xffff];
  });
}
