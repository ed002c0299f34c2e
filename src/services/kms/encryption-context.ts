// The encryption context as additional authenticated data: injective and free of order.
//
// Each name and value is length-prefixed, so {"a":"bc"} and {"ab":"c"} differ; gluing them together makes
// them seal alike, the hole of three other emulators (facts/kms.md §3).
import * as errors from './errors.ts';
import type { EncryptionContext } from './shapes.ts';

const NONE = Buffer.alloc(4);
/** UTF-8 would map every lone surrogate to the same replacement character. */
const ILL_FORMED = /\p{Surrogate}/u;

/** An empty map is the same as none. */
export function contextBytes(context: EncryptionContext | undefined): Buffer {
  if (context === undefined) return NONE;
  const names = Object.keys(context);
  if (names.length === 0) return NONE;
  const pairs = names.map((name) => [encode(name), encode(context[name] ?? '')] as const);
  if (pairs.length > 1) pairs.sort(([a], [b]) => a.compare(b));
  const count = Buffer.allocUnsafe(4);
  count.writeUInt32BE(pairs.length);
  const parts: Buffer[] = [count];
  for (const [name, value] of pairs) parts.push(lengthOf(name), name, lengthOf(value), value);
  return Buffer.concat(parts);
}

function encode(text: string): Buffer {
  if (ILL_FORMED.test(text)) {
    throw errors.validation('The encryption context must hold well-formed Unicode text.');
  }
  return Buffer.from(text, 'utf8');
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(bytes.length);
  return length;
}
