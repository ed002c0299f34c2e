// Block Public Access: four switches over what policies and ACLs may open.
import type { Bucket, BucketStore } from '../bucket-store.ts';

export interface PublicAccessBlock {
  readonly BlockPublicAcls?: boolean | undefined;
  readonly IgnorePublicAcls?: boolean | undefined;
  readonly BlockPublicPolicy?: boolean | undefined;
  readonly RestrictPublicBuckets?: boolean | undefined;
}

/** What a bucket is born with since April 2023. */
const BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Kept once the block was deleted: its absence means the default, not none. */
export const REMOVED = 'removed';

/** Undefined once it was deleted. */
export function publicAccessBlockOf(buckets: BucketStore, bucket: Bucket): PublicAccessBlock | undefined {
  const stored = buckets.configuration<PublicAccessBlock | typeof REMOVED>(bucket, 'publicAccessBlock');
  if (stored === REMOVED) return undefined;
  return stored ?? BLOCKED;
}
