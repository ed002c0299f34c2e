// Versions between the store and SQLite, made in one go: a row that is named column by column, or an object
// that is spread together, costs more than the query.
import type { BucketRowId } from './bucket-store.ts';
import type { ObjectVersion, VersionDraft, VersionRow } from './object-version.ts';

/** What a statement over `seq` and VERSION_COLUMNS answers after `.raw()`. */
export type RawVersionRow = readonly VersionRow[keyof VersionRow][];

export const namedRow = (raw: RawVersionRow): VersionRow =>
  ({
    seq: raw[0],
    bucket: raw[1],
    key: raw[2],
    version_id: raw[3],
    latest: raw[4],
    delete_marker: raw[5],
    size: raw[6],
    etag: raw[7],
    last_modified: raw[8],
    storage_class: raw[9],
    owner: raw[10],
    headers: raw[11],
    checksum_algorithm: raw[12],
    checksum_type: raw[13],
    checksum: raw[14],
    tags: raw[15],
    acl: raw[16],
    sse: raw[17],
    sse_key: raw[18],
    sse_context: raw[19],
    bucket_key: raw[20],
    wrapped_key: raw[21],
    customer_key: raw[22],
    customer_md5: raw[23],
    blob: raw[24],
    salt: raw[25],
    upload: raw[26],
    parts: raw[27],
    replication_status: raw[28],
    lock_mode: raw[29],
    lock_until: raw[30],
    legal_hold: raw[31],
    restore: raw[32],
    source_seq: raw[33],
  }) as VersionRow;

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
