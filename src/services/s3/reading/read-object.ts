// Finding the version that a reader means, and the reasons not to give it: Get, Head, Copy's source and
// GetObjectAttributes share them.
import type { AccessCheck, ConditionContext } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { bucketCheck, existingTags, findBucket, objectCheck } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { deletedByMarker, methodNotAllowed, noSuchKey, noSuchVersion } from '../errors.ts';
import { NULL_VERSION, type ObjectVersion } from '../versions/object-version.ts';
import { checkAbsentVersionId, checkVersionId } from '../versions/version-id.ts';
import { checkKey } from '../writing/object-draft.ts';

export interface NamesVersion {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

export interface Found {
  readonly bucket: Bucket;
  /** Undefined: there is none; whether the caller may know that is a permission of its own. */
  readonly version: ObjectVersion | undefined;
}

export function findVersion(input: NamesVersion, call: Call, deps: S3Deps): Found {
  checkKey(input.Key);
  const bucket = findBucket(deps, input, call);
  return { bucket, version: versionIn(bucket, input, deps) };
}

export function versionIn(
  bucket: Bucket,
  { Key, VersionId }: { readonly Key: string; readonly VersionId?: string | undefined },
  deps: Pick<S3Deps, 'objects'>,
): ObjectVersion | undefined {
  if (VersionId === undefined) return deps.objects.latest(bucket, Key);
  checkVersionId(VersionId);
  const version = deps.objects.version(bucket, Key, VersionId);
  if (!version) checkAbsentVersionId(VersionId);
  return version;
}

/**
 * `s3:GetObject`, or its sibling for a named version; and where nothing is found `s3:ListBucket` too, for
 * without it AWS answers 403 instead of telling that a key is absent.
 */
export function readChecks(
  action: { readonly latest: string; readonly version: string },
  input: NamesVersion,
  { bucket, version }: Found,
  call: Call,
  deps: S3Deps,
): AccessCheck | AccessCheck[] {
  const { Key, VersionId } = input;
  const context: ConditionContext =
    VersionId === undefined ? existingTags(version) : { ...existingTags(version), 's3:VersionId': VersionId };
  const name = VersionId === undefined ? action.latest : action.version;
  const read = objectCheck(deps, name, bucket, Key, call, context, version);
  return version && !version.deleteMarker ? read : [read, bucketCheck(deps, 's3:ListBucket', bucket, call)];
}

/** The version, once the caller may read it: 404 where there is none, 405 for a delete marker asked for by id. */
export function requireObject(
  { bucket, version }: Found,
  input: NamesVersion,
  method: string,
): ObjectVersion {
  const { Key, VersionId } = input;
  if (!version) throw VersionId === undefined ? noSuchKey(Key) : noSuchVersion(Key, VersionId);
  if (!version.deleteMarker) return version;
  const shown = bucket.versioning === '' ? NULL_VERSION : version.versionId;
  if (VersionId === undefined) throw deletedByMarker(Key, shown);
  throw methodNotAllowed(method, 'DeleteMarker', {
    allow: 'DELETE',
    'x-amz-delete-marker': 'true',
    'x-amz-version-id': shown,
    'last-modified': new Date(version.lastModified).toUTCString(),
  });
}
