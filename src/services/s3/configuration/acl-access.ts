// What ACLs allow where policies say nothing: the `otherwise` of S3's access checks.
import type { Call } from '../../../core/call.ts';
import type { AccountId } from '../../../core/ids.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { ownershipOf } from '../ownership.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { aclOfBucket, aclOfVersion, grantedTo } from './acl.ts';
import type { Permission } from './acl-shapes.ts';
import { isBlocked } from './public-access.ts';

/** The page "Mapping of ACL permissions and access policy permissions". */
const ON_BUCKET: Readonly<Record<string, Permission>> = {
  's3:ListBucket': 'READ',
  's3:ListBucketVersions': 'READ',
  's3:ListBucketMultipartUploads': 'READ',
  's3:PutObject': 'WRITE',
  's3:DeleteObject': 'WRITE',
  's3:GetBucketAcl': 'READ_ACP',
  's3:PutBucketAcl': 'WRITE_ACP',
};
const ON_OBJECT: Readonly<Record<string, Permission>> = {
  's3:GetObject': 'READ',
  's3:GetObjectVersion': 'READ',
  's3:GetObjectAcl': 'READ_ACP',
  's3:GetObjectVersionAcl': 'READ_ACP',
  's3:PutObjectAcl': 'WRITE_ACP',
  's3:PutObjectVersionAcl': 'WRITE_ACP',
};

/**
 * Whose leave it takes besides the bucket owner's not denying it: "If the owners are different, the object owners must
 * use an object ACL to grant permissions" (access-control-auth-workflow-object-operation). Undefined: the bucket's.
 */
export function foreignOwnerOf(
  deps: Pick<S3Deps, 'buckets'>,
  action: string,
  bucket: Bucket,
  version: ObjectVersion,
): AccountId | undefined {
  if (version.owner === bucket.account || version.deleteMarker || !ON_OBJECT[action]) return undefined;
  return ownershipOf(bucket, deps) === 'BucketOwnerEnforced' ? undefined : version.owner;
}

/** Answers the grant that gives leave; asked only when no policy decided. */
export function leaveByAcl(
  deps: Pick<S3Deps, 'buckets' | 'objects'>,
  action: string,
  bucket: Bucket,
  key: string | undefined,
  versionId: unknown,
  { principal }: Call,
): string | undefined {
  const { buckets, objects } = deps;
  if (ownershipOf(bucket, deps) === 'BucketOwnerEnforced') return undefined;
  const ignorePublic = isBlocked(buckets, bucket, 'IgnorePublicAcls');
  const onBucket = ON_BUCKET[action];
  if (onBucket) return grantedTo(principal, onBucket, aclOfBucket(buckets, bucket), ignorePublic);
  const onObject = ON_OBJECT[action];
  if (!onObject || key === undefined) return undefined;
  const version =
    typeof versionId === 'string' ? objects.version(bucket, key, versionId) : objects.latest(bucket, key);
  if (!version || version.deleteMarker) {
    // Who may list the bucket is told that the key is absent, and a writer says whose his new object is.
    const instead = onObject === 'READ' ? 'READ' : action === 's3:PutObjectAcl' ? 'WRITE' : undefined;
    return instead && grantedTo(principal, instead, aclOfBucket(buckets, bucket), ignorePublic);
  }
  return grantedTo(principal, onObject, aclOfVersion(version), ignorePublic);
}
