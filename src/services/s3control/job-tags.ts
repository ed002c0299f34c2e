// Job tags, held to AWS's limits ("Controlling access and labeling jobs using tags").
import { invalidTag, tooManyTags } from './errors.ts';
import type { JobTags } from './job-shapes.ts';

const MOST = 50;

export function checkedTags(tags: JobTags): JobTags {
  if (tags.length > MOST) throw tooManyTags();
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidTag('Cannot provide multiple Tags with the same key');
  }
  if (tags.some(({ Key }) => Key.startsWith('aws:'))) {
    throw invalidTag('System tags cannot be added/updated by requester');
  }
  return tags;
}
