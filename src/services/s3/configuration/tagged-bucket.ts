// A bucket as S3 Control sees it: its tags, which TagResource changes one by one and PutBucketTagging as a whole.
import type { ConditionContext } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { partitionOf } from '../../../core/ids.ts';
import { bucketCheck } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import type { Tag } from '../versions/object-version.ts';

export function taggedBucketWith(deps: S3Deps) {
  const { buckets, database } = deps;
  const tagsOf = (bucket: Bucket): readonly Tag[] =>
    buckets.configuration<{ readonly TagSet: readonly Tag[] }>(bucket, 'tagging')?.TagSet ?? [];

  return function taggedBucket(name: string, call: Call) {
    const bucket = buckets.find(partitionOf(call.region), name);
    if (!bucket) return undefined;
    return {
      account: bucket.account,
      tags: tagsOf(bucket),
      check: (action: string, context: ConditionContext) => bucketCheck(deps, action, bucket, call, context),
      change: (edit: (tags: readonly Tag[]) => readonly Tag[]): Promise<void> =>
        database.commit(() => {
          const TagSet = edit(tagsOf(bucket));
          // No tags are no tag set (recorded).
          if (TagSet.length === 0) buckets.unconfigure(bucket, 'tagging');
          else buckets.configure(bucket, 'tagging', { TagSet });
        }),
    };
  };
}
