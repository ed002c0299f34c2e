// The outbox: a task commits with its version, so a kill -9 loses none, and a replica made twice is made once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ServerProcess, startProcess } from '../support/process.ts';

const ROUNDS = 3;
const WRITERS = 6;
const SIZES = [10, 70_000];

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-replication-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const settings = (url: string) => ({
  endpoint: url,
  region: 'us-east-1',
  maxAttempts: 1,
  forcePathStyle: true,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const statement = (members: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...members }] });

/** Two versioned buckets and a role that may replicate; answers the key of the source and of the replicas. */
async function prepare(url: string): Promise<{ source: string; replica: string }> {
  const s3 = new S3Client(settings(url));
  const iam = new IAMClient(settings(url));
  const kms = new KMSClient(settings(url));
  const newKey = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  const keys = { source: await newKey(), replica: await newKey() };
  for (const Bucket of ['crash-from', 'crash-to']) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'replicator',
      AssumeRolePolicyDocument: statement({
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    }),
  );
  const PolicyDocument = statement({ Action: ['s3:*', 'kms:Decrypt', 'kms:Encrypt'], Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'replicator', PolicyName: 'all', PolicyDocument }));
  await s3.send(
    new PutBucketReplicationCommand({
      Bucket: 'crash-from',
      ReplicationConfiguration: {
        Role: Role?.Arn,
        Rules: [
          {
            Status: 'Enabled',
            Priority: 1,
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
            Destination: {
              Bucket: 'arn:aws:s3:::crash-to',
              EncryptionConfiguration: { ReplicaKmsKeyID: keys.replica },
            },
          },
        ],
      },
    }),
  );
  for (const client of [s3, iam, kms]) client.destroy();
  return keys;
}

/** Writes until the server is killed after `enough` answers; answers the versions that were promised. */
async function writeUntilKilled(server: ServerProcess, round: number, keyArn: string, enough: number) {
  const s3 = new S3Client(settings(server.url));
  const promised: { Key: string; VersionId: string }[] = [];
  const ended = new Promise<void>((resolve) => server.child.once('exit', () => resolve()));
  const write = async (writer: number) => {
    for (let index = 0; ; index += 1) {
      const Key = `${round}/${writer}/${index % 3}`;
      const Body = Buffer.alloc(SIZES[index % SIZES.length] ?? 0, Key);
      try {
        const answer = await s3.send(
          new PutObjectCommand({
            Bucket: 'crash-from',
            Key,
            Body,
            ServerSideEncryption: 'aws:kms',
            SSEKMSKeyId: keyArn,
          }),
        );
        promised.push({ Key, VersionId: answer.VersionId ?? '' });
      } catch {
        return;
      }
      if (promised.length >= enough) server.child.kill('SIGKILL');
    }
  };
  await Promise.all([ended, ...Array.from({ length: WRITERS }, (_, writer) => write(writer))]);
  s3.destroy();
  return promised;
}

it('every answered version has exactly one replica after kill -9 amid writing and replicating', async () => {
  const promised: { Key: string; VersionId: string }[] = [];
  let server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  const keys = await prepare(server.url);
  for (let round = 0; round < ROUNDS; round += 1) {
    promised.push(...(await writeUntilKilled(server, round, keys.source, 25 + round * 9)));
    server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  }
  const { body } = await request(`${server.url}/_waxseal/replication/wait`, { method: 'POST' });
  await body.dump();

  const s3 = new S3Client(settings(server.url));
  for (const { Key, VersionId } of promised) {
    const source = await s3.send(new HeadObjectCommand({ Bucket: 'crash-from', Key, VersionId }));
    expect(source.ReplicationStatus, Key).toBe('COMPLETED');
    const replica = await s3.send(new GetObjectCommand({ Bucket: 'crash-to', Key, VersionId }));
    expect(replica).toMatchObject({ ReplicationStatus: 'REPLICA', SSEKMSKeyId: keys.replica });
    const bytes = Buffer.from((await replica.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.alloc(bytes.length, Key)), Key).toBe(true);
    expect(bytes.length).toBe(source.ContentLength);
  }
  // A version whose answer was cut off may be there too; then its replica is, and no version has two.
  const versionsOf = async (Bucket: string) =>
    (await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions?.map(
      (each) => `${each.Key} ${each.VersionId}`,
    );
  expect(await versionsOf('crash-to')).toEqual(await versionsOf('crash-from'));
  s3.destroy();
  await server.stop('SIGTERM');
}, 120_000);
