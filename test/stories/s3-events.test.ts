// A mail comes in, is sealed into S3, and a queue hears of the object; a replica that fails is heard of too. All with
// the SDK alone.
import { DeleteRolePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import {
  GetBucketReplicationCommand,
  HeadObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketReplicationCommand,
} from '@aws-sdk/client-s3';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createQueue, drain, type EventRecord, queuePolicy } from '../contract/s3/notification-support.ts';
import { createScene } from '../demo/scene.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let aws: TestServer;
let scene: ReturnType<typeof createScene>;
let queue: { readonly QueueUrl: string; readonly QueueArn: string };
beforeAll(async () => {
  aws = await startTestServer();
  scene = createScene(aws);
  await scene.createKeys();
  await scene.createBuckets();
  await scene.configureReplication();
  const Bucket = scene.sourceBucket;
  const { ReplicationConfiguration } = await scene.s3Source.send(new GetBucketReplicationCommand({ Bucket }));
  const [rule] = ReplicationConfiguration?.Rules ?? [];
  await scene.s3Source.send(
    new PutBucketReplicationCommand({
      Bucket,
      ReplicationConfiguration: {
        Role: ReplicationConfiguration?.Role,
        Rules: [
          {
            ...rule,
            Destination: { Bucket: '', ...rule?.Destination, Metrics: { Status: 'Enabled' } },
          } as never,
        ],
      },
    }),
  );
  queue = await createQueue(aws.sqs(), queuePolicy(Bucket));
  await scene.s3Source.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Id: 'mail',
            QueueArn: queue.QueueArn,
            Events: ['s3:ObjectCreated:*', 's3:Replication:*'],
            Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'mail/' }] } },
          },
        ],
      },
    }),
  );
  await scene.configureReceiving();
  await aws.idle();
});
afterAll(async () => {
  scene.close();
  await aws.close();
});

const heard = async () => {
  await aws.idle();
  const bodies = (await drain(aws.sqs(), queue.QueueUrl)).map((body) => JSON.parse(body));
  return bodies.flatMap(({ Records = [] }) => Records as EventRecord[]);
};
async function sendMail(subject: string): Promise<void> {
  const { host, port } = aws.smtp;
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true });
  await transport.sendMail({ from: 'a@example.org', to: 'b@example.com', subject, text: 'Hello.' });
  transport.close();
}

test('a sealed mail is heard of in the queue, put by SES, under its own name', async () => {
  await heard();
  await sendMail('first');
  const records = await heard();
  expect(records.map(({ eventName }) => eventName)).toEqual(['ObjectCreated:Put']);
  const [record] = records;
  expect(record?.userIdentity.principalId).toBe('ses.amazonaws.com');
  const { key, size, versionId } = record?.s3.object ?? { key: '' };
  expect(key).toMatch(/^mail\/[a-z0-9]+$/);
  const head = await scene.s3Source.send(
    new HeadObjectCommand({ Bucket: scene.sourceBucket, Key: key, VersionId: versionId }),
  );
  expect(head).toMatchObject({ ContentLength: size, ReplicationStatus: 'COMPLETED' });
});

test('a mail that its role may no longer replicate is heard of twice: stored, and failed with the reason', async () => {
  const iam: IAMClient = aws.iam();
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'replication', PolicyName: 'replicate' }));
  await sendMail('second');
  const records = await heard();
  expect(records.map(({ eventName }) => eventName)).toEqual([
    'ObjectCreated:Put',
    'Replication:OperationFailedReplication',
  ]);
  expect(records[1]?.s3.object.key).toBe(records[0]?.s3.object.key);
  expect(records[1]?.replicationEventData).toMatchObject({
    replicationRuleId: 'mail',
    destinationBucket: `arn:aws:s3:::${scene.replicaBucket}`,
    s3Operation: 'OBJECT_PUT',
    failureReason: expect.stringMatching(/^Src.*NotPermitted$|^DstPut.*NotPermitted$/),
  });
});
