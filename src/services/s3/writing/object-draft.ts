// What a writer says of an object beside its bytes, checked: PutObject, CopyObject and
// CreateMultipartUpload say it alike.

import type { AccessCheck, ConditionContext } from '../../../core/access-check.ts';
import { type Call, principalAccount } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import type { AccountId } from '../../../core/ids.ts';
import { objectCheck, requestTags } from '../access.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import { aclOfWrite } from '../configuration/acl-input.ts';
import type { S3Deps } from '../deps.ts';
import { keyTooLong } from '../errors.ts';
import { type LockInput, lockOf, remainingDays } from '../object-lock.ts';
import { ownershipOf } from '../ownership.ts';
import { decodedWords } from '../user-metadata.ts';
import type { ObjectHeaders, ObjectLock, Tag } from '../versions/object-version.ts';
import { tagsOfHeader } from './tags.ts';

export interface DescribedObject extends LockInput {
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly ContentType?: string | undefined;
  readonly Expires?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
  readonly StorageClass?: string | undefined;
  readonly Tagging?: string | undefined;
  readonly ACL?: string | undefined;
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

export interface Description {
  readonly headers: ObjectHeaders;
  readonly storageClass: string;
  readonly tags: readonly Tag[] | undefined;
  readonly lock: ObjectLock;
  readonly owner: AccountId;
  readonly acl?: unknown;
}

const LONGEST_KEY = 1024;
const MOST_METADATA = 2048;
const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];

export function checkKey(key: string): void {
  // Most keys are short enough by their characters alone.
  if (key.length * 3 <= LONGEST_KEY) return;
  const size = Buffer.byteLength(key);
  if (size > LONGEST_KEY) throw keyTooLong(size);
}

export function describe(input: DescribedObject, bucket: Bucket, call: Call, deps: S3Deps): Description {
  const writer = principalAccount(call.principal) ?? bucket.account;
  // The bucket's owner owns what is written, except where object ownership lets the writer keep it.
  const owner = writer === bucket.account || !writerOwns(input, bucket, deps) ? bucket.account : writer;
  return {
    headers: headersOf(input),
    storageClass: storageClassOf(input.StorageClass),
    tags: tagsOfHeader(input.Tagging),
    lock: lockOf(input, bucket, call.time, deps),
    owner,
    acl: aclOfWrite(input, owner, bucket, deps),
  };
}

function writerOwns({ ACL }: DescribedObject, bucket: Bucket, deps: S3Deps): boolean {
  const ownership = ownershipOf(bucket, deps);
  return (
    ownership === 'ObjectWriter' ||
    (ownership === 'BucketOwnerPreferred' && ACL !== 'bucket-owner-full-control')
  );
}

function storageClassOf(name: string | undefined): string {
  if (name === undefined || name === '') return 'STANDARD';
  if (STORAGE_CLASSES.includes(name)) return name;
  throw new AwsError('InvalidStorageClass', 400, 'The storage class you specified is not valid', {
    StorageClassRequested: name,
  });
}

function headersOf(input: DescribedObject): ObjectHeaders {
  return {
    ContentType: input.ContentType || 'binary/octet-stream',
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: input.ContentEncoding,
    ContentLanguage: input.ContentLanguage,
    Expires: input.Expires,
    WebsiteRedirectLocation: redirectOf(input.WebsiteRedirectLocation),
    Metadata: metadataOf(input.Metadata),
  };
}

function redirectOf(location: string | undefined): string | undefined {
  if (location === undefined) return undefined;
  if (/^(?:\/|https?:\/\/)/.test(location)) return location;
  throw new AwsError(
    'InvalidRedirectLocation',
    400,
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  );
}

function metadataOf(given: DescribedObject['Metadata']): ObjectHeaders['Metadata'] {
  if (!given) return undefined;
  const entries = Object.entries(given).map(([name, value]) => [name, decodedWords(value)] as const);
  if (entries.length === 0) return undefined;
  let Size = 0;
  for (const [name, value] of entries) Size += Buffer.byteLength(name) + Buffer.byteLength(value);
  if (Size > MOST_METADATA) {
    throw new AwsError(
      'MetadataTooLarge',
      400,
      'Your metadata headers exceed the maximum allowed metadata size',
      { Size, MaxSizeAllowed: MOST_METADATA },
    );
  }
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

/** The permissions that writing an object takes: its own, and one for each thing said beside the bytes. */
export function writeChecks(
  input: DescribedObject,
  bucket: Bucket,
  key: string,
  call: Call,
  deps: S3Deps,
  further?: ConditionContext,
): AccessCheck | AccessCheck[] {
  const tags = input.Tagging === undefined ? undefined : tagsOfHeader(input.Tagging);
  const own = writeContext(input, call.time);
  const context = tags || further ? { ...own, ...requestTags(tags), ...further } : own;
  const check = (action: string) => objectCheck(deps, action, bucket, key, call, context);
  const put = check('s3:PutObject');
  const more: AccessCheck[] = [];
  if (tags && tags.length > 0) more.push(check('s3:PutObjectTagging'));
  // AWS's own log delivery says bucket-owner-full-control and is let in by s3:PutObject alone, as the bucket
  // policies of CloudTrail's guide and its siblings have it.
  const isDelivery = call.principal.type === 'service';
  if (namesAcl(input) && !isDelivery) more.push(check('s3:PutObjectAcl'));
  if (input.ObjectLockMode !== undefined) more.push(check('s3:PutObjectRetention'));
  if (input.ObjectLockLegalHoldStatus !== undefined) more.push(check('s3:PutObjectLegalHold'));
  if (input.IfMatch !== undefined) more.push(objectCheck(deps, 's3:GetObject', bucket, key, call));
  return more.length === 0 ? put : [put, ...more];
}

const namesAcl = (input: DescribedObject): boolean =>
  input.ACL !== undefined ||
  input.GrantFullControl !== undefined ||
  input.GrantRead !== undefined ||
  input.GrantReadACP !== undefined ||
  input.GrantWriteACP !== undefined;

/** One flat literal: with a spread in it, each write would leave a dictionary of 5 KB to the records of decisions. */
const writeContext = (input: DescribedObject, time: number): ConditionContext => ({
  's3:ObjectCreationOperation': true,
  's3:if-match': input.IfMatch,
  's3:if-none-match': input.IfNoneMatch,
  's3:x-amz-server-side-encryption': input.ServerSideEncryption,
  's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
  's3:x-amz-server-side-encryption-customer-algorithm': input.SSECustomerAlgorithm,
  's3:x-amz-storage-class': input.StorageClass,
  's3:x-amz-website-redirect-location': input.WebsiteRedirectLocation,
  's3:x-amz-acl': input.ACL,
  's3:x-amz-grant-full-control': input.GrantFullControl,
  's3:x-amz-grant-read': input.GrantRead,
  's3:x-amz-grant-read-acp': input.GrantReadACP,
  's3:x-amz-grant-write-acp': input.GrantWriteACP,
  's3:object-lock-mode': input.ObjectLockMode,
  's3:object-lock-retain-until-date': input.ObjectLockRetainUntilDate?.toISOString(),
  's3:object-lock-remaining-retention-days': remainingDays(input.ObjectLockRetainUntilDate, time),
  's3:object-lock-legal-hold': input.ObjectLockLegalHoldStatus,
});

/** What lets a policy enforce conditional writes (conditional-writes-enforce); parts of an upload create nothing. */
export const creationContext = ({
  IfMatch,
  IfNoneMatch,
}: Pick<DescribedObject, 'IfMatch' | 'IfNoneMatch'>): ConditionContext => ({
  's3:ObjectCreationOperation': true,
  's3:if-match': IfMatch,
  's3:if-none-match': IfNoneMatch,
});
export const CREATES_NOTHING: ConditionContext = { 's3:ObjectCreationOperation': false };
