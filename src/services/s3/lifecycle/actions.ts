// What lifecycle rules do to one version at one moment. Pure.
import type { LifecycleRule } from '../configuration/lifecycle.ts';

const DAY = 86_400_000;

/** What filters look at. */
export interface Filtered {
  readonly key: string;
  /** Unknown of an unfinished upload. */
  readonly size: number | undefined;
  /** Read only where a rule asks for them. */
  readonly tags: () => readonly { readonly Key: string; readonly Value: string }[];
}

/** A version as the rules see it. */
export interface Aging extends Filtered {
  readonly size: number;
  readonly storageClass: string;
  readonly lastModified: number;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  /** The key has no other version. */
  readonly alone: boolean;
  /** Noncurrent ones: when the next newer version came. */
  readonly noncurrentSince: number | undefined;
  /** Noncurrent ones: how many noncurrent versions are newer. */
  readonly newerNoncurrent: number;
}

/** `expire`: the current version goes (behind a marker, where versions are kept). `remove`: for good. */
export type LifecycleAction = 'expire' | 'remove' | undefined;

export function actionFor(rules: readonly LifecycleRule[], version: Aging, now: number): LifecycleAction {
  for (const rule of rules) {
    if (rule.Status !== 'Enabled' || !appliesTo(rule, version)) continue;
    const action = version.latest ? ofCurrent(rule, version, now) : ofNoncurrent(rule, version, now);
    if (action) return action;
  }
  return undefined;
}

function ofCurrent({ Expiration }: LifecycleRule, version: Aging, now: number): LifecycleAction {
  if (!Expiration) return undefined;
  const { Date: date, Days, ExpiredObjectDeleteMarker } = Expiration;
  const due =
    (date !== undefined && now >= date.getTime()) ||
    (Days !== undefined && now >= dueAt(version.lastModified, Days));
  // A marker with nothing behind it is cleaned up by either kind of expiration.
  if (version.deleteMarker) {
    return version.alone && (due || ExpiredObjectDeleteMarker === true) ? 'remove' : undefined;
  }
  return due ? 'expire' : undefined;
}

function ofNoncurrent(
  { NoncurrentVersionExpiration: expiration }: LifecycleRule,
  { noncurrentSince, newerNoncurrent }: Aging,
  now: number,
): LifecycleAction {
  if (expiration?.NoncurrentDays === undefined || noncurrentSince === undefined) return undefined;
  if (newerNoncurrent < (expiration.NewerNoncurrentVersions ?? 0)) return undefined;
  return now >= dueAt(noncurrentSince, expiration.NoncurrentDays) ? 'remove' : undefined;
}

/** Days are added and the time is rounded up to the next midnight UTC. */
export const dueAt = (since: number, days: number): number => Math.ceil((since + days * DAY) / DAY) * DAY;

export function appliesTo(rule: LifecycleRule, { key, size, tags }: Filtered): boolean {
  const { Filter, Prefix } = rule;
  const { And } = Filter ?? {};
  if (!key.startsWith(Filter?.Prefix ?? And?.Prefix ?? Prefix ?? '')) return false;
  const { more, less } = sizesOf(rule);
  if (size !== undefined && more !== undefined && size <= more) return false;
  if (size !== undefined && less !== undefined && size >= less) return false;
  const wanted = Filter?.Tag ? [Filter.Tag] : (And?.Tags ?? []);
  if (wanted.length === 0) return true;
  const found = tags();
  return wanted.every(({ Key, Value }) => found.some((tag) => tag.Key === Key && tag.Value === Value));
}

export const sizesOf = ({ Filter }: LifecycleRule) => ({
  more: Filter?.ObjectSizeGreaterThan ?? Filter?.And?.ObjectSizeGreaterThan,
  less: Filter?.ObjectSizeLessThan ?? Filter?.And?.ObjectSizeLessThan,
});
