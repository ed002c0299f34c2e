// What answers tell of a stored version.
import { ALGORITHMS } from './checksum/algorithms.ts';
import type { ChecksumValues } from './checksum/intake.ts';
import { quoted } from './etag.ts';
import type { Checksum, Envelope, ObjectHeaders, ObjectVersion } from './object-version.ts';
import { restoreHeader } from './restoration.ts';
import { shownMetadata } from './user-metadata.ts';

/** The encryption headers; SSE-C shows no x-amz-server-side-encryption (recorded). */
export const encryptionAnswer = (envelope: Envelope) =>
  envelope.mode === 'SSE-C'
    ? { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: envelope.customerMd5 }
    : {
        ServerSideEncryption: envelope.mode === 'none' ? undefined : (envelope.mode as string),
        SSEKMSKeyId: envelope.keyArn,
        BucketKeyEnabled: envelope.bucketKey || undefined,
      };

export type ChecksumAnswer = ChecksumValues & { readonly ChecksumType?: string };

export const checksumAnswer = (checksum: Checksum | undefined): ChecksumAnswer =>
  checksum ? { [ALGORITHMS[checksum.algorithm].member]: checksum.value, ChecksumType: checksum.type } : {};

/** The headers that GetObject and HeadObject share. */
export function readAnswer(version: ObjectVersion, versionId: string | undefined, now: number) {
  const { headers, lock } = version;
  return {
    ETag: quoted(version.etag),
    LastModified: new Date(version.lastModified),
    AcceptRanges: 'bytes',
    VersionId: versionId,
    ...describedHeaders(headers),
    Metadata: shownMetadata(headers.Metadata),
    ...encryptionAnswer(version.envelope),
    StorageClass: version.storageClass === 'STANDARD' ? undefined : version.storageClass,
    ReplicationStatus: version.replicationStatus,
    TagCount: version.tags && version.tags.length > 0 ? version.tags.length : undefined,
    Restore: version.restore === undefined ? undefined : restoreHeader(version, now),
    ObjectLockMode: lock.mode,
    ObjectLockRetainUntilDate: lock.until === undefined ? undefined : new Date(lock.until),
    ObjectLockLegalHoldStatus: lock.legalHold,
  };
}

const describedHeaders = (headers: ObjectHeaders) => ({
  ContentType: headers.ContentType,
  CacheControl: headers.CacheControl,
  ContentDisposition: headers.ContentDisposition,
  ContentEncoding: headers.ContentEncoding,
  ContentLanguage: headers.ContentLanguage,
  Expires: headers.Expires,
  WebsiteRedirectLocation: headers.WebsiteRedirectLocation,
});
