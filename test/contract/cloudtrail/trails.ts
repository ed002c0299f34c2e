// What CloudTrail's tests say again and again, through the SDKs alone.
import { gunzipSync } from 'node:zlib';
import {
  type CloudTrailClient,
  CreateTrailCommand,
  type CreateTrailCommandInput,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

export { ACCOUNT };
export const BUCKET = 'trail-logs';

/** An event as a log file or LookupEvents has it. */
// biome-ignore lint/suspicious/noExplicitAny: a record is JSON of every service's shape
export type Event = any;

/** CloudTrail guide, "Amazon S3 bucket policy for CloudTrail". */
export const bucketPolicy = (bucket: string, trailArn?: string, account = ACCOUNT) => {
  const source = trailArn === undefined ? {} : { 'aws:SourceArn': trailArn };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailAclCheck',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:GetBucketAcl',
        Resource: `arn:aws:s3:::${bucket}`,
        ...(trailArn !== undefined && { Condition: { StringEquals: source } }),
      },
      {
        Sid: 'AWSCloudTrailWrite',
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${bucket}/*AWSLogs/${account}/*`,
        Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...source } },
      },
    ],
  };
};

/** A topic whose policy lets CloudTrail publish (CloudTrail guide, "Amazon SNS topic policy"). */
export async function createNewsTopic(sns: SNSClient, Name = 'news'): Promise<string> {
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
  const Statement = [
    {
      Sid: 'AWSCloudTrailSNSPolicy',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: TopicArn,
    },
  ];
  const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
  return TopicArn;
}

export async function createLogBucket(s3: S3Client, bucket = BUCKET, policy: object = bucketPolicy(bucket)) {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: JSON.stringify(policy) }));
}

export const createTrail = (
  cloudtrail: CloudTrailClient,
  Name: string,
  settings: Partial<CreateTrailCommandInput> = {},
) => cloudtrail.send(new CreateTrailCommand({ Name, S3BucketName: BUCKET, ...settings }));

export const startLogging = (cloudtrail: CloudTrailClient, Name: string) =>
  cloudtrail.send(new StartLoggingCommand({ Name }));

/** Log files in the order of their keys, the empty folder objects left out. */
export async function logFiles(s3: S3Client, Bucket = BUCKET, Prefix = ''): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  return Contents.map(({ Key = '' }) => Key).filter((key) => key.endsWith('.json.gz'));
}

export async function recordsOf(s3: S3Client, Key: string, Bucket = BUCKET): Promise<Event[]> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return JSON.parse(gunzipSync(bytes).toString()).Records;
}

export async function allRecords(s3: S3Client, Bucket = BUCKET): Promise<Event[]> {
  const files = await logFiles(s3, Bucket);
  return (await Promise.all(files.map((key) => recordsOf(s3, key, Bucket)))).flat();
}

export async function lookUp(
  cloudtrail: CloudTrailClient,
  input: LookupEventsCommandInput = {},
): Promise<Event[]> {
  const { Events = [] } = await cloudtrail.send(new LookupEventsCommand(input));
  return Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent));
}

export const by = (AttributeKey: string, AttributeValue: string): LookupEventsCommandInput => ({
  LookupAttributes: [{ AttributeKey, AttributeValue } as never],
});

/** Moves the clock past a delivery and waits for it. */
export async function deliver(aws: TestServer): Promise<void> {
  aws.clock.advance(5 * 60_000);
  await aws.idle();
}

/** `Code: message` of what a call was refused with. */
export const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no refusal',
    ({ name, message }: Error) => `${name}: ${message}`,
  );

/** One server for a file, with a bucket that takes log files. */
export function useServer() {
  const held = {} as { aws: TestServer; s3: S3Client; cloudtrail: CloudTrailClient };
  beforeAll(async () => {
    held.aws = await startTestServer();
    held.s3 = held.aws.s3();
    held.cloudtrail = held.aws.cloudtrail();
    await createLogBucket(held.s3);
  });
  afterAll(() => held.aws.close());
  return held;
}
