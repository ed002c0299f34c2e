// Tags of trails: at most 50, by key.
import { parseArn } from '../../core/arn.ts';
import type { Call } from '../../core/call.ts';
import type { CloudTrailDeps } from './deps.ts';
import { invalidTag, resourceNotFound, resourceTypeNotSupported, tooManyTags } from './errors.ts';
import type { Tag } from './shapes.ts';
import { readTrailName, type Trail } from './trail.ts';

const MOST = 50;

/** The trail that a ResourceId names; other resources of CloudTrail are not here. */
export function taggedTrail(arn: string, deps: CloudTrailDeps, call: Call): Trail {
  const name = readTrailName(arn, call);
  if (!parseArn(arn)) throw resourceTypeNotSupported(arn);
  const trail = deps.trails.find(name);
  if (!trail) throw resourceNotFound(arn);
  return trail;
}

export function requireTags(tags: readonly Tag[]): void {
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw invalidTag('Tag keys must be unique.');
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) throw invalidTag('Tag keys cannot begin with aws:.');
  if (tags.length > MOST) throw tooManyTags();
}

export function withTags(trail: Trail, added: readonly Tag[]): Trail {
  const keys = new Set(added.map(({ Key }) => Key));
  const tags = [...trail.tags.filter(({ Key }) => !keys.has(Key)), ...added];
  if (tags.length > MOST) throw tooManyTags();
  return { ...trail, tags };
}

/** A tag is removed by its key, and by its value too where the request gives one. */
export const withoutTags = (trail: Trail, removed: readonly Tag[]): Trail => ({
  ...trail,
  tags: trail.tags.filter(
    (tag) =>
      !removed.some(({ Key, Value }) => Key === tag.Key && (Value === undefined || Value === tag.Value)),
  ),
});
