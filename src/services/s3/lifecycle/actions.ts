// What lifecycle rules do to one version at one moment. Pure.
import type { LifecycleRule } from '../configuration/lifecycle.ts';

const DAY = 86_400_000;

/** A version as the rules see it. */
export interface Aging {
  readonly key: string;
  readonly size: number;
  readonly lastModified: number;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  /** The key has no other version. */
  readonly alone: boolean;
  /** Noncurrent ones: when the next newer version came. */
  readonly noncurrentSince: number | undefined;
  /** Noncurrent ones: how many noncurrent versions are newer. */
  readonly newerNoncurrent: number;
  /** Read only where a rule asks for them. */
  readonly tags: () => readonly { readonly Key: string; readonly Value: string }[];
}

/** `expire`: the current version goes (behind a marker, where versions are kept). `remove`: for good. */
export type LifecycleAction = 'expire' | 'remove' | undefined;

export function actionFor(rules: readonly LifecycleRule[], version: Aging, now: number): LifecycleAction {
  for (const rule of rules) {
    if (rule.Status !== 'Enabled' || !applies(rule, version)) continue;
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

function applies(rule: LifecycleRule, version: Aging): boolean {
  const { Filter, Prefix } = rule;
  const { And } = Filter ?? {};
  if (!version.key.startsWith(Filter?.Prefix ?? And?.Prefix ?? Prefix ?? '')) return false;
  const more = Filter?.ObjectSizeGreaterThan ?? And?.ObjectSizeGreaterThan;
  const less = Filter?.ObjectSizeLessThan ?? And?.ObjectSizeLessThan;
  if (more !== undefined && version.size <= more) return false;
  if (less !== undefined && version.size >= less) return false;
  const wanted = Filter?.Tag ? [Filter.Tag] : (And?.Tags ?? []);
  if (wanted.length === 0) return true;
  const tags = version.tags();
  return wanted.every(({ Key, Value }) => tags.some((tag) => tag.Key === Key && tag.Value === Value));
}
