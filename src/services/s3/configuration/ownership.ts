// Who owns what is written to a bucket, and whether ACLs count there.
import type { Bucket, BucketStore } from '../bucket-store.ts';

export type ObjectOwnership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

export interface OwnershipControls {
  /** Empty once the controls were deleted. */
  readonly Rules: readonly { readonly ObjectOwnership: ObjectOwnership }[];
}

/** New buckets have ACLs off since April 2023; deleting the controls brings back what was before. */
export function objectOwnership(buckets: BucketStore, bucket: Bucket): ObjectOwnership {
  const controls = buckets.configuration<OwnershipControls>(bucket, 'ownershipControls');
  if (!controls) return 'BucketOwnerEnforced';
  return controls.Rules[0]?.ObjectOwnership ?? 'ObjectWriter';
}

export const aclsAreOff = (buckets: BucketStore, bucket: Bucket): boolean =>
  objectOwnership(buckets, bucket) === 'BucketOwnerEnforced';
