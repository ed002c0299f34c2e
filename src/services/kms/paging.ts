// Limit and Marker of the List operations: markers are opaque and carry where the next page begins.
import * as errors from './errors.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

/** @param fetched one more than the page holds, if there are so many. */
export function pageOf<T>(fetched: readonly T[], limit: number, positionOf: (item: T) => unknown): Page<T> {
  const items = fetched.slice(0, limit);
  const last = items.at(-1);
  if (fetched.length <= limit || last === undefined) return { items, Truncated: false };
  return { items, NextMarker: writeMarker(positionOf(last)), Truncated: true };
}

const writeMarker = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64');

export function readMarker<T>(
  marker: string | undefined,
  isPosition: (value: unknown) => value is T,
): T | undefined {
  if (marker === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(marker, 'base64').toString('utf8'));
    if (isPosition(position)) return position;
  } catch {
    // Not one of ours: refused below.
  }
  throw errors.invalidMarker();
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTimed = (value: unknown): value is [number, string] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && typeof value[1] === 'string';
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
