// What a kill -9 leaves of S3's events: every answered PutObject is heard of in the queue, at least once, with the
// version id that was answered.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createQueue, queuePolicy } from '../contract/s3/notification-support.ts';
import { startProcess } from '../support/process.ts';

const WRITERS = 8;
const ENOUGH = 60;
const Bucket = 'heard';

const clients = (endpoint: string) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint, region: 'us-east-1', maxAttempts: 1, credentials };
  return { s3: new S3Client({ ...settings, forcePathStyle: true }), sqs: new SQSClient(settings) };
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** The versions that the queue tells of, waiting for what is still on its way until `wanted` is there. */
async function versionsHeard(sqs: SQSClient, QueueUrl: string, wanted: ReadonlySet<string>) {
  const versions = new Set<string>();
  for (;;) {
    const missing = [...wanted].some((version) => !versions.has(version));
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: missing ? 5 : 0 }),
    );
    if (Messages.length === 0) return versions;
    for (const { Body = '' } of Messages) {
      for (const record of JSON.parse(Body).Records ?? []) versions.add(record.s3.object.versionId);
    }
    const Entries = Messages.map(({ ReceiptHandle = '' }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

it('every answered PutObject is heard of after a kill -9', async () => {
  const first = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  const { s3, sqs } = clients(first.url);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const { QueueUrl, QueueArn } = await createQueue(sqs, queuePolicy(Bucket));
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: { QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }] },
    }),
  );

  const answered = new Set<string>();
  const ended = new Promise<void>((resolve) => first.child.once('exit', () => resolve()));
  const write = async (writer: number) => {
    for (;;) {
      const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket, Key: `${writer}`, Body: 'x' }));
      answered.add(VersionId);
      if (answered.size === ENOUGH) first.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer).catch(() => undefined)));
  await ended;

  const second = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  try {
    const heard = await versionsHeard(clients(second.url).sqs, QueueUrl, answered);
    expect([...answered].filter((version) => !heard.has(version))).toEqual([]);
    expect(answered.size).toBeGreaterThanOrEqual(ENOUGH);
  } finally {
    second.child.kill('SIGKILL');
  }
});
