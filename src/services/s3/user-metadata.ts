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
    encoded[name] = `=?UTF-8?B?${Buffer.from(value, 'utf8').toString('base64')}?=`;
  }
  return encoded ?? metadata;
}
