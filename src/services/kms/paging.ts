// Limit and Marker of the List operations: markers are opaque and carry where the next page begins.
import * as errors from './errors.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

/**
 * The model takes a Limit of up to 1000 everywhere, and the pages of some operations want less ("it must be between 1
 * and 100"). None of their errors fits a larger one, and an answer "might return fewer": it gets the longest page.
 */
const LIMITS = {
  ListAliases: { unless: 50, most: 100 },
  ListGrants: { unless: 50, most: 100 },
  ListRetirableGrants: { unless: 50, most: 100 },
  ListResourceTags: { unless: 50, most: 50 },
  ListKeys: { unless: 100, most: 1000 },
  ListKeyRotations: { unless: 100, most: 1000 },
} as const;

export const pageLength = (operation: keyof typeof LIMITS, limit: number | undefined): number =>
  Math.min(limit ?? LIMITS[operation].unless, LIMITS[operation].most);

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
