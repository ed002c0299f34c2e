// Object ownership: a bucket whose owner owns every object takes no ACLs ("Controlling ownership of objects").
import { AwsError } from '../../core/errors.ts';
import type { Bucket } from './buckets/bucket-store.ts';
import { requireCanned } from './configuration/acl-input.ts';
import type { S3Deps } from './deps.ts';
import type { DescribedObject } from './writing/object-draft.ts';

export type Ownership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';

/** New buckets have ACLs off, as on AWS since April 2023. */
export const ownershipOf = (bucket: Bucket, deps: Pick<S3Deps, 'buckets'>): Ownership =>
  deps.buckets.configuration<{ readonly Rules: readonly { readonly ObjectOwnership: Ownership }[] }>(
    bucket,
    'ownershipControls',
  )?.Rules[0]?.ObjectOwnership ?? 'BucketOwnerEnforced';

export function requireAclsAllowed(
  input: DescribedObject,
  bucket: Bucket,
  deps: Pick<S3Deps, 'buckets'>,
): void {
  const { ACL, GrantFullControl, GrantRead, GrantReadACP, GrantWriteACP } = input;
  const granted = GrantFullControl ?? GrantRead ?? GrantReadACP ?? GrantWriteACP;
  if (granted === undefined && (ACL === undefined || ACL === 'bucket-owner-full-control')) return;
  requireCanned(ACL, 'object');
  if (ownershipOf(bucket, deps) !== 'BucketOwnerEnforced') return;
  throw new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');
}
