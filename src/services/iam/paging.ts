// Marker and MaxItems: IAM's way of giving a list in pages.
import { validationError } from './errors.ts';

const DEFAULT_PAGE = 100;

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** @param items in the order of their keys, which are unique; a marker is the last key given, made opaque. */
export function pageOf<T>(
  items: readonly T[],
  { Marker, MaxItems = DEFAULT_PAGE }: PageInput,
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly page: { IsTruncated: boolean; Marker?: string } } {
  const start = Marker === undefined ? 0 : afterMarker(items, Marker, keyOf);
  const taken = items.slice(start, start + MaxItems);
  const last = taken.at(-1);
  if (last === undefined || start + taken.length >= items.length) {
    return { items: taken, page: { IsTruncated: false } };
  }
  return { items: taken, page: { IsTruncated: true, Marker: encode(keyOf(last)) } };
}

/** What the marker names may be gone by now: the first key behind it goes on. */
function afterMarker<T>(items: readonly T[], marker: string, keyOf: (item: T) => string): number {
  const last = Buffer.from(marker, 'base64url').toString('utf8');
  if (encode(last) !== marker) throw validationError(`Invalid Marker: ${marker}`);
  const next = items.findIndex((item) => keyOf(item) > last);
  return next < 0 ? items.length : next;
}

const encode = (key: string): string => Buffer.from(key, 'utf8').toString('base64url');
