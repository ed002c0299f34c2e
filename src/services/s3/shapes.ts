// Shapes that more than one operation of S3 reads or writes.
//
// Enumerations that travel as headers are plain strings here: S3 words each refusal itself (InvalidArgument,
// MalformedXML, …), never as a validation error.
import {
  boolean,
  header,
  label,
  list,
  query,
  required,
  string,
  structure,
  timestamp,
} from '../../core/shape.ts';

/** The members that name a bucket. */
export const bucketMembers = {
  Bucket: required(label('Bucket', string())),
  ExpectedBucketOwner: header('x-amz-expected-bucket-owner', string()),
};
export const bucketInput = structure(bucketMembers);

/** The members that name an object. */
export const objectMembers = {
  ...bucketMembers,
  Key: required(label('Key', string())),
  RequestPayer: header('x-amz-request-payer', string()),
};
export const versionMembers = { ...objectMembers, VersionId: query('versionId', string()) };

/** What a writer says about encryption; answers repeat the part that `sseAnswer` has. */
export const sseMembers = {
  ServerSideEncryption: header('x-amz-server-side-encryption', string()),
  SSEKMSKeyId: header('x-amz-server-side-encryption-aws-kms-key-id', string({ sensitive: true })),
  SSEKMSEncryptionContext: header('x-amz-server-side-encryption-context', string({ sensitive: true })),
  BucketKeyEnabled: header('x-amz-server-side-encryption-bucket-key-enabled', boolean()),
};
/** SSE-C. */
export const customerKeyMembers = {
  SSECustomerAlgorithm: header('x-amz-server-side-encryption-customer-algorithm', string()),
  SSECustomerKey: header('x-amz-server-side-encryption-customer-key', string({ sensitive: true })),
  SSECustomerKeyMD5: header('x-amz-server-side-encryption-customer-key-MD5', string()),
};
export const sseAnswer = {
  ServerSideEncryption: header('x-amz-server-side-encryption', string()),
  SSEKMSKeyId: header('x-amz-server-side-encryption-aws-kms-key-id', string()),
  BucketKeyEnabled: header('x-amz-server-side-encryption-bucket-key-enabled', boolean()),
  SSECustomerAlgorithm: header('x-amz-server-side-encryption-customer-algorithm', string()),
  SSECustomerKeyMD5: header('x-amz-server-side-encryption-customer-key-MD5', string()),
};

export const checksumMembers = {
  ChecksumCRC32: header('x-amz-checksum-crc32', string()),
  ChecksumCRC32C: header('x-amz-checksum-crc32c', string()),
  ChecksumCRC64NVME: header('x-amz-checksum-crc64nvme', string()),
  ChecksumSHA1: header('x-amz-checksum-sha1', string()),
  ChecksumSHA256: header('x-amz-checksum-sha256', string()),
  ChecksumSHA512: header('x-amz-checksum-sha512', string()),
  ChecksumMD5: header('x-amz-checksum-md5', string()),
  ChecksumXXHASH64: header('x-amz-checksum-xxhash64', string()),
  ChecksumXXHASH3: header('x-amz-checksum-xxhash3', string()),
  ChecksumXXHASH128: header('x-amz-checksum-xxhash128', string()),
};
export const checksumAnswer = {
  ...checksumMembers,
  ChecksumType: header('x-amz-checksum-type', string()),
};
/** The same as elements of an XML body. */
export const checksumElements = {
  ChecksumCRC32: string(),
  ChecksumCRC32C: string(),
  ChecksumCRC64NVME: string(),
  ChecksumSHA1: string(),
  ChecksumSHA256: string(),
  ChecksumSHA512: string(),
  ChecksumMD5: string(),
  ChecksumXXHASH64: string(),
  ChecksumXXHASH3: string(),
  ChecksumXXHASH128: string(),
  ChecksumType: string(),
};

/** When a lifecycle rule gives an unfinished upload up. */
export const abortAnswer = {
  AbortDate: header('x-amz-abort-date', timestamp({ format: 'rfc822' })),
  AbortRuleId: header('x-amz-abort-rule-id', string()),
};

export const ownerShape = structure({ ID: string(), DisplayName: string() });

export const tagShape = structure({ Key: required(string()), Value: required(string()) });
export const taggingShape = structure({
  /** AWS takes an absent one for an empty one (recorded), whatever its model says. */
  TagSet: list(tagShape, { memberName: 'Tag' }),
});

export const lockMembers = {
  ObjectLockMode: header('x-amz-object-lock-mode', string()),
  ObjectLockRetainUntilDate: header('x-amz-object-lock-retain-until-date', timestamp({ format: 'iso8601' })),
  ObjectLockLegalHoldStatus: header('x-amz-object-lock-legal-hold', string()),
};

export const aclMembers = {
  ACL: header('x-amz-acl', string()),
  GrantFullControl: header('x-amz-grant-full-control', string()),
  GrantRead: header('x-amz-grant-read', string()),
  GrantReadACP: header('x-amz-grant-read-acp', string()),
  GrantWrite: header('x-amz-grant-write', string()),
  GrantWriteACP: header('x-amz-grant-write-acp', string()),
};

/** The headers of an object that every reader is told. */
export const objectHeaderMembers = {
  CacheControl: header('Cache-Control', string()),
  ContentDisposition: header('Content-Disposition', string()),
  ContentEncoding: header('Content-Encoding', string()),
  ContentLanguage: header('Content-Language', string()),
  ContentType: header('Content-Type', string()),
  /** Kept as it was written: S3 repeats what is no date at all. */
  Expires: header('Expires', string()),
  WebsiteRedirectLocation: header('x-amz-website-redirect-location', string()),
};
