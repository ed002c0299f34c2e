// User metadata on its way out: what is not US-ASCII travels as an RFC 2047 word ("Working with object
// metadata", User-defined object metadata).
import type { ObjectHeaders } from './object-version.ts';

const PRINTABLE = /^[\x20-\x7e\t]*$/;

export function shownMetadata(metadata: ObjectHeaders['Metadata']): ObjectHeaders['Metadata'] {
  if (!metadata) return undefined;
  let encoded: Record<string, string> | undefined;
  for (const name in metadata) {
    const value = metadata[name] ?? '';
    if (PRINTABLE.test(value)) continue;
    encoded ??= { ...metadata };
    encoded[name] = `=?UTF-8?B?${utf8Of(value).toString('base64')}?=`;
  }
  return encoded ?? metadata;
}

/** Headers arrive as one character per byte; bytes that are UTF-8 already must not be encoded twice. */
function utf8Of(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  const isBytes = bytes.toString('latin1') === value;
  return isBytes && Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
    ? bytes
    : Buffer.from(value, 'utf8');
}
