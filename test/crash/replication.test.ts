// The outbox: a task commits with its version, so a kill -9 loses none, and a replica made twice is made once.
// Hundreds of rounds instead of a few: CRASH_ROUNDS=200.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketReplicationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { crashRounds } from '../support/crash-rounds.ts';
import { inspectDataDir } from '../support/data-dir.ts';
import { type ServerProcess, startProcess } from '../support/process.ts';

const ROUNDS = crashRounds(3);
const WRITERS = 6;
/** Inline, in a file, and large enough for a lane of its own; every fourth write deletes. */
const SIZES = [10, 70_000, 10, undefined, 200_000, 1000, 70_000, undefined];
const LARGE = 9_000_000;
const ROUND_TIMEOUT = 20_000;

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
            DeleteMarkerReplication: { Status: 'Enabled' },
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

interface Promised {
  readonly Key: string;
  readonly VersionId: string;
  readonly size: number | undefined;
}

/** One write or deletion; rejects when the server is gone. */
async function writeOne(s3: S3Client, Key: string, size: number | undefined, SSEKMSKeyId: string) {
  if (size === undefined) {
    const { VersionId = '' } = await s3.send(new DeleteObjectCommand({ Bucket: 'crash-from', Key }));
    return { Key, VersionId, size };
  }
  const Body = Buffer.alloc(size, Key);
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId } as const;
  const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket: 'crash-from', Key, Body, ...sse }));
  return { Key, VersionId, size };
}

/**
 * Writes, and kills the server after some answers and a while: amid the writing, or amid the replicating
 * that goes on after it. Answers the versions that were promised.
 */
async function writeUntilKilled(server: ServerProcess, round: number, keyArn: string): Promise<Promised[]> {
  const s3 = new S3Client(settings(server.url));
  const promised: Promised[] = [];
  const enough = 1 + Math.floor(Math.random() * 60);
  const writesOn = Math.random() < 0.5;
  const later = Math.random() * 40;
  const killed = new Promise<void>((resolve) => server.child.once('exit', () => resolve()));
  const write = async (writer: number) => {
    for (let index = writer; writesOn || promised.length < enough; index += 1) {
      const size = round % 10 === 0 && writer === 0 && index === 1 ? LARGE : SIZES[index % SIZES.length];
      try {
        promised.push(await writeOne(s3, `${round}/${writer}/${index % 3}`, size, keyArn));
      } catch {
        return;
      }
      if (promised.length === enough) setTimeout(() => server.child.kill('SIGKILL'), later);
    }
  };
  await Promise.all([killed, ...Array.from({ length: WRITERS }, (_, writer) => write(writer))]);
  s3.destroy();
  return promised;
}

/** Every version and marker, `key id` each, in the order of the listing. */
async function versionsOf(s3: S3Client, Bucket: string): Promise<string[]> {
  const found: string[] = [];
  let page: ListObjectVersionsCommandOutput | undefined;
  do {
    page = await s3.send(
      new ListObjectVersionsCommand({
        Bucket,
        KeyMarker: page?.NextKeyMarker,
        VersionIdMarker: page?.NextVersionIdMarker,
      }),
    );
    const { Versions = [], DeleteMarkers = [] } = page;
    for (const { Key, VersionId, IsLatest } of [...Versions, ...DeleteMarkers]) {
      found.push(`${Key} ${VersionId}${IsLatest ? ' current' : ''}`);
    }
  } while (page.IsTruncated);
  return found.sort();
}

async function expectReplicated(s3: S3Client, { Key, VersionId, size }: Promised, replicaKey: string) {
  if (size === undefined) return;
  const source = await s3.send(new HeadObjectCommand({ Bucket: 'crash-from', Key, VersionId }));
  expect(source, Key).toMatchObject({ ReplicationStatus: 'COMPLETED', ContentLength: size });
  const replica = await s3.send(new GetObjectCommand({ Bucket: 'crash-to', Key, VersionId }));
  expect(replica).toMatchObject({ ReplicationStatus: 'REPLICA', SSEKMSKeyId: replicaKey });
  const bytes = Buffer.from((await replica.Body?.transformToByteArray()) ?? []);
  expect(bytes.equals(Buffer.alloc(size, Key)), Key).toBe(true);
}

it(
  'every answered version has exactly one replica after kill -9 amid writing and replicating',
  async () => {
    const promised: Promised[] = [];
    let server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const keys = await prepare(server.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      promised.push(...(await writeUntilKilled(server, round, keys.source)));
      server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    }
    const { body } = await request(`${server.url}/_waxseal/replication/wait`, { method: 'POST' });
    await body.dump();

    const s3 = new S3Client(settings(server.url));
    for (const each of promised) await expectReplicated(s3, each, keys.replica);
    // A version whose answer was cut off may be there too; then its replica is, and no version has two.
    const sent = await versionsOf(s3, 'crash-from');
    expect(await versionsOf(s3, 'crash-to')).toEqual(sent);
    const there = new Set(sent.map((line) => line.replace(' current', '')));
    expect(promised.filter(({ Key, VersionId }) => !there.has(`${Key} ${VersionId}`))).toEqual([]);
    s3.destroy();
    await server.stop('SIGTERM');

    // The last start has swept what the kill before it left.
    expect(inspectDataDir(dataDir)).toEqual({
      integrity: 'ok',
      orphans: [],
      missing: [],
      strayBodies: 0,
      tasks: { COMPLETED: sent.length },
    });
  },
  60_000 + ROUNDS * ROUND_TIMEOUT,
);
