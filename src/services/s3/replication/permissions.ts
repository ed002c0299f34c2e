// What the role must be allowed to do for a version to travel: facts §3's table, row by row and in its order.
import type { ConditionContext } from '../../../core/access-check.ts';
import { existingTags } from '../access.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import { aclOfVersion, grantedTo } from '../configuration/acl.ts';
import type { Permission } from '../configuration/acl-shapes.ts';
import { ownershipOf } from '../ownership.ts';
import { isKmsMode, type ObjectLock, type ObjectVersion, type Tag } from '../versions/object-version.ts';
import { Refused } from './failure.ts';
import { type RoleSession, requireAllowed } from './role-session.ts';
import type { RuleSnapshot } from './rules.ts';

/** What may be carried over of what the version has. */
export interface Passage {
  /** Absent when the role may not read or write them: the object travels without. */
  readonly tags: readonly Tag[] | undefined;
  readonly lock: ObjectLock;
  /** Why tags stay behind. */
  readonly note: string | undefined;
}

export interface Route {
  readonly session: RoleSession;
  readonly source: Bucket;
  readonly destination: Bucket;
  readonly version: ObjectVersion;
  readonly rule: RuleSnapshot;
}

const isUnderKms = ({ envelope }: ObjectVersion): boolean => isKmsMode(envelope.mode);

/** The source's own configuration; AWS names no reason for its refusal, so the read's is given. */
export function checkConfiguration(session: RoleSession, source: Bucket): void {
  requireAllowed(session.onBucket('s3:GetReplicationConfiguration', source), 'SrcGetObjectNotPermitted');
}

/** Everything about the source, before the destination is looked at. */
export function checkRead(
  { session, source, version }: Omit<Route, 'destination' | 'rule'>,
  buckets: BucketStore,
): Passage {
  const { key, versionId, lock } = version;
  const context = { 's3:VersionId': versionId, ...existingTags(version) };
  const on = (action: string) => session.onObject(action, source, key, context);
  requireOwnersLeave(source, version, buckets);
  const read = on('s3:GetObjectVersionForReplication');
  if (!read.allowed) {
    // s3:GetObjectVersion does for what KMS has not sealed, never for what it has (seed 003).
    const enough =
      read.outcome === 'implicit deny' && !isUnderKms(version) && on('s3:GetObjectVersion').allowed;
    if (!enough) throw new Refused('SrcGetObjectNotPermitted', read.explain().summary);
  }
  requireAllowed(on('s3:GetObjectVersionAcl'), 'SrcGetAclNotPermitted');
  if (lock.mode) requireAllowed(on('s3:GetObjectRetention'), 'SrcGetRetentionNotPermitted');
  if (lock.legalHold) requireAllowed(on('s3:GetObjectLegalHold'), 'SrcGetLegalHoldNotPermitted');
  if (!version.tags?.length) return { tags: undefined, lock, note: undefined };
  const tagging = on('s3:GetObjectVersionTagging');
  return tagging.allowed
    ? { tags: version.tags, lock, note: undefined }
    : {
        tags: undefined,
        lock,
        note: `replicated without tags, SrcGetTaggingNotPermitted: ${tagging.explain().summary}`,
      };
}

/**
 * Only objects are replicated that the bucket's owner may read, with their ACLs: what another account wrote and
 * kept for itself stays (UG, "What does Amazon S3 replicate?").
 */
function requireOwnersLeave(source: Bucket, version: ObjectVersion, buckets: BucketStore): void {
  if (version.owner === source.account || ownershipOf(source, { buckets }) === 'BucketOwnerEnforced') return;
  const owner = { type: 'root', account: source.account } as const;
  const has = (permission: Permission) => grantedTo(owner, permission, aclOfVersion(version), false);
  const explanation = `account ${version.owner} owns the object and its ACL does not let the bucket’s owner`;
  if (!has('READ')) throw new Refused('SrcGetObjectNotPermitted', `${explanation} read it`);
  if (!has('READ_ACP')) throw new Refused('SrcGetAclNotPermitted', `${explanation} read the ACL`);
}

/** Everything about writing to the destination; answers what is left to carry. */
export function checkWrite(route: Route, passage: Passage, buckets: BucketStore): Passage {
  const { session, destination, version, rule } = route;
  const on = (action: string) => session.onObject(action, destination, version.key);
  const write = session.onObject('s3:ReplicateObject', destination, version.key, encryptionContext(route));
  requireAllowed(write, 'DstPutObjectNotPermitted');
  if (rule.owner !== undefined && ownershipOf(destination, { buckets }) !== 'BucketOwnerEnforced') {
    requireAllowed(on('s3:ObjectOwnerOverrideToBucketOwner'), 'DstPutObjectNotPermitted');
  }
  checkLock(route, passage.lock);
  if (!passage.tags) return passage;
  // ReplicateObject implies it; only an explicit Deny keeps the tags behind.
  const tagging = on('s3:ReplicateTags');
  if (tagging.outcome !== 'explicit deny') return passage;
  const note = `replicated without tags, DstPutTaggingNotPermitted: ${tagging.explain().summary}`;
  return { ...passage, tags: undefined, note };
}

/** The condition keys of a write's encryption, which the policies of replication roles ask for too. */
function encryptionContext({ version, rule }: Route): ConditionContext {
  const { mode } = version.envelope;
  if (mode === 'none') return {};
  if (mode === 'SSE-C') return { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' };
  return {
    's3:x-amz-server-side-encryption': mode,
    's3:x-amz-server-side-encryption-aws-kms-key-id': mode === 'AES256' ? undefined : rule.replicaKmsKeyId,
  };
}

export function checkLock({ session, destination, version }: Route, lock: ObjectLock): void {
  if (!lock.mode && !lock.legalHold) return;
  if (!destination.objectLock) {
    throw new Refused('DstBucketObjectLockConfigMissing', `${destination.name} has no Object Lock`);
  }
  const context: ConditionContext = {
    's3:object-lock-mode': lock.mode,
    's3:object-lock-retain-until-date':
      lock.until === undefined ? undefined : new Date(lock.until).toISOString(),
    's3:object-lock-legal-hold': lock.legalHold,
  };
  const on = (action: string) => session.onObject(action, destination, version.key, context);
  if (lock.mode) requireAllowed(on('s3:PutObjectRetention'), 'DstPutRetentionNotPermitted');
  if (lock.legalHold) requireAllowed(on('s3:PutObjectLegalHold'), 'DstPutLegalHoldNotPermitted');
}

/** A delete marker: AWS's permission model asks s3:ListBucket for seeing it. */
export function checkMarker({ session, source, destination, version }: Route): void {
  requireAllowed(session.onBucket('s3:ListBucket', source), 'SrcHeadObjectNotPermitted');
  requireAllowed(session.onObject('s3:ReplicateDelete', destination, version.key), 'DstDelObjNotPermitted');
}
