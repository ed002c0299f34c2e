// Inventory, analytics, metrics and intelligent tiering: the documents.
import { boolean, integer, list, named, oneOf, required, string, structure } from '../../../core/shape.ts';
import { tagShape } from '../shapes.ts';

const xmlNamespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const tags = named('Tag', list(tagShape, { flattened: true }));
const filter = structure({
  Prefix: string(),
  Tag: tagShape,
  And: structure({ Prefix: string(), Tags: tags }),
});

const inventoryField = oneOf(
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
  'LifecycleExpirationDate',
);

export const inventoryConfiguration = structure(
  {
    Destination: required(
      structure({
        S3BucketDestination: required(
          structure({
            AccountId: string(),
            Bucket: required(string()),
            Format: required(oneOf('CSV', 'ORC', 'Parquet')),
            Prefix: string(),
            Encryption: structure({
              SSES3: named('SSE-S3', structure({})),
              SSEKMS: named('SSE-KMS', structure({ KeyId: required(string({ sensitive: true })) })),
            }),
          }),
        ),
      }),
    ),
    IsEnabled: required(boolean()),
    Filter: structure({ Prefix: required(string()) }),
    Id: required(string()),
    IncludedObjectVersions: required(oneOf('All', 'Current')),
    OptionalFields: list(inventoryField, { memberName: 'Field' }),
    Schedule: required(structure({ Frequency: required(oneOf('Daily', 'Weekly')) })),
  },
  { xmlName: 'InventoryConfiguration', xmlNamespace },
);

export const analyticsConfiguration = structure(
  {
    Id: required(string()),
    Filter: filter,
    StorageClassAnalysis: required(
      structure({
        DataExport: structure({
          OutputSchemaVersion: required(oneOf('V_1')),
          Destination: required(
            structure({
              S3BucketDestination: required(
                structure({
                  Format: required(oneOf('CSV')),
                  BucketAccountId: string(),
                  Bucket: required(string()),
                  Prefix: string(),
                }),
              ),
            }),
          ),
        }),
      }),
    ),
  },
  { xmlName: 'AnalyticsConfiguration', xmlNamespace },
);

export const metricsConfiguration = structure(
  {
    Id: required(string()),
    Filter: structure({
      Prefix: string(),
      Tag: tagShape,
      AccessPointArn: string(),
      And: structure({ Prefix: string(), Tags: tags, AccessPointArn: string() }),
    }),
  },
  { xmlName: 'MetricsConfiguration', xmlNamespace },
);

export const intelligentTieringConfiguration = structure(
  {
    Id: required(string()),
    Filter: filter,
    Status: required(oneOf('Enabled', 'Disabled')),
    Tierings: required(
      named(
        'Tiering',
        list(
          structure({
            Days: required(integer()),
            AccessTier: required(oneOf('ARCHIVE_ACCESS', 'DEEP_ARCHIVE_ACCESS')),
          }),
          { flattened: true },
        ),
      ),
    ),
  },
  { xmlName: 'IntelligentTieringConfiguration', xmlNamespace },
);
