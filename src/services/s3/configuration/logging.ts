// Server access logging: stored and validated; no logs are written.

import { AwsError } from '../../../core/errors.ts';
import { list, oneOf, required, string, structure, type TypeOf } from '../../../core/shape.ts';
import type { Bucket } from '../buckets/bucket-store.ts';
import type { S3Deps } from '../deps.ts';
import { malformedXml } from '../errors.ts';
import { grant } from './acl-shapes.ts';

export const loggingStatus = structure(
  {
    LoggingEnabled: structure({
      TargetBucket: required(string()),
      TargetGrants: list(grant, { memberName: 'Grant' }),
      TargetPrefix: required(string()),
      TargetObjectKeyFormat: structure({
        SimplePrefix: structure({}),
        PartitionedPrefix: structure({ PartitionDateSource: oneOf('EventTime', 'DeliveryTime') }),
      }),
    }),
  },
  { xmlName: 'BucketLoggingStatus', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/' },
);

export function checkLogging(
  { LoggingEnabled }: TypeOf<typeof loggingStatus>,
  bucket: Bucket,
  { buckets }: Pick<S3Deps, 'buckets'>,
): void {
  if (!LoggingEnabled) return;
  const { TargetBucket, TargetObjectKeyFormat } = LoggingEnabled;
  if (TargetObjectKeyFormat?.SimplePrefix && TargetObjectKeyFormat.PartitionedPrefix) throw malformedXml();
  const target = buckets.find(bucket.partition, TargetBucket);
  const refuse = (message: string) =>
    new AwsError('InvalidTargetBucketForLogging', 400, message, { TargetBucket });
  if (!target) throw refuse('The target bucket for logging does not exist');
  if (target.account !== bucket.account) {
    throw refuse('The owner for the bucket to be logged and the target bucket must be the same.');
  }
  if (target.region !== bucket.region) {
    throw new AwsError('CrossLocationLoggingProhibitted', 403, 'Cross S3 location logging not allowed. ', {
      // us-east-1 has no location to tell (recorded).
      ...(bucket.region !== 'us-east-1' && { SourceBucketLocation: bucket.region }),
      TargetBucketLocation: target.region,
    });
  }
}
