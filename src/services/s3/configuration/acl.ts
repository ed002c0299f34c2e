// Access control lists: the canned ones, what is stored, and whom a list lets in.
import type { Principal } from '../../../core/call.ts';
import type { AccountId } from '../../../core/ids.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import { canonicalId, ownerOf } from '../owner.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import type { AccessControlPolicy, Grant, Permission } from './acl-shapes.ts';

const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';
const AUTHENTICATED_USERS = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const LOG_DELIVERY = 'http://acs.amazonaws.com/groups/s3/LogDelivery';
export const GROUPS: readonly string[] = [ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY];

/** EC2, which fetches machine images as it (`aws-exec-read`). */
const EC2 = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

const toUser = (ID: string, Permission: Permission): Grant => ({
  Grantee: { ID, Type: 'CanonicalUser' },
  Permission,
});
const toGroup = (URI: string, Permission: Permission): Grant => ({
  Grantee: { Type: 'Group', URI },
  Permission,
});

/** Undefined for a name that is none of AWS's. */
export function cannedGrants(
  canned: string,
  owner: AccountId,
  bucketOwner: AccountId,
): readonly Grant[] | undefined {
  const own = toUser(canonicalId(owner), 'FULL_CONTROL');
  switch (canned) {
    case 'private':
      return [own];
    case 'public-read':
      return [own, toGroup(ALL_USERS, 'READ')];
    case 'public-read-write':
      return [own, toGroup(ALL_USERS, 'READ'), toGroup(ALL_USERS, 'WRITE')];
    case 'authenticated-read':
      return [own, toGroup(AUTHENTICATED_USERS, 'READ')];
    case 'aws-exec-read':
      return [own, toUser(EC2, 'READ')];
    case 'log-delivery-write':
      return [own, toGroup(LOG_DELIVERY, 'WRITE'), toGroup(LOG_DELIVERY, 'READ_ACP')];
    case 'bucket-owner-read':
      return owner === bucketOwner ? [own] : [own, toUser(canonicalId(bucketOwner), 'READ')];
    case 'bucket-owner-full-control':
      return owner === bucketOwner ? [own] : [own, toUser(canonicalId(bucketOwner), 'FULL_CONTROL')];
    default:
      return undefined;
  }
}

/** What every owner has of its own. */
export const privateTo = (owner: AccountId): readonly Grant[] => [toUser(canonicalId(owner), 'FULL_CONTROL')];

export const aclOfBucket = (buckets: BucketStore, bucket: Bucket): readonly Grant[] =>
  buckets.configuration<readonly Grant[]>(bucket, 'acl') ?? privateTo(bucket.account);

export const aclOfVersion = (version: ObjectVersion): readonly Grant[] =>
  (version.acl as readonly Grant[] | undefined) ?? privateTo(version.owner);

export const asPolicy = (owner: AccountId, grants: readonly Grant[]): AccessControlPolicy => ({
  Owner: ownerOf(owner),
  Grants: grants,
});

/** Whether anybody beside the owner is granted anything. */
export const grantsOthers = (grants: readonly Grant[], owner: AccountId): boolean =>
  grants.some(({ Grantee }) => Grantee?.ID !== canonicalId(owner));

export const isPublic = (grants: readonly Grant[]): boolean =>
  grants.some(({ Grantee }) => isPublicGroup(Grantee?.URI));

const isPublicGroup = (uri: string | undefined): boolean => uri === ALL_USERS || uri === AUTHENTICATED_USERS;

/** The grant that lets the principal do it, as decisions name it; undefined where none does. */
export function grantedTo(
  principal: Principal,
  permission: Permission,
  grants: readonly Grant[],
  ignorePublic: boolean,
): string | undefined {
  const account = 'account' in principal ? principal.account : undefined;
  const id = account && canonicalId(account);
  const found = grants.find(({ Grantee, Permission }) => {
    if (Permission !== permission && Permission !== 'FULL_CONTROL') return false;
    if (Grantee?.ID !== undefined) return Grantee.ID === id;
    if (ignorePublic) return false;
    return Grantee?.URI === ALL_USERS || (Grantee?.URI === AUTHENTICATED_USERS && id !== undefined);
  });
  if (!found) return undefined;
  return `ACL grant of ${found.Permission} to ${found.Grantee?.URI ?? found.Grantee?.ID}`;
}
