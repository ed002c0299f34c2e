// Tags of a topic.
import type { SnsDeps } from './deps.ts';
import * as errors from './errors.ts';
import { requireArn, type Topic } from './topic.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const MOST = 50;

export function requireTags(tags: readonly Tag[], held: readonly string[] = []): void {
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) throw errors.invalidParameter('Duplicated keys are not allowed.');
  if (new Set([...keys, ...held]).size > MOST) throw errors.tagLimitExceeded();
}

export const asTags = (tags: readonly Tag[]): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export function requireResource(deps: SnsDeps, arn: string): Topic {
  requireArn(arn, 'ResourceArn');
  const topic = deps.topics.find(arn);
  if (!topic) throw errors.resourceNotFound();
  return topic;
}
