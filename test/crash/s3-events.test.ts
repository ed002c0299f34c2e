// What a kill -9 leaves of S3's events: every answered PutObject is heard of, with the version id that was answered,
// and heard of once.
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
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createQueue, drain, queuePolicy } from '../contract/s3/notification-support.ts';
import { killedWriting } from '../support/killed-writing.ts';
import { settled, startProcess } from '../support/process.ts';

/** Each with a queue of its own, so that the end meets some between a message and the note of it. */
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

/** The versions that a queue tells of. */
async function versionsHeard(sqs: SQSClient, QueueUrl: string): Promise<string[]> {
  const bodies = await drain(sqs, QueueUrl);
  return bodies.flatMap((body) =>
    (JSON.parse(body).Records ?? []).map(
      (record: { s3: { object: { versionId: string } } }) => record.s3.object.versionId,
    ),
  );
}

it('every answered PutObject is heard of after a kill -9, and none twice', async () => {
  // Each commit waits for the disk, so the end falls between two of them.
  const first = await startProcess({ WAXSEAL_DATA_DIR: dataDir, WAXSEAL_DURABILITY: 'full' });
  const { s3, sqs } = clients(first.url);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const queues = await Promise.all(
    Array.from({ length: WRITERS }, () => createQueue(sqs, queuePolicy(Bucket))),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: queues.map(({ QueueArn }, writer) => ({
          QueueArn,
          Events: ['s3:ObjectCreated:*'],
          Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: `${writer}` }] } },
        })),
      },
    }),
  );

  const load = { writers: WRITERS, enough: ENOUGH };
  const answered = await killedWriting(first, load, async (writer) => {
    const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket, Key: `${writer}`, Body: 'x' }));
    return VersionId;
  });

  const second = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  try {
    await settled(second);
    const after = clients(second.url).sqs;
    const heard: string[] = [];
    for (const { QueueUrl } of queues) heard.push(...(await versionsHeard(after, QueueUrl)));
    expect([...answered].filter((version) => !heard.includes(version))).toEqual([]);
    expect(heard.filter((version, index) => heard.indexOf(version) !== index)).toEqual([]);
    expect(answered.size).toBeGreaterThanOrEqual(ENOUGH);
  } finally {
    second.child.kill('SIGKILL');
  }
});
