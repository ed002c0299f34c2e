// What is too long for an event: CloudTrail's record contents have parameters and answers of at most 100 KB, told by
// their size beyond ("requestParameters too large"), and messages of 1 KB. So no ring of events holds the megabytes
// that a service has refused.
import { NOTHING, type Observed } from './dialect.ts';
import type { Members } from './entry.ts';

const MOST_BYTES = 100 * 1024;
const MOST_CHARACTERS = 1024;

/** Members beyond the limit are left out, but for short texts, by which resources are told. */
export function limitedMembers(members: Members): Members {
  const originalSize = sizeOf(members);
  if (originalSize <= MOST_BYTES) return members;
  const short = Object.entries(members).filter(
    ([, value]) => typeof value === 'string' && value.length <= MOST_CHARACTERS,
  );
  return { ...Object.fromEntries(short), [ORIGINAL_SIZE]: originalSize };
}

/** No shape has a member of this name. */
const ORIGINAL_SIZE = 'originalSize';

/** What an event tells in their place; undefined where the members were kept. */
export function omittedOf(members: Members | undefined, field: string): Members | undefined {
  const originalSize = members?.[ORIGINAL_SIZE];
  return originalSize === undefined
    ? undefined
    : { reason: `${field} too large`, omitted: true, originalSize };
}

export const limitedObserved = (observed: Observed): Observed =>
  observed === NOTHING || sizeOf(observed) <= MOST_BYTES ? observed : NOTHING;

export function limitedText(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  // Copied: of a slice, V8 keeps the whole text.
  return Buffer.from(text.slice(0, MOST_CHARACTERS)).toString();
}

/** About as many bytes as its JSON has. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  let size = 2;
  if (Array.isArray(value)) for (const item of value) size += sizeOf(item);
  else {
    for (const name in value)
      size += name.length + sizeOf((value as Readonly<Record<string, unknown>>)[name]);
  }
  return size;
}
