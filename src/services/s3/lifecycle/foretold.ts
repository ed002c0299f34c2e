// What answers foretell of lifecycle rules: when the current object expires, when an unfinished upload is
// aborted, and by which rule.
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import {
  hasTags,
  type LifecycleConfiguration,
  type LifecycleRule,
  revived,
} from '../configuration/lifecycle.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { appliesTo, dueAt } from './actions.ts';

interface Deps {
  readonly buckets: BucketStore;
}

const NONE: readonly LifecycleRule[] = [];
const enabled = new WeakMap<LifecycleConfiguration, readonly LifecycleRule[]>();

/** Read from JSON once, for every put and read of the bucket asks. */
function rulesOf(bucket: Bucket, { buckets }: Deps): readonly LifecycleRule[] {
  const stored = buckets.configuration<LifecycleConfiguration>(bucket, 'lifecycle');
  if (!stored) return NONE;
  let rules = enabled.get(stored);
  if (!rules) {
    rules = revived(stored).Rules.filter(({ Status }) => Status === 'Enabled');
    enabled.set(stored, rules);
  }
  return rules;
}

/**
 * x-amz-expiration of a current version; of rules for the same day the first is named, and reads that name a
 * version are told nothing (both recorded).
 */
export function expirationOf(bucket: Bucket, version: ObjectVersion, deps: Deps): string | undefined {
  const rules = rulesOf(bucket, deps);
  if (rules === NONE || !version.latest) return undefined;
  const first = earliest(rules, (rule) => {
    const { Days, Date: date } = rule.Expiration ?? {};
    const due = Days === undefined ? date?.getTime() : dueAt(version.lastModified, Days);
    return due !== undefined && appliesTo(rule, { ...version, tags: () => version.tags ?? [] })
      ? due
      : undefined;
  });
  // The rule's name is URL-encoded (API_PutObject, x-amz-expiration).
  return first && `expiry-date="${first.date.toUTCString()}", rule-id="${encodeURIComponent(first.ruleId)}"`;
}

/** x-amz-abort-date and x-amz-abort-rule-id of an unfinished upload. */
export function abortionOf(bucket: Bucket, key: string, initiated: number, deps: Deps) {
  const first = earliest(rulesOf(bucket, deps), (rule) => {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (days === undefined || hasTags(rule)) return undefined;
    return appliesTo(rule, { key, size: undefined, tags: () => [] }) ? dueAt(initiated, days) : undefined;
  });
  return first && { AbortDate: first.date, AbortRuleId: first.ruleId };
}

function earliest(
  rules: readonly LifecycleRule[],
  due: (rule: LifecycleRule) => number | undefined,
): { readonly date: Date; readonly ruleId: string } | undefined {
  let first: { readonly at: number; readonly ruleId: string } | undefined;
  for (const rule of rules) {
    const at = due(rule);
    if (at !== undefined && (!first || at < first.at)) first = { at, ruleId: rule.ID ?? '' };
  }
  return first && { date: new Date(first.at), ruleId: first.ruleId };
}
