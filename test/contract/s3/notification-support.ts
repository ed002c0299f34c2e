// A queue that hears of a bucket's events, and what it has heard.
import { PutBucketNotificationConfigurationCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ACCOUNT, type TestServer } from '../../support/server.ts';

export interface EventRecord {
  readonly eventVersion: string;
  readonly eventName: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: Readonly<Record<string, string>>;
  readonly s3: {
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly arn: string;
      readonly ownerIdentity: { readonly principalId: string };
    };
    readonly object: {
      readonly key: string;
      readonly size?: number;
      readonly eTag?: string;
      readonly versionId?: string;
      readonly sequencer?: string;
    };
  };
  readonly glacierEventData?: unknown;
  readonly replicationEventData?: Readonly<Record<string, string>>;
}

let counter = 0;

/** The policy of the guide: S3 may send, for this account's buckets of that name. */
export const queuePolicy = (bucket: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: {
          ArnLike: { 'aws:SourceArn': `arn:aws:s3:*:*:${bucket}` },
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
        },
      },
    ],
  });

export async function createQueue(sqs: SQSClient, policy: string | undefined, region = 'us-east-1') {
  counter += 1;
  const QueueName = `events-${counter}`;
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: policy === undefined ? {} : { Policy: policy } }),
  );
  return { QueueUrl, QueueArn: `arn:aws:sqs:${region}:${ACCOUNT}:${QueueName}` };
}

/** All that lies in the queue, taken out. */
export async function drain(sqs: SQSClient, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => Body));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** Sends the bucket's events to a fresh queue; `heard` answers those since it was last asked. */
export async function listenTo(
  aws: TestServer,
  s3: S3Client,
  Bucket: string,
  Events: readonly string[],
  Rules: readonly { readonly Name: string; readonly Value: string }[] = [],
  region = 'us-east-1',
) {
  const sqs = aws.sqs({ region });
  const { QueueUrl, QueueArn } = await createQueue(sqs, queuePolicy(Bucket), region);
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Id: 'events',
            QueueArn,
            Events: Events as 's3:ObjectCreated:*'[],
            Filter: { Key: { FilterRules: Rules as { Name: 'prefix'; Value: string }[] } },
          },
        ],
      },
    }),
  );
  await drain(sqs, QueueUrl);
  const heard = async (): Promise<EventRecord[]> => {
    await aws.idle();
    return (await drain(sqs, QueueUrl)).flatMap((body) => JSON.parse(body).Records as EventRecord[]);
  };
  return { QueueUrl, QueueArn, heard };
}
