// CloudTrail's shapes, said once, after botocore's model cloudtrail/2013-11-01.
import { boolean, list, oneOf, required, string, structure, type TypeOf } from '../../core/shape.ts';

const operator = list(string({ min: 1, max: 2048, pattern: '.+' }), { min: 1 });

export const eventSelectors = list(
  structure({
    ReadWriteType: oneOf('ReadOnly', 'WriteOnly', 'All'),
    IncludeManagementEvents: boolean(),
    DataResources: list(structure({ Type: string(), Values: list(string()) })),
    ExcludeManagementEventSources: list(string()),
  }),
);
export type EventSelector = TypeOf<typeof eventSelectors>[number];

export const advancedEventSelectors = list(
  structure({
    Name: string({ min: 0, max: 1000, pattern: '.*' }),
    FieldSelectors: required(
      list(
        structure({
          Field: required(string({ min: 1, max: 1000, pattern: '[\\w|\\d|\\.|_]+' })),
          Equals: operator,
          StartsWith: operator,
          EndsWith: operator,
          NotEquals: operator,
          NotStartsWith: operator,
          NotEndsWith: operator,
        }),
        { min: 1 },
      ),
    ),
  }),
);
export type AdvancedEventSelector = TypeOf<typeof advancedEventSelectors>[number];

/** What CreateTrail and UpdateTrail may set beside the name. */
export const trailSettings = {
  S3KeyPrefix: string(),
  SnsTopicName: string(),
  IncludeGlobalServiceEvents: boolean(),
  IsMultiRegionTrail: boolean(),
  EnableLogFileValidation: boolean(),
  CloudWatchLogsLogGroupArn: string(),
  CloudWatchLogsRoleArn: string(),
  KmsKeyId: string(),
  IsOrganizationTrail: boolean(),
};

const described = {
  Name: string(),
  S3BucketName: string(),
  S3KeyPrefix: string(),
  SnsTopicName: string(),
  SnsTopicARN: string(),
  IncludeGlobalServiceEvents: boolean(),
  IsMultiRegionTrail: boolean(),
  TrailARN: string(),
  LogFileValidationEnabled: boolean(),
  CloudWatchLogsLogGroupArn: string(),
  CloudWatchLogsRoleArn: string(),
  KmsKeyId: string(),
  IsOrganizationTrail: boolean(),
};
/** CreateTrail's and UpdateTrail's answer. */
export const changedTrail = structure(described);
/** GetTrail's and DescribeTrails'. */
export const trail = structure({
  ...described,
  HomeRegion: string(),
  HasCustomEventSelectors: boolean(),
  HasInsightSelectors: boolean(),
});

export const tags = list(
  structure({ Key: required(string({ min: 1, max: 128 })), Value: string({ min: 1, max: 256 }) }),
  { max: 200 },
);
export type Tag = TypeOf<typeof tags>[number];

/** The input of the operations that do one thing to one trail. */
export const namesTrail = structure({ Name: required(string()) });
