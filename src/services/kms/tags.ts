// What KMS refuses of tags (recorded: facts/kms.md §8).
import type { ConditionContext } from '../../core/access-check.ts';
import * as errors from './errors.ts';
import type { Tags } from './shapes.ts';

const MAX_TAGS = 50;

/** @param held names the key has already. */
export function requireValidTags(tags: Tags | undefined, held: readonly string[] = []): void {
  if (!tags) return;
  const names = tags.map(({ TagKey }) => TagKey);
  refuseReserved(names);
  if (new Set(names).size !== names.length) throw errors.tag('Duplicate tag keys');
  if (new Set([...names, ...held]).size > MAX_TAGS) throw errors.tag('Too many tags');
}

export function refuseReserved(names: readonly string[]): void {
  if (names.some((name) => name.toLowerCase().startsWith('aws:'))) {
    throw errors.tag('Tags beginning with aws: are reserved');
  }
}

export function tagConditions(tags: Tags | undefined): ConditionContext {
  if (!tags || tags.length === 0) return {};
  const conditions: Record<string, string | string[]> = { 'aws:TagKeys': tags.map(({ TagKey }) => TagKey) };
  for (const { TagKey, TagValue } of tags) conditions[`aws:RequestTag/${TagKey}`] = TagValue;
  return conditions;
}
