// An ACL as a request gives it: a canned name, grant headers or a document, never two of them.
import { AwsError } from '../../../core/errors.ts';
import type { AccountId } from '../../../core/ids.ts';
import type { Bucket, BucketStore } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { accessDenied, invalidArgument, invalidRequest, malformedAcl } from '../errors.ts';
import { canonicalId } from '../owner.ts';
import { cannedGrants, GROUPS, isPublic } from './acl.ts';
import type { AccessControlPolicy, Grant, Permission } from './acl-shapes.ts';
import { isBlocked } from './public-access.ts';

export interface AclHeaders {
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

const BUCKET_CANNED = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'log-delivery-write',
];
const OBJECT_CANNED = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];
const MOST_GRANTS = 100;
type Grantee = NonNullable<Grant['Grantee']>;
const CANONICAL_ID = /^[0-9a-f]{64}$/;

const HEADERS: readonly (readonly [keyof AclHeaders, Permission, string])[] = [
  ['GrantFullControl', 'FULL_CONTROL', 'x-amz-grant-full-control'],
  ['GrantRead', 'READ', 'x-amz-grant-read'],
  ['GrantReadACP', 'READ_ACP', 'x-amz-grant-read-acp'],
  ['GrantWrite', 'WRITE', 'x-amz-grant-write'],
  ['GrantWriteACP', 'WRITE_ACP', 'x-amz-grant-write-acp'],
];

/** What the headers say; undefined where they say nothing. */
export function grantsOfHeaders(
  input: AclHeaders,
  of: 'bucket' | 'object',
  owner: AccountId,
  bucketOwner: AccountId,
): readonly Grant[] | undefined {
  const granted = HEADERS.filter(([name]) => input[name] !== undefined);
  const { ACL } = input;
  if (ACL === undefined) {
    if (granted.length === 0) return undefined;
    return granted.flatMap(([member, permission, name]) =>
      grantsOfHeader(input[member] ?? '', permission, name),
    );
  }
  if (granted.length > 0) {
    throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  }
  requireCanned(ACL, of);
  const grants = cannedGrants(ACL, owner, bucketOwner);
  if (!grants) throw invalidArgument('', 'x-amz-acl', ACL);
  return grants;
}

export function requireCanned(ACL: string | undefined, of: 'bucket' | 'object'): void {
  const names = of === 'bucket' ? BUCKET_CANNED : OBJECT_CANNED;
  if (ACL !== undefined && !names.includes(ACL)) throw invalidArgument('', 'x-amz-acl', ACL);
}

/** `id="…", uri="…", emailAddress="…"` */
function grantsOfHeader(header: string, Permission: Permission, name: string): Grant[] {
  return header.split(',').map((part) => {
    const [, kind, quoted, bare] = /^\s*(\w+)\s*=\s*(?:"([^"]*)"|(\S*))\s*$/.exec(part) ?? [];
    const value = quoted ?? bare ?? '';
    switch (kind?.toLowerCase()) {
      case 'id':
        return { Grantee: userOf(value, 'id'), Permission };
      case 'uri':
        return { Grantee: groupOf(value, 'uri'), Permission };
      case 'emailaddress':
        throw unresolvable(value);
      default:
        throw invalidArgument('Argument format not recognized', name, header);
    }
  });
}

function userOf(ID: string, argument: string): Grantee {
  if (!CANONICAL_ID.test(ID)) throw invalidArgument('Invalid id', argument, ID);
  return { ID, Type: 'CanonicalUser' };
}
function groupOf(URI: string, argument: string): Grantee {
  if (!GROUPS.includes(URI)) throw invalidArgument('Invalid group uri', argument, URI);
  return { Type: 'Group', URI };
}
const unresolvable = (email: string) =>
  new AwsError(
    'UnresolvableGrantByEmailAddress',
    400,
    'The e-mail address you provided does not match any account on record.',
    { EmailAddress: email },
  );

/** A document names the owner too, and it must be the one there is. */
function grantsOfDocument({ Owner, Grants }: AccessControlPolicy, owner: AccountId): readonly Grant[] {
  if (!Owner?.ID || !Grants) throw malformedAcl();
  if (Grants.length > MOST_GRANTS) throw malformedAcl();
  if (!CANONICAL_ID.test(Owner.ID)) throw invalidArgument('Invalid id', 'CanonicalUser/ID', Owner.ID);
  if (Owner.ID !== canonicalId(owner)) throw accessDenied();
  return Grants.map(({ Grantee, Permission }) => {
    if (!Grantee || !Permission) throw malformedAcl();
    return { Grantee: checkedGrantee(Grantee), Permission };
  });
}

function checkedGrantee({ Type, ID, URI, EmailAddress }: Grantee): Grantee {
  if (Type === 'CanonicalUser') return userOf(ID ?? '', 'CanonicalUser/ID');
  if (Type === 'Group') return groupOf(URI ?? '', 'Group/URI');
  throw unresolvable(EmailAddress ?? '');
}

/** The list that PutBucketAcl or PutObjectAcl sets. */
export function requestedGrants(
  input: AclHeaders & { readonly AccessControlPolicy?: AccessControlPolicy | undefined },
  of: 'bucket' | 'object',
  owner: AccountId,
  bucketOwner: AccountId,
): readonly Grant[] {
  const fromHeaders = grantsOfHeaders(input, of, owner, bucketOwner);
  if (input.AccessControlPolicy) {
    if (fromHeaders) {
      throw new AwsError('UnexpectedContent', 400, 'This request does not support content');
    }
    return grantsOfDocument(input.AccessControlPolicy, owner);
  }
  if (fromHeaders) return fromHeaders;
  throw new AwsError('MissingSecurityHeader', 400, 'Your request was missing a required header', {
    MissingHeaderName: 'x-amz-acl',
  });
}

/** The ACL that a writer puts on an object; undefined, and so private, where it says nothing. */
export function aclOfWrite(
  input: AclHeaders,
  owner: AccountId,
  bucket: Bucket,
  { buckets }: Pick<S3Deps, 'buckets'>,
): readonly Grant[] | undefined {
  const grants = grantsOfHeaders(input, 'object', owner, bucket.account);
  if (grants) refusePublicGrants(grants, bucket, buckets);
  return grants;
}

export function refusePublicGrants(
  grants: readonly Grant[],
  bucket: Bucket,
  buckets: BucketStore,
  refusal: () => AwsError = accessDenied,
): void {
  if (isPublic(grants) && isBlocked(buckets, bucket, 'BlockPublicAcls')) throw refusal();
}

export const aclsNotSupported = () =>
  new AwsError('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');

export const aclsWithoutOwnership = () =>
  new AwsError(
    'InvalidBucketAclWithObjectOwnership',
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );

export const aclsWithBlock = () =>
  new AwsError(
    'InvalidBucketAclWithBlockPublicAccessError',
    400,
    'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
  );
