// The shapes of a job, as botocore's s3control model (2018-08-20) has them.
import {
  boolean,
  header,
  integer,
  label,
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
import { manifestGenerator } from './manifest-generator-shapes.ts';

export const NAMESPACE = 'http://awss3control.amazonaws.com/doc/2018-08-20/';

const accountId = string({ max: 64, pattern: '\\d{12}' });
export const accountMembers = { AccountId: required(header('x-amz-account-id', accountId)) };
export const jobMembers = {
  ...accountMembers,
  JobId: required(label('id', string({ min: 5, max: 36, pattern: '[a-zA-Z0-9\\-_]+' }))),
};

/** What this server does not do is taken in whatever form, to be refused by name. */
const notDone = structure({}, { open: true });

export const jobOperation = structure({
  LambdaInvoke: notDone,
  S3PutObjectCopy: notDone,
  S3PutObjectAcl: notDone,
  S3PutObjectTagging: notDone,
  S3DeleteObjectTagging: notDone,
  S3InitiateRestoreObject: notDone,
  S3PutObjectLegalHold: notDone,
  S3PutObjectRetention: notDone,
  S3ReplicateObject: structure({}),
  S3ComputeObjectChecksum: notDone,
  S3UpdateObjectEncryption: notDone,
});

export const jobReport = structure({
  Bucket: string({ min: 1, max: 128, pattern: 'arn:[^:]+:s3:.*' }),
  Format: oneOf('Report_CSV_20180820'),
  Enabled: required(boolean()),
  Prefix: string({ min: 1, max: 512 }),
  ReportScope: oneOf('AllTasks', 'FailedTasksOnly'),
  ExpectedBucketOwner: accountId,
});

const manifestLocation = structure({
  ObjectArn: required(string({ min: 1, max: 2000, pattern: 'arn:[^:]+:s3:.*' })),
  ObjectVersionId: string({ min: 1, max: 2000 }),
  ETag: required(string({ min: 1, max: 1024 })),
});

export const jobManifest = structure({
  Spec: required(
    structure({
      Format: required(oneOf('S3BatchOperations_CSV_20180820', 'S3InventoryReport_CSV_20161130')),
      Fields: list(oneOf('Ignore', 'Bucket', 'Key', 'VersionId')),
    }),
  ),
  Location: required(manifestLocation),
});

const generatedManifest = structure({
  Format: oneOf('S3InventoryReport_CSV_20211130'),
  Location: manifestLocation,
});

const TAG_TEXT = '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)';
export const jobTags = list(
  structure({
    Key: required(string({ min: 1, max: 128, pattern: TAG_TEXT })),
    Value: required(string({ min: 0, max: 256, pattern: TAG_TEXT })),
  }),
);

const jobStatus = string();

export const progressSummary = structure({
  TotalNumberOfTasks: long(),
  NumberOfTasksSucceeded: long(),
  NumberOfTasksFailed: long(),
  Timers: structure({ ElapsedTimeInActiveSeconds: long() }),
});

const jobFailures = list(structure({ FailureCode: string(), FailureReason: string() }));

export const jobDescriptor = structure({
  JobId: string(),
  ConfirmationRequired: boolean(),
  Description: string(),
  JobArn: string(),
  Status: jobStatus,
  Manifest: jobManifest,
  Operation: jobOperation,
  Priority: integer(),
  ProgressSummary: progressSummary,
  StatusUpdateReason: string(),
  FailureReasons: jobFailures,
  Report: jobReport,
  CreationTime: timestamp(),
  TerminationDate: timestamp(),
  RoleArn: string(),
  SuspendedDate: timestamp(),
  SuspendedCause: string(),
  ManifestGenerator: named('ManifestGenerator', manifestGenerator),
  GeneratedManifestDescriptor: generatedManifest,
});

export type JobOperation = TypeOf<typeof jobOperation>;
export type JobReport = TypeOf<typeof jobReport>;
export type JobManifest = TypeOf<typeof jobManifest>;
export type GeneratedManifest = TypeOf<typeof generatedManifest>;
export type JobTags = TypeOf<typeof jobTags>;
export type JobFailures = TypeOf<typeof jobFailures>;
