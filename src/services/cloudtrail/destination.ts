// Whether a trail's bucket and key take its log files: asked when a trail is made or its destination changes.
import type { Call } from '../../core/call.ts';
import { AwsError } from '../../core/errors.ts';
import type { CloudTrailDeps } from './deps.ts';
import * as errors from './errors.ts';
import { putFolder } from './log-file.ts';
import { serviceCall } from './service-call.ts';
import type { Trail } from './trail.ts';

/** CreateTrail's page: `InvalidS3BucketNameException`, `InvalidS3PrefixException`. */
export function requireBucketName(bucket: string, prefix: string | undefined): void {
  if (bucket === '') throw errors.invalidBucketName('Bucket name cannot be blank!');
  if (bucket.length < 3 || bucket.length > 63 || !/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(bucket)) {
    throw errors.invalidBucketName(`Bucket name ${bucket} is not valid.`);
  }
  if (prefix !== undefined && prefix.length > 200) {
    throw errors.invalidPrefix('The S3 key prefix cannot be longer than 200 characters.');
  }
}

/** The key's ARN, once the caller may see it and it is enabled. */
export async function findKey(named: string, call: Call, { ports }: CloudTrailDeps): Promise<string> {
  try {
    const { KeyMetadata } = await ports.describeKey({ KeyId: named }, call);
    if (KeyMetadata?.Enabled === false) throw errors.keyDisabled(named);
    return KeyMetadata?.Arn ?? named;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'NotFoundException') throw errors.keyNotFound(named);
    if (error.code === 'AccessDeniedException') throw errors.insufficientKeyPolicy(named);
    if (error.code === 'InvalidArnException') throw errors.invalidKey(named);
    throw error;
  }
}

/** A topic gets a message of validation, as AWS's subscribers know it. */
export async function requireTopic(trail: Trail, { ports, platform }: CloudTrailDeps): Promise<void> {
  if (trail.snsTopic === undefined) return;
  const message = { TopicArn: trail.snsTopic, Message: 'CloudTrail validation message.' };
  await ports.publish(message, serviceCall(trail, platform)).catch((error: unknown) => {
    throw error instanceof AwsError ? errors.insufficientTopicPolicy() : error;
  });
}

/** The two permissions of the guide's bucket policy, tried as CloudTrail itself: GetBucketAcl and PutObject. */
export async function requireDestination(trail: Trail, { ports, platform }: CloudTrailDeps): Promise<void> {
  try {
    await ports.getBucketAcl({ Bucket: trail.bucket }, serviceCall(trail, platform));
    await putFolder(trail, platform, ports);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'NoSuchBucket') throw errors.bucketDoesNotExist(trail.bucket);
    if (trail.keyArn !== undefined && /kms:/i.test(`${error.code}${error.message}`)) {
      throw errors.insufficientKeyPolicy(trail.keyArn);
    }
    throw errors.insufficientBucketPolicy(trail.bucket);
  }
}
