// ManifestGenerator: how a job lets S3 list the objects it is about.
import {
  boolean,
  list,
  long,
  named,
  oneOf,
  required,
  string,
  structure,
  type TypeOf,
  timestamp,
} from '../../core/shape.ts';

const accountId = string({ max: 64, pattern: '\\d{12}' });
const bucketArn = string({ min: 1, max: 128, pattern: 'arn:[^:]+:s3:.*' });
const texts = list(string({ min: 1, max: 1024 }));
const keyArn = string({
  min: 20,
  max: 2048,
  pattern: 'arn:aws[a-zA-Z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+',
});

const encryptionFilter = structure({
  SSES3: named('SSE-S3', structure({})),
  SSEKMS: named('SSE-KMS', structure({ KmsKeyArn: keyArn, BucketKeyEnabled: boolean() })),
  DSSEKMS: named('DSSE-KMS', structure({ KmsKeyArn: keyArn })),
  SSEC: named('SSE-C', structure({})),
  NOTSSE: named('NOT-SSE', structure({})),
});

const filter = structure({
  EligibleForReplication: boolean(),
  CreatedAfter: timestamp(),
  CreatedBefore: timestamp(),
  ObjectReplicationStatuses: list(oneOf('COMPLETED', 'FAILED', 'REPLICA', 'NONE')),
  KeyNameConstraint: structure({
    MatchAnyPrefix: texts,
    MatchAnySuffix: texts,
    MatchAnySubstring: texts,
  }),
  ObjectSizeGreaterThanBytes: long(),
  ObjectSizeLessThanBytes: long(),
  MatchAnyStorageClass: list(
    oneOf(
      'STANDARD',
      'STANDARD_IA',
      'ONEZONE_IA',
      'GLACIER',
      'INTELLIGENT_TIERING',
      'DEEP_ARCHIVE',
      'GLACIER_IR',
    ),
  ),
  MatchAnyObjectEncryption: list(encryptionFilter, { min: 1, max: 1, memberName: 'ObjectEncryption' }),
});

const outputLocation = structure({
  ExpectedManifestBucketOwner: accountId,
  Bucket: required(bucketArn),
  ManifestPrefix: string({ min: 1, max: 512 }),
  ManifestEncryption: structure({
    SSES3: named('SSE-S3', structure({})),
    SSEKMS: named('SSE-KMS', structure({ KeyId: required(string({ min: 1, max: 2000 })) })),
  }),
  ManifestFormat: required(oneOf('S3InventoryReport_CSV_20211130')),
});

export const manifestGenerator = structure({
  S3JobManifestGenerator: structure({
    ExpectedBucketOwner: accountId,
    SourceBucket: required(bucketArn),
    ManifestOutputLocation: outputLocation,
    Filter: filter,
    EnableManifestOutput: required(boolean()),
  }),
});

export type ManifestGenerator = TypeOf<typeof manifestGenerator>;
export type S3JobManifestGenerator = NonNullable<ManifestGenerator['S3JobManifestGenerator']>;
export type GeneratorFilter = NonNullable<S3JobManifestGenerator['Filter']>;
