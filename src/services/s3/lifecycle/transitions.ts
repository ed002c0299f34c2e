// Which storage class lifecycle rules move a version to at one moment. Pure.
import type { LifecycleRule, StoredLifecycle } from '../configuration/lifecycle.ts';
import { WATERFALL } from '../configuration/lifecycle-transitions.ts';
import { type Aging, appliesTo, dueAt, sizesOf } from './actions.ts';

/** Transitions only go down (User Guide, "Transitioning objects using Amazon S3 Lifecycle"). */
const DESCENT: readonly string[] = ['STANDARD', ...WATERFALL];
/** 128 KiB: smaller objects stay where they are, unless the rule has a size filter of its own. */
const SMALLEST = 131_072;

type MinimumSize = StoredLifecycle['TransitionDefaultMinimumObjectSize'];

/** The coldest class that is due: a clock that was set forward passes several at once. */
export function transitionFor(
  rules: readonly LifecycleRule[],
  version: Aging,
  minimum: MinimumSize,
  now: number,
): string | undefined {
  if (version.deleteMarker) return undefined;
  let coldest: string | undefined;
  for (const rule of rules) {
    if (rule.Status !== 'Enabled' || !appliesTo(rule, version)) continue;
    for (const to of dueClasses(rule, version, now)) {
      if (!isLargeEnough(rule, version.size, to, minimum) || !descends(version.storageClass, to)) continue;
      if (coldest === undefined || DESCENT.indexOf(to) > DESCENT.indexOf(coldest)) coldest = to;
    }
  }
  return coldest;
}

function dueClasses(rule: LifecycleRule, version: Aging, now: number): string[] {
  const { noncurrentSince, newerNoncurrent } = version;
  if (version.latest) {
    return (rule.Transitions ?? []).flatMap(({ Date: date, Days, StorageClass }) => {
      const due = Days === undefined ? date?.getTime() : dueAt(version.lastModified, Days);
      return due !== undefined && now >= due ? (StorageClass ?? []) : [];
    });
  }
  if (noncurrentSince === undefined) return [];
  return (rule.NoncurrentVersionTransitions ?? []).flatMap((transition) => {
    const { NoncurrentDays, NewerNoncurrentVersions = 0, StorageClass } = transition;
    if (NoncurrentDays === undefined || newerNoncurrent < NewerNoncurrentVersions) return [];
    return now >= dueAt(noncurrentSince, NoncurrentDays) ? (StorageClass ?? []) : [];
  });
}

function isLargeEnough(rule: LifecycleRule, size: number, to: string, minimum: MinimumSize): boolean {
  const { more, less } = sizesOf(rule);
  if (more !== undefined || less !== undefined) return true;
  const archives = to === 'GLACIER' || to === 'DEEP_ARCHIVE';
  return size >= SMALLEST || (minimum === 'varies_by_storage_class' && archives);
}

/** INTELLIGENT_TIERING is above ONEZONE_IA, from which GLACIER_IR is not reached ("Unsupported transitions"). */
function descends(from: string, to: string): boolean {
  if (from === 'ONEZONE_IA' && to === 'GLACIER_IR') return false;
  const at = DESCENT.indexOf(from);
  return at >= 0 && DESCENT.indexOf(to) > at;
}
