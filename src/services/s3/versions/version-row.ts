// Versions between the store and SQLite, made in one go: a row that is named column by column, or an object
// that is spread together, costs more than the query.
import type { AccountId } from '../../../core/ids.ts';
import type { BlobId } from '../../../platform/blob-store.ts';
import type { BucketRowId } from '../buckets/bucket-store.ts';
import type { EncryptionContext } from '../ports.ts';
import type {
  BodyPlace,
  Checksum,
  ObjectHeaders,
  ObjectLock,
  ObjectVersion,
  ReplicationStatus,
  SseMode,
  Tag,
  VersionDraft,
} from './object-version.ts';

/** What a statement over `seq` and VERSION_COLUMNS answers after `.raw()`. */
export type VersionRow = readonly [
  seq: number,
  bucket: number,
  key: string,
  version_id: string,
  latest: number,
  delete_marker: number,
  size: number,
  etag: string,
  last_modified: number,
  storage_class: string,
  owner: string,
  headers: string,
  checksum_algorithm: string | null,
  checksum_type: string | null,
  checksum: string | null,
  tags: string | null,
  acl: string | null,
  sse: string,
  sse_key: string | null,
  sse_context: string | null,
  bucket_key: number,
  wrapped_key: Uint8Array | null,
  customer_key: Uint8Array | null,
  customer_md5: string | null,
  blob: string | null,
  salt: Uint8Array | null,
  upload: number | null,
  parts: number | null,
  replication_status: string | null,
  lock_mode: string | null,
  lock_until: number | null,
  legal_hold: string | null,
  restore: string | null,
  source_seq: number | null,
];

const parsed = <T>(text: string | null): T | undefined =>
  text === null ? undefined : (JSON.parse(text) as T);

export const versionOf = (row: VersionRow): ObjectVersion => ({
  seq: row[0],
  bucket: row[1] as BucketRowId,
  key: row[2],
  versionId: row[3],
  latest: row[4] === 1,
  deleteMarker: row[5] === 1,
  size: row[6],
  etag: row[7],
  lastModified: row[8],
  storageClass: row[9],
  owner: row[10] as AccountId,
  headers: row[11] === '{}' ? {} : (JSON.parse(row[11]) as ObjectHeaders),
  checksum:
    row[14] === null ? undefined : ({ algorithm: row[12], type: row[13], value: row[14] } as Checksum),
  tags: parsed<readonly Tag[]>(row[15]),
  acl: parsed(row[16]),
  envelope: {
    mode: row[17] as SseMode,
    keyArn: row[18] ?? undefined,
    context: parsed<EncryptionContext>(row[19]),
    bucketKey: row[20] === 1,
    wrappedKey: row[21] ?? undefined,
    customerKey: row[22] ?? undefined,
    customerMd5: row[23] ?? undefined,
  },
  body: placeOf(row),
  salt: row[25] ?? undefined,
  lock: {
    mode: (row[29] ?? undefined) as ObjectLock['mode'],
    until: row[30] ?? undefined,
    legalHold: (row[31] ?? undefined) as ObjectLock['legalHold'],
  },
  restore: row[32] ?? undefined,
  replicationStatus: (row[28] ?? undefined) as ReplicationStatus | undefined,
  sourceSeq: row[33] ?? undefined,
});

function placeOf(row: VersionRow): BodyPlace {
  const blob = row[24];
  const upload = row[26];
  if (row[5] === 1) return { kind: 'none' };
  if (blob !== null) return { kind: 'file', blob: blob as BlobId };
  if (upload !== null) return { kind: 'parts', upload, parts: row[27] ?? 0 };
  return { kind: 'inline' };
}

/** A version that its row has yet to number. */
export const newVersion = (
  draft: VersionDraft,
  placed: Pick<ObjectVersion, 'versionId' | 'sourceSeq' | 'replicationStatus'>,
  bucket: BucketRowId,
  latest: boolean,
): { -readonly [Name in keyof ObjectVersion]: ObjectVersion[Name] } => ({
  seq: 0,
  bucket,
  key: draft.key,
  versionId: placed.versionId,
  latest,
  deleteMarker: draft.deleteMarker,
  size: draft.size,
  etag: draft.etag,
  lastModified: draft.lastModified,
  storageClass: draft.storageClass,
  owner: draft.owner,
  headers: draft.headers,
  checksum: draft.checksum,
  tags: draft.tags,
  acl: draft.acl,
  envelope: draft.envelope,
  body: draft.body,
  salt: draft.salt,
  lock: draft.lock,
  restore: draft.restore,
  replicationStatus: placed.replicationStatus,
  sourceSeq: placed.sourceSeq,
});
