// What deleting means in each state of versioning; DeleteObject and DeleteObjects do it alike.
import type { AccessCheck } from '../../../core/access-check.ts';
import { type Call, principalAccount } from '../../../core/call.ts';
import { existingTags, objectCheck } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { invalidArgument, noSuchKey, preconditionFailed } from '../errors.ts';
import { etagMatches } from '../etag.ts';
import type { ToldVersion } from '../notification-hooks.ts';
import { requireUnlocked } from '../object-lock.ts';
import { wholeSeconds } from '../time.ts';
import { NULL_VERSION, type ObjectVersion, UNSEALED, type VersionDraft } from './object-version.ts';
import { checkVersionId, newVersionId } from './version-id.ts';

export interface Deletion {
  readonly Key: string;
  readonly VersionId?: string | undefined;
  readonly IfMatch?: string | undefined;
}
export interface Deleted {
  readonly DeleteMarker?: boolean | undefined;
  readonly VersionId?: string | undefined;
}

export function deleteChecks(
  { Key, VersionId, IfMatch }: Deletion,
  bucket: Bucket,
  version: ObjectVersion | undefined,
  call: Call,
  deps: S3Deps,
  bypass: boolean,
): AccessCheck | AccessCheck[] {
  const context = { ...existingTags(version), 's3:VersionId': VersionId, 's3:if-match': IfMatch };
  const check = (action: string) => objectCheck(deps, action, bucket, Key, call, context);
  const remove = check(VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion');
  const more: AccessCheck[] = [];
  if (bypass) more.push(check('s3:BypassGovernanceRetention'));
  if (comparesEtag(IfMatch)) more.push(check('s3:GetObject'));
  return more.length === 0 ? remove : [remove, ...more];
}

/** Whoever compares learns what is stored, and must be allowed to read it (user guide, conditional-deletes). */
const comparesEtag = (IfMatch: string | undefined): boolean => IfMatch !== undefined && IfMatch !== '*';

/** The header alone is refused, be it false, where no object can be locked (recorded). */
export function requireBypassable(asked: boolean | undefined, { objectLock }: Bucket): void {
  if (asked === undefined || objectLock) return;
  const name = 'x-amz-bypass-governance-retention';
  throw invalidArgument(`${name} is only applicable to Object Lock enabled buckets.`, name);
}

interface Manner {
  readonly bypass: boolean;
  /** DeleteObjects sends events of keys that were not there, too (recorded). */
  readonly amongMany: boolean;
}

export const deleteObjectOrVersion = (
  deletion: Deletion,
  bucket: Bucket,
  call: Call,
  deps: S3Deps,
  manner: Manner,
): Promise<Deleted> => deps.makingRoom(() => remove(deletion, bucket, call, deps, manner));

async function remove(
  deletion: Deletion,
  bucket: Bucket,
  call: Call,
  deps: S3Deps,
  { bypass, amongMany }: Manner,
): Promise<Deleted> {
  const { Key, VersionId } = deletion;
  if (VersionId !== undefined) {
    checkVersionId(VersionId);
    const { removed } = await deps.objects.removeVersion(bucket, Key, VersionId, (version) => {
      checkDeleteConditions(deletion, version);
      if (!version) return;
      requireUnlocked(version, call.time, bypass);
      deps.notifications.happened({ event: 'ObjectRemoved:Delete', call }, version, bucket);
    });
    return {
      VersionId: bucket.versioning === '' && VersionId === NULL_VERSION ? undefined : VersionId,
      DeleteMarker: removed?.deleteMarker || undefined,
    };
  }
  if (bucket.versioning === '') {
    await deps.objects.removeVersion(bucket, Key, NULL_VERSION, (version) => {
      checkDeleteConditions(deletion, version);
      const told = version ?? (amongMany ? absent(Key) : undefined);
      if (told) deps.notifications.happened({ event: 'ObjectRemoved:Delete', call }, told, bucket);
    });
    return {};
  }
  const marker = await deps.objects.commitVersion({
    bucket,
    draft: markerDraft(Key, bucket, call),
    versionId: () => newVersionId(deps.random, call.time),
    admit: (current) => checkDeleteConditions(deletion, current),
    also: (stored) =>
      deps.notifications.happened({ event: 'ObjectRemoved:DeleteMarkerCreated', call }, stored, bucket),
  });
  return { DeleteMarker: true, VersionId: marker.versionId };
}

const absent = (key: string): ToldVersion => ({ key, versionId: NULL_VERSION, size: 0, etag: '' });

const markerDraft = (key: string, bucket: Bucket, call: Call): VersionDraft => ({
  key,
  deleteMarker: true,
  size: 0,
  etag: '',
  lastModified: wholeSeconds(call.time),
  storageClass: 'STANDARD',
  owner: principalAccount(call.principal) ?? bucket.account,
  headers: {},
  envelope: UNSEALED,
  body: { kind: 'none' },
  lock: {},
});

/**
 * An absent object is as deleted as one could wish, unless the caller says that it is there, be it by `*` alone
 * (measured on AWS: localstack/localstack#13894, ministackorg/ministack#1475).
 */
function checkDeleteConditions({ Key, IfMatch }: Deletion, version: ObjectVersion | undefined): void {
  if (IfMatch === undefined) return;
  if (!version || version.deleteMarker) throw noSuchKey(Key);
  if (!etagMatches(IfMatch, version.etag)) throw preconditionFailed('If-Match');
}
