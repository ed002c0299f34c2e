// One version of an object as it is stored, and how it becomes a row.
import type { AccountId } from '../../../core/ids.ts';
import type { BlobId } from '../../../platform/blob-store.ts';
import type { BucketRowId } from '../buckets/bucket-store.ts';
import type { EncryptionContext } from '../ports.ts';

/** The order in which versions were made; never used twice. */
export type Seq = number;

/** The version id of what was written while versioning was not enabled. */
export const NULL_VERSION = 'null';

/** `none`: of before 2023 (unencrypted.ts). */
export type SseMode = 'none' | 'AES256' | KmsMode | 'SSE-C';
/** Those whose data keys lie under KMS. */
export type KmsMode = 'aws:kms' | 'aws:kms:dsse';

export const isKmsMode = (mode: string | undefined): mode is KmsMode =>
  mode === 'aws:kms' || mode === 'aws:kms:dsse';

/** How a body's data key is kept. */
export interface Envelope {
  readonly mode: SseMode;
  /** KMS modes: the key's ARN, as answers show it. */
  readonly keyArn?: string | undefined;
  /** The caller's own pairs; `aws:s3:arn` is added when the key is asked for. */
  readonly context?: EncryptionContext | undefined;
  readonly bucketKey: boolean;
  /** The data key under the service's key or under KMS; absent for SSE-C, whose key nobody holds. */
  readonly wrappedKey?: Uint8Array | undefined;
  /** SSE-C: 16 bytes of salt and the HMAC of the customer's key. */
  readonly customerKey?: Uint8Array | undefined;
  /** SSE-C: the key's MD5 in base64, repeated in answers. */
  readonly customerMd5?: string | undefined;
}

/** Where the sealed bytes are. */
export type BodyPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'inline' }
  | { readonly kind: 'file'; readonly blob: BlobId }
  | { readonly kind: 'parts'; readonly upload: number; readonly parts: number };

export type ChecksumAlgorithm =
  | 'CRC32'
  | 'CRC32C'
  | 'CRC64NVME'
  | 'SHA1'
  | 'SHA256'
  | 'SHA512'
  | 'MD5'
  | 'XXHASH64'
  | 'XXHASH3'
  | 'XXHASH128';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
  /** Base64, with `-N` when composite. */
  readonly value: string;
}

/** What the writer said about the object and every reader is told. */
export interface ObjectHeaders {
  readonly ContentType?: string | undefined;
  readonly CacheControl?: string | undefined;
  readonly ContentDisposition?: string | undefined;
  readonly ContentEncoding?: string | undefined;
  readonly ContentLanguage?: string | undefined;
  readonly Expires?: string | undefined;
  readonly WebsiteRedirectLocation?: string | undefined;
  /** User metadata by lower-case name, without `x-amz-meta-`. */
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type ReplicationStatus = 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA';

export interface ObjectLock {
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE' | undefined;
  readonly until?: number | undefined;
  readonly legalHold?: 'ON' | 'OFF' | undefined;
}

/** All of a version but what the store itself decides. */
export interface VersionDraft {
  readonly key: string;
  readonly deleteMarker: boolean;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: number;
  readonly storageClass: string;
  readonly owner: AccountId;
  readonly headers: ObjectHeaders;
  readonly checksum?: Checksum | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly acl?: unknown;
  readonly envelope: Envelope;
  readonly body: BodyPlace;
  /** Makes the body's key of the data key where that key seals more than one body. */
  readonly salt?: Uint8Array | undefined;
  readonly lock: ObjectLock;
  readonly restore?: string | undefined;
}

export interface ObjectVersion extends VersionDraft {
  readonly seq: Seq;
  readonly bucket: BucketRowId;
  /** `null` for what was written without versioning. */
  readonly versionId: string;
  readonly latest: boolean;
  readonly replicationStatus?: ReplicationStatus | undefined;
  /** A replica's: where its source stands in the order of all versions. */
  readonly sourceSeq?: Seq | undefined;
}

/** A key's versions stand in the order in which they were first written, wherever that was. */
export const orderOf = ({ seq, sourceSeq }: Pick<ObjectVersion, 'seq' | 'sourceSeq'>): Seq =>
  sourceSeq ?? seq;

export const UNSEALED: Envelope = { mode: 'AES256', bucketKey: false };

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

export type NewVersion = Omit<ObjectVersion, 'seq'>;

/** In the order of VERSION_COLUMNS without `seq`. */
export const valuesOf = (version: NewVersion): unknown[] => {
  const { envelope, body, checksum, lock } = version;
  return [
    version.bucket,
    version.key,
    version.versionId,
    version.latest ? 1 : 0,
    version.deleteMarker ? 1 : 0,
    version.size,
    version.etag,
    version.lastModified,
    version.storageClass,
    version.owner,
    JSON.stringify(version.headers),
    checksum?.algorithm ?? null,
    checksum?.type ?? null,
    checksum?.value ?? null,
    json(version.tags),
    json(version.acl),
    envelope.mode,
    envelope.keyArn ?? null,
    json(envelope.context),
    envelope.bucketKey ? 1 : 0,
    envelope.wrappedKey ?? null,
    envelope.customerKey ?? null,
    envelope.customerMd5 ?? null,
    body.kind === 'file' ? body.blob : null,
    version.salt ?? null,
    body.kind === 'parts' ? body.upload : null,
    body.kind === 'parts' ? body.parts : null,
    version.replicationStatus ?? null,
    lock.mode ?? null,
    lock.until ?? null,
    lock.legalHold ?? null,
    version.restore ?? null,
    version.sourceSeq ?? null,
  ];
};

/** orderOf in SQL, as the index s3_version_order spells it. */
export const VERSION_ORDER = 'coalesce(source_seq, seq)';

export const VERSION_COLUMNS = [
  'bucket',
  'key',
  'version_id',
  'latest',
  'delete_marker',
  'size',
  'etag',
  'last_modified',
  'storage_class',
  'owner',
  'headers',
  'checksum_algorithm',
  'checksum_type',
  'checksum',
  'tags',
  'acl',
  'sse',
  'sse_key',
  'sse_context',
  'bucket_key',
  'wrapped_key',
  'customer_key',
  'customer_md5',
  'blob',
  'salt',
  'upload',
  'parts',
  'replication_status',
  'lock_mode',
  'lock_until',
  'legal_hold',
  'restore',
  'source_seq',
] as const;
