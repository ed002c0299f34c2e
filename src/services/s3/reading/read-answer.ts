// What GetObject and HeadObject tell of a version, and of those bytes of it that they give.
import type { Body } from '../../../core/body.ts';
import type { Call } from '../../../core/call.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { quoted } from '../etag.ts';
import { expirationOf } from '../lifecycle/foretold.ts';
import { restoreHeader } from '../lifecycle/restoration.ts';
import { shownMetadata } from '../user-metadata.ts';
import type { ObjectVersion } from '../versions/object-version.ts';
import { shownVersionId } from '../versions/version-id.ts';
import { checksumAnswer, encryptionAnswer } from './object-answer.ts';
import { contentRange } from './range.ts';
import { type Overrides, responseOverrides } from './response-overrides.ts';
import type { Selected } from './select-range.ts';

export interface Read {
  readonly input: Overrides & {
    readonly VersionId?: string | undefined;
    readonly ChecksumMode?: string | undefined;
  };
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  readonly selected: Selected;
  readonly call: Call;
}

/** Written out member by member, for every read makes it: objects that are spread into others grow one by one. */
export function readAnswer({ input, bucket, version, selected, call }: Read, deps: S3Deps, Body?: Body) {
  const { headers, lock } = version;
  const { range, partial } = selected;
  const encryption = encryptionAnswer(version.envelope);
  const answer = {
    Body,
    ETag: quoted(version.etag),
    LastModified: new Date(version.lastModified),
    AcceptRanges: 'bytes',
    VersionId: shownVersionId(bucket, version.versionId),
    ContentLength: range.end - range.start,
    ContentRange: partial ? contentRange(range, version.size) : undefined,
    StatusCode: partial ? 206 : undefined,
    PartsCount: selected.partsCount,
    ContentType: headers.ContentType,
    CacheControl: headers.CacheControl,
    ContentDisposition: headers.ContentDisposition,
    ContentEncoding: headers.ContentEncoding,
    ContentLanguage: headers.ContentLanguage,
    Expires: headers.Expires,
    WebsiteRedirectLocation: headers.WebsiteRedirectLocation,
    Metadata: shownMetadata(headers.Metadata),
    ServerSideEncryption: encryption.ServerSideEncryption,
    SSEKMSKeyId: encryption.SSEKMSKeyId,
    BucketKeyEnabled: encryption.BucketKeyEnabled,
    SSECustomerAlgorithm: encryption.SSECustomerAlgorithm,
    SSECustomerKeyMD5: encryption.SSECustomerKeyMD5,
    StorageClass: version.storageClass === 'STANDARD' ? undefined : version.storageClass,
    ReplicationStatus: version.replicationStatus,
    TagCount: version.tags && version.tags.length > 0 ? version.tags.length : undefined,
    Expiration: input.VersionId === undefined ? expirationOf(bucket, version, deps) : undefined,
    Restore: version.restore === undefined ? undefined : restoreHeader(version, call.time),
    ObjectLockMode: lock.mode,
    ObjectLockRetainUntilDate: lock.until === undefined ? undefined : new Date(lock.until),
    ObjectLockLegalHoldStatus: lock.legalHold,
  };
  const checksum = wantsChecksum(input) ? checksumAnswer(selected.checksum) : undefined;
  return Object.assign(answer, checksum, responseOverrides(input, call));
}

export const wantsChecksum = ({ ChecksumMode }: Read['input']): boolean =>
  ChecksumMode?.toUpperCase() === 'ENABLED';
