// Address blocks of receipt filters: SES's strict grammar, and whether a client's address lies within.
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** facts §1: a single address or a block; no brackets, no zone ids, no IPv4-mapped IPv6. */
export function isCidr(text: string): boolean {
  const { address, bits } = split(text);
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return false;
  const prefix = bits === undefined ? 0 : Number(bits);
  if (isIPv4(address)) return prefix <= 32;
  return isIPv6(address) && !/[.%]/.test(address) && prefix <= 128;
}

/** False for an address that is none (a client without one matches no filter). */
export function isWithin(address: string, cidr: string): boolean {
  const client = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIPv4(client) ? 'ipv4' : isIPv6(client) ? 'ipv6' : undefined;
  const block = split(cidr);
  const blockFamily = isIPv4(block.address) ? 'ipv4' : 'ipv6';
  if (family !== blockFamily) return false;
  const list = new BlockList();
  list.addSubnet(block.address, Number(block.bits ?? (family === 'ipv4' ? 32 : 128)), family);
  return list.check(client, family);
}

function split(cidr: string): { readonly address: string; readonly bits: string | undefined } {
  const slash = cidr.indexOf('/');
  return slash < 0
    ? { address: cidr, bits: undefined }
    : { address: cidr.slice(0, slash), bits: cidr.slice(slash + 1) };
}
