// The filters of a job that lets S3 generate its manifest (API_control_JobManifestGeneratorFilter). Pure.
import { boolean, list, long, string, structure, type TypeOf, timestamp } from '../../../../core/shape.ts';
import type { ObjectVersion } from '../../versions/object-version.ts';

const sealedByKms = structure({ KmsKeyArn: string(), BucketKeyEnabled: boolean() });

export const inventoryFilter = structure({
  EligibleForReplication: boolean(),
  CreatedAfter: timestamp(),
  CreatedBefore: timestamp(),
  ObjectReplicationStatuses: list(string()),
  KeyNameConstraint: structure({
    MatchAnyPrefix: list(string()),
    MatchAnySuffix: list(string()),
    MatchAnySubstring: list(string()),
  }),
  ObjectSizeGreaterThanBytes: long(),
  ObjectSizeLessThanBytes: long(),
  MatchAnyStorageClass: list(string()),
  MatchAnyObjectEncryption: list(
    structure({
      SSES3: structure({}),
      SSEKMS: sealedByKms,
      DSSEKMS: sealedByKms,
      SSEC: structure({}),
      NOTSSE: structure({}),
    }),
  ),
});

export type InventoryFilter = TypeOf<typeof inventoryFilter>;
type EncryptionFilter = NonNullable<InventoryFilter['MatchAnyObjectEncryption']>[number];

/** All but EligibleForReplication, which the bucket's rules decide. */
export function passes(filter: InventoryFilter, version: ObjectVersion): boolean {
  const { CreatedAfter, CreatedBefore, ObjectReplicationStatuses, MatchAnyStorageClass } = filter;
  const { ObjectSizeGreaterThanBytes, ObjectSizeLessThanBytes, MatchAnyObjectEncryption } = filter;
  if (CreatedAfter && version.lastModified <= CreatedAfter.getTime()) return false;
  if (CreatedBefore && version.lastModified >= CreatedBefore.getTime()) return false;
  if (ObjectReplicationStatuses && !ObjectReplicationStatuses.includes(version.replicationStatus ?? 'NONE'))
    return false;
  if (ObjectSizeGreaterThanBytes !== undefined && version.size <= ObjectSizeGreaterThanBytes) return false;
  if (ObjectSizeLessThanBytes !== undefined && version.size >= ObjectSizeLessThanBytes) return false;
  if (!isNamed(filter.KeyNameConstraint, version.key)) return false;
  // A delete marker has neither a storage class nor a key.
  if (version.deleteMarker) return !MatchAnyStorageClass && !MatchAnyObjectEncryption;
  if (MatchAnyStorageClass && !MatchAnyStorageClass.includes(version.storageClass)) return false;
  return MatchAnyObjectEncryption?.some((wanted) => isSealedSo(wanted, version)) ?? true;
}

/** One of each list that is given. */
function isNamed(constraint: InventoryFilter['KeyNameConstraint'], key: string): boolean {
  const { MatchAnyPrefix, MatchAnySuffix, MatchAnySubstring } = constraint ?? {};
  return (
    (MatchAnyPrefix?.some((text) => key.startsWith(text)) ?? true) &&
    (MatchAnySuffix?.some((text) => key.endsWith(text)) ?? true) &&
    (MatchAnySubstring?.some((text) => key.includes(text)) ?? true)
  );
}

function isSealedSo(wanted: EncryptionFilter, { envelope }: ObjectVersion): boolean {
  const mode: string = envelope.mode;
  if (wanted.SSES3) return mode === 'AES256';
  if (wanted.SSEC) return mode === 'SSE-C';
  if (wanted.NOTSSE) return mode === 'none';
  const kms = wanted.SSEKMS ?? wanted.DSSEKMS;
  if (!kms || mode !== (wanted.SSEKMS ? 'aws:kms' : 'aws:kms:dsse')) return false;
  if (kms.KmsKeyArn !== undefined && kms.KmsKeyArn !== envelope.keyArn) return false;
  return kms.BucketKeyEnabled === undefined || kms.BucketKeyEnabled === envelope.bucketKey;
}
