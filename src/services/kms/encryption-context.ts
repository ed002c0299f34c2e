// The encryption context as additional authenticated data: injective and free of order.
//
// Each name and value is length-prefixed, so {"a":"bc"} and {"ab":"c"} differ; gluing them together makes
// them seal alike, the hole of three other emulators (facts/kms.md §3).
import * as errors from './errors.ts';
import type { EncryptionContext } from './shapes.ts';

const NO_PAIRS = Buffer.alloc(4);
const LENGTH = 4;
/** UTF-8 writes at most three bytes for a UTF-16 code unit. */
const WIDEST = 3;
const SURROGATE = /[\ud800-\udfff]/;

/**
 * A blob's header and its context in one piece: a count, then every name and value behind its length, in the order
 * of the names' UTF-8 bytes. An empty map is the same as none.
 */
export function authenticatedData(header: Buffer, context: EncryptionContext | undefined): Buffer {
  const names = context ? Object.keys(context) : [];
  if (!context || names.length === 0) return Buffer.concat([header, NO_PAIRS]);
  if (names.length > 1) sortByBytes(names);
  let room = header.length + LENGTH;
  for (const name of names) {
    requireWellFormed(name);
    requireWellFormed(context[name] ?? '');
    room += 2 * LENGTH + WIDEST * (name.length + (context[name] ?? '').length);
  }
  const data = Buffer.allocUnsafe(room);
  data.set(header);
  let at = data.writeUInt32BE(names.length, header.length);
  for (const name of names) {
    at = writeText(data, name, at);
    at = writeText(data, context[name] ?? '', at);
  }
  return data.subarray(0, at);
}

function writeText(data: Buffer, text: string, at: number): number {
  const written = data.write(text, at + LENGTH);
  data.writeUInt32BE(written, at);
  return at + LENGTH + written;
}

/** UTF-8 would map every surrogate that stands alone to the same replacement character. */
function requireWellFormed(text: string): void {
  if (!text.isWellFormed()) {
    throw errors.validation('The encryption context must hold well-formed Unicode text.');
  }
}

/** UTF-16 order is that of the bytes, but where surrogates stand. */
function sortByBytes(names: string[]): void {
  if (names.some((name) => SURROGATE.test(name))) {
    names.sort((a, b) => Buffer.from(a).compare(Buffer.from(b)));
  } else if (!isSorted(names)) names.sort();
}

/** Most contexts are: SDKs and their callers build them so, and a sort allocates even then. */
function isSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at += 1) {
    if ((names[at - 1] ?? '') > (names[at] ?? '')) return false;
  }
  return true;
}
