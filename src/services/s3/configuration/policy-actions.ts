// Which of S3's actions act on objects and which on buckets (Service Authorization Reference, "Actions, resources, and
// condition keys for Amazon S3"): a bucket policy's statement must have a resource for each that it names.
const OBJECT_ACTIONS = new Set(
  `AbortMultipartUpload BypassGovernanceRetention DeleteObject DeleteObjectTagging DeleteObjectVersion
   DeleteObjectVersionTagging GetObject GetObjectAcl GetObjectAttributes GetObjectLegalHold GetObjectRetention
   GetObjectTagging GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionAttributes
   GetObjectVersionForReplication GetObjectVersionTagging GetObjectVersionTorrent InitiateReplication
   ListMultipartUploadParts ObjectOwnerOverrideToBucketOwner PutObject PutObjectAcl PutObjectLegalHold
   PutObjectRetention PutObjectTagging PutObjectVersionAcl PutObjectVersionTagging ReplicateDelete ReplicateObject
   ReplicateTags RestoreObject UpdateObjectEncryption`
    .toLowerCase()
    .split(/\s+/),
);
const BUCKET_ACTION =
  /^(?:(?:get|put|delete)(?:bucket\w*|(?:accelerate|analytics|encryption|intelligenttiering|inventory|lifecycle|metrics|replication)configuration)|listbucket(?:versions|multipartuploads)?)$/;

/** Undefined where a name stands for several, or is none of these. */
export function targetOf(action: string): 'object' | 'bucket' | undefined {
  const name = action.replace(/^s3:/i, '').toLowerCase();
  if (OBJECT_ACTIONS.has(name)) return 'object';
  return BUCKET_ACTION.test(name) ? 'bucket' : undefined;
}
