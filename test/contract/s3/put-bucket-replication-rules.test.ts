// Rules that PutBucketReplication refuses: every row of facts/s3-replication-and-sse.md §1.2 that is about one.
import type { ReplicationRule } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { KEY, replicationBuckets, toDestination, v1, v2 } from './replication-configurations.ts';

const { put } = replicationBuckets();

const MALFORMED = 'The XML you provided was not well-formed or did not validate against our published schema';
const schema = (element: string, verb: string) =>
  `${element} ${verb} for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.`;
const tag = { Key: 'k', Value: 'v' };
const kms = { SseKmsEncryptedObjects: { Status: 'Enabled' as const } };
const underKey = { ...toDestination, EncryptionConfiguration: { ReplicaKmsKeyID: KEY } };
const on = { Status: 'Enabled' as const };
const time = (Minutes?: number) => ({ ...on, Time: { ...(Minutes !== undefined && { Minutes }) } });
const metrics = (Minutes?: number) => ({
  ...on,
  ...(Minutes !== undefined && { EventThreshold: { Minutes } }),
});

type Row = readonly [
  row: string,
  rules: ReplicationRule[],
  code: string,
  message: string,
  members?: Record<string, string>,
];
const rows: readonly Row[] = [
  ['3 no rules', [], 'MalformedXML', MALFORMED],
  ['3 bad Status', [v2({ Status: 'On' as 'Enabled' })], 'MalformedXML', MALFORMED],
  [
    '3 bad StorageClass',
    [v2({ Destination: { ...toDestination, StorageClass: 'COLD' as 'GLACIER' } })],
    'MalformedXML',
    MALFORMED,
  ],
  [
    '3 bad Owner',
    [
      v2({
        Destination: {
          ...toDestination,
          Account: '000000000000',
          AccessControlTranslation: { Owner: 'Me' as 'Destination' },
        },
      }),
    ],
    'MalformedXML',
    MALFORMED,
  ],
  ['3 Prefix beside Filter', [v2({ Prefix: 'a' })], 'MalformedXML', MALFORMED],
  ['3 two Filter children', [v2({ Filter: { Prefix: 'a', Tag: tag } })], 'MalformedXML', MALFORMED],
  ['3 And with one predicate', [v2({ Filter: { And: { Prefix: 'a' } } })], 'MalformedXML', MALFORMED],
  [
    '4 neither Prefix nor Filter',
    [{ Status: 'Enabled', Destination: toDestination }],
    'MalformedXML',
    MALFORMED,
  ],
  [
    'ExistingObjectReplication is no longer supported',
    [v2({ ExistingObjectReplication: on })],
    'MalformedXML',
    MALFORMED,
  ],
  [
    '12 destination missing',
    [v2({ Destination: { Bucket: 'arn:aws:s3:::nowhere' } })],
    'InvalidRequest',
    'Destination bucket must exist.',
  ],
  [
    '11 destination not versioned',
    [v2({ Destination: { Bucket: 'arn:aws:s3:::plain' } })],
    'InvalidRequest',
    'Destination bucket must have versioning enabled.',
  ],
  [
    '13 destination is source',
    [v2({ Destination: { Bucket: 'arn:aws:s3:::src' } })],
    'InvalidRequest',
    'Destination bucket cannot be the same as the source bucket.',
  ],
  [
    '14 bucket ARN malformed',
    [v2({ Destination: { Bucket: 'dst' } })],
    'InvalidArgument',
    'Invalid bucket ARN',
    { ArgumentName: 'Bucket', ArgumentValue: 'dst' },
  ],
  [
    '14 bucket name malformed',
    [v2({ Destination: { Bucket: 'arn:aws:s3:::No_Bucket' } })],
    'InvalidArgument',
    'The specified bucket is not valid.',
    { ArgumentName: 'Bucket' },
  ],
  [
    '15 no Priority',
    [(({ Priority: _, ...rule }) => rule)(v2())],
    'InvalidRequest',
    schema('Priority', 'must be specified'),
  ],
  [
    '16 no DeleteMarkerReplication',
    [(({ DeleteMarkerReplication: _, ...rule }) => rule)(v2())],
    'InvalidRequest',
    schema('DeleteMarkerReplication', 'must be specified'),
  ],
  ['17 V1 with Priority', [v1({ Priority: 1 })], 'InvalidRequest', schema('Priority', 'cannot be used')],
  [
    '17 V1 with DeleteMarkerReplication',
    [v1({ DeleteMarkerReplication: on })],
    'InvalidRequest',
    schema('DeleteMarkerReplication', 'cannot be used'),
  ],
  [
    '18 delete markers with a tag',
    [v2({ Filter: { Tag: tag }, DeleteMarkerReplication: on })],
    'InvalidRequest',
    'Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.',
  ],
  ['19 duplicate Priority', [v2(), v2()], 'InvalidRequest', 'Found duplicate priority 1.'],
  [
    '20 Priority below 0',
    [v2({ Priority: -1 })],
    'InvalidRequest',
    'Priority must be between 0 and 2147483647.',
  ],
  [
    '21 duplicate ID',
    [v2({ ID: 'a' }), v2({ ID: 'a', Priority: 2 })],
    'InvalidArgument',
    'Rule Id must be unique',
    { ArgumentName: 'ID' },
  ],
  [
    '22 ID too long',
    [v2({ ID: 'x'.repeat(256) })],
    'InvalidArgument',
    'Rule Id cannot be greater than 255',
    { ArgumentName: 'ID' },
  ],
  [
    '23 ID not ASCII',
    [v2({ ID: 'règle' })],
    'InvalidArgument',
    'Rule ID must not contain non-ASCII characters.',
    { ArgumentName: 'ID' },
  ],
  [
    '24 duplicate tag key',
    [v2({ Filter: { And: { Tags: [tag, tag] } } })],
    'InvalidRequest',
    'Duplicate Tag Keys are not allowed.',
  ],
  [
    '25 Prefix too long',
    [v2({ Filter: { Prefix: 'x'.repeat(1025) } })],
    'InvalidArgument',
    'Rule prefix cannot be longer than maximum allowed key length of 1024',
  ],
  [
    '26 more than 1000 rules',
    Array.from({ length: 1001 }, (_, Priority) => v2({ Priority })),
    'InvalidRequest',
    'Number of defined replication rules cannot exceed 1000',
  ],
  [
    '27 V1 with two destinations',
    [v1({ Prefix: 'a' }), v1({ Prefix: 'b', Destination: { Bucket: 'arn:aws:s3:::dst2' } })],
    'InvalidRequest',
    'Number of distinct destination bucket ARNs cannot exceed 1',
  ],
  [
    '28 V1 with overlapping prefixes',
    [v1({ Prefix: 'ab' }), v1({ Prefix: 'a' })],
    'InvalidRequest',
    "Found overlapping prefixes 'a' and 'ab'",
  ],
  [
    '29 key without opt-in',
    [v2({ Destination: underKey })],
    'InvalidRequest',
    'SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.',
  ],
  [
    '30 opt-in without key',
    [v2({ SourceSelectionCriteria: kms })],
    'InvalidRequest',
    'ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.',
  ],
  [
    '31 empty criteria',
    [v2({ SourceSelectionCriteria: {} })],
    'InvalidRequest',
    'SourceSelectionCriteria cannot be empty.',
  ],
  [
    '32 key is no ARN',
    [
      v2({
        SourceSelectionCriteria: kms,
        Destination: { ...toDestination, EncryptionConfiguration: { ReplicaKmsKeyID: 'alias/mine' } },
      }),
    ],
    'InvalidArgument',
    'Invalid ReplicaKmsKeyID ARN.',
    { ArgumentName: 'ReplicaKmsKeyID', ArgumentValue: 'alias/mine' },
  ],
  [
    '34 owner override without Account',
    [v2({ Destination: { ...toDestination, AccessControlTranslation: { Owner: 'Destination' } } })],
    'InvalidRequest',
    'Account must be specified if the Owner in AccessControlTranslation has a value',
  ],
  [
    '35 Account does not own the destination',
    [v2({ Destination: { ...toDestination, Account: '999999999999' } })],
    'InvalidArgument',
    'The account specified must be the owner of the destination bucket.',
    { ArgumentName: 'Account' },
  ],
  [
    '36 ReplicationTime without Metrics',
    [v2({ Destination: { ...toDestination, ReplicationTime: time(15) } })],
    'InvalidRequest',
    'Replication destination must contain both ReplicationTime and Metrics or neither.',
  ],
  [
    '37 RTC minutes not 15',
    [v2({ Destination: { ...toDestination, ReplicationTime: time(10), Metrics: metrics(15) } })],
    'InvalidArgument',
    'Invalid time minute value',
    { ArgumentName: 'ReplicationTime' },
  ],
  [
    '38 RTC without EventThreshold',
    [v2({ Destination: { ...toDestination, ReplicationTime: time(15), Metrics: metrics() } })],
    'InvalidArgument',
    'ReplicationMetrics must contain an event threshold',
    { ArgumentName: 'ReplicationMetrics' },
  ],
  [
    '39 EventThreshold not 15',
    [v2({ Destination: { ...toDestination, ReplicationTime: time(15), Metrics: metrics(5) } })],
    'InvalidArgument',
    'Invalid event threshold minute value',
    { ArgumentName: 'ReplicationMetrics' },
  ],
  [
    '40 EventThreshold without RTC',
    [v2({ Destination: { ...toDestination, Metrics: metrics(15) } })],
    'InvalidArgument',
    'Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled',
  ],
  [
    '41 statuses differ',
    [
      v2({
        Destination: {
          ...toDestination,
          ReplicationTime: time(15),
          Metrics: { Status: 'Disabled', EventThreshold: { Minutes: 15 } },
        },
      }),
    ],
    'InvalidRequest',
    'ReplicationTime and ReplicationMetrics must have the same status.',
  ],
];

describe('PutBucketReplication of rules that cannot be', () => {
  it.each(rows.map((row) => [row[0], row] as const))('refuses row %s', async (_, row) => {
    const [, rules, name, message, members = {}] = row;
    await expect(put(rules)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 400 },
      ...members,
    });
  });
});
