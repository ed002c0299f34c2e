// x-amz-copy-source: the object that CopyObject and UploadPartCopy read, and the conditions on it.

import type { AccessCheck } from '../../../core/access-check.ts';
import type { Call } from '../../../core/call.ts';
import { AwsError } from '../../../core/errors.ts';
import { partitionOf } from '../../../core/ids.ts';
import { header, string } from '../../../core/shape.ts';
import { bucketCheck, existingTags, objectCheck, requireExpectedOwner } from '../access.ts';
import { isBucketName } from '../buckets/bucket-name.ts';
import { checkReadConditions } from '../conditions.ts';
import type { S3Deps } from '../deps.ts';
import { type CustomerKey, customerKeyOf, requireCustomerKey } from '../encryption/customer-key.ts';
import {
  deletedByMarker,
  invalidArgument,
  invalidRequest,
  noSuchBucket,
  noSuchKey,
  noSuchVersion,
  preconditionFailed,
} from '../errors.ts';
import { type Found, versionIn } from '../reading/read-object.ts';
import { requireReadable } from '../reading/readable.ts';
import type { ObjectVersion } from '../versions/object-version.ts';

export const copySourceMembers = {
  CopySource: header('x-amz-copy-source', string()),
  CopySourceIfMatch: header('x-amz-copy-source-if-match', string()),
  CopySourceIfNoneMatch: header('x-amz-copy-source-if-none-match', string()),
  CopySourceIfModifiedSince: header('x-amz-copy-source-if-modified-since', string()),
  CopySourceIfUnmodifiedSince: header('x-amz-copy-source-if-unmodified-since', string()),
  CopySourceSSECustomerAlgorithm: header(
    'x-amz-copy-source-server-side-encryption-customer-algorithm',
    string(),
  ),
  CopySourceSSECustomerKey: header(
    'x-amz-copy-source-server-side-encryption-customer-key',
    string({ sensitive: true }),
  ),
  CopySourceSSECustomerKeyMD5: header('x-amz-copy-source-server-side-encryption-customer-key-MD5', string()),
  ExpectedSourceBucketOwner: header('x-amz-source-expected-bucket-owner', string()),
};

export interface CopySourceInput {
  readonly CopySource?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: string | undefined;
  readonly CopySourceIfUnmodifiedSince?: string | undefined;
  readonly CopySourceSSECustomerAlgorithm?: string | undefined;
  readonly CopySourceSSECustomerKey?: string | undefined;
  readonly CopySourceSSECustomerKeyMD5?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/**
 * `bucket/key`, with a slash before it or not, url-encoded, its version named by `?versionId=`. A whole URL of S3
 * is taken too, by its path, and a plus is a space (both recorded).
 */
function copySourceOf(header: string | undefined): CopySource {
  const text = (header ?? '').replace(/^https?:\/\/[^/]*/, '');
  const question = text.lastIndexOf('?versionId=');
  const path = question < 0 ? text : text.slice(0, question);
  const versionId = question < 0 ? undefined : text.slice(question + '?versionId='.length);
  const decoded = percentDecoded(path);
  if (decoded === undefined) throw invalidSource('Invalid copy source encoding');
  const named = decoded.replace(/^\//, '');
  const slash = named.indexOf('/');
  if (slash < 0 && named !== '') throw invalidSource('Invalid copy source object key');
  const bucket = named.slice(0, slash);
  const key = named.slice(slash + 1);
  if (slash < 1 || key === '') {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      'null',
    );
  }
  if (!isBucketName(bucket)) throw invalidSource('Invalid copy source bucket name');
  if (versionId === '') {
    throw invalidArgument('Version id cannot be the empty string', 'x-amz-copy-source', '');
  }
  return { bucket, key, versionId };
}

/** With the name of the argument for its value (recorded). */
const invalidSource = (message: string) => invalidArgument(message, 'x-amz-copy-source', 'x-amz-copy-source');

function percentDecoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

export interface FoundSource extends Found {
  readonly source: CopySource;
}

export function findSource(input: CopySourceInput, call: Call, deps: S3Deps): FoundSource {
  const source = copySourceOf(input.CopySource);
  const bucket = deps.buckets.find(partitionOf(call.region), source.bucket);
  if (!bucket) throw noSuchBucket(source.bucket);
  requireExpectedOwner(input.ExpectedSourceBucketOwner, bucket);
  return {
    source,
    bucket,
    version: versionIn(bucket, { Key: source.key, VersionId: source.versionId }, deps),
  };
}

/** Reading the source is a permission of its own, and so is learning that it is not there. */
export function sourceChecks(
  { source, bucket, version }: FoundSource,
  call: Call,
  deps: S3Deps,
  withTags: boolean,
): AccessCheck[] {
  const suffix = source.versionId === undefined ? '' : 'Version';
  const context = { ...existingTags(version), 's3:VersionId': source.versionId };
  const check = (action: string) => objectCheck(deps, action, bucket, source.key, call, context, version);
  const checks = [check(`s3:GetObject${suffix}`)];
  if (withTags && version?.tags && version.tags.length > 0)
    checks.push(check(`s3:GetObject${suffix}Tagging`));
  if (!version || version.deleteMarker) checks.push(bucketCheck(deps, 's3:ListBucket', bucket, call));
  return checks;
}

export interface ReadySource {
  readonly version: ObjectVersion;
  readonly customer: CustomerKey | undefined;
}

/** The version to copy, once the caller may read it and it is as the caller wants it. */
export function requireSource(
  { source, version }: FoundSource,
  input: CopySourceInput,
  now: number,
): ReadySource {
  const { key, versionId } = source;
  if (!version) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  if (version.deleteMarker) {
    if (versionId === undefined) throw deletedByMarker(key, version.versionId);
    throw invalidRequest(
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    );
  }
  checkSourceConditions(input, version, now);
  requireReadable(version, now, "Operation is not valid for the source object's storage class");
  const customer = requireCustomerKey(
    version.envelope,
    customerKeyOf({
      SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
      SSECustomerKey: input.CopySourceSSECustomerKey,
      SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
    }),
  );
  return { version, customer };
}

/** A copy has no 304: what a read would call unmodified fails the precondition. */
function checkSourceConditions(input: CopySourceInput, version: ObjectVersion, now: number): void {
  try {
    checkReadConditions(
      {
        IfMatch: input.CopySourceIfMatch,
        IfNoneMatch: input.CopySourceIfNoneMatch,
        IfModifiedSince: input.CopySourceIfModifiedSince,
        IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
      },
      version,
      now,
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.status === 304) {
      throw preconditionFailed(
        input.CopySourceIfNoneMatch === undefined
          ? 'x-amz-copy-source-If-Modified-Since'
          : 'x-amz-copy-source-If-None-Match',
      );
    }
    throw preconditionFailed(`x-amz-copy-source-${String(error.members.Condition)}`);
  }
}
