// A multipart source is replicated as multipart: part layout and ETag are kept (facts/s3 §2).
import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReplicationSetting, setReplicationUp } from '../../support/replication.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const bodies = [randomBytes(5 * 1024 * 1024), randomBytes(1000)];

async function upload({ s3, source: Bucket }: ReplicationSetting, Key: string, create: object) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...create }));
  const Parts = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  return s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
}

describe('a replicated multipart object', () => {
  it.each([
    ['SSE-S3', () => ({})],
    [
      'SSE-KMS',
      (setting: ReplicationSetting) => ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: setting.sourceKey }),
    ],
  ])('keeps its parts and its ETag under %s', async (_name, encryption) => {
    const setting = await setReplicationUp(aws);
    await setting.configure();
    const { ETag, VersionId } = await upload(setting, 'k', encryption(setting));
    await aws.replication.idle();
    const { remote, destination: Bucket } = setting;
    const head = await remote.send(new HeadObjectCommand({ Bucket, Key: 'k', PartNumber: 1 }));
    expect(head).toMatchObject({
      ETag,
      VersionId,
      ReplicationStatus: 'REPLICA',
      PartsCount: 2,
      ContentLength: bodies[0]?.length,
    });
    const read = await remote.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    const bytes = Buffer.from((await read.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat(bodies))).toBe(true);
  });

  it('without encryption keeps its parts, and has another ETag where the destination’s default is SSE-KMS', async () => {
    const setting = await setReplicationUp(aws);
    await setting.configure();
    const { source, remote, destination: Bucket, replicaKey: KMSMasterKeyID } = setting;
    await makeUnencrypted(source);
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } as const;
    await remote.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
      }),
    );
    const generate = {
      Effect: 'Allow',
      Action: 'kms:GenerateDataKey',
      Resource: KMSMasterKeyID,
    } as const;
    await setting.setPolicy({ generate });
    const { ETag } = await upload(setting, 'k', {});
    const plain = await setting.settled('k');
    expect(plain).toMatchObject({ ETag, ReplicationStatus: 'COMPLETED' });
    expect(plain.ServerSideEncryption).toBeUndefined();
    const head = await remote.send(new HeadObjectCommand({ Bucket, Key: 'k', PartNumber: 2 }));
    expect(head).toMatchObject({ PartsCount: 2, ContentLength: 1000, SSEKMSKeyId: KMSMasterKeyID });
    expect(head.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(head.ETag).not.toBe(ETag);
    const read = await remote.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    const bytes = Buffer.from((await read.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat(bodies))).toBe(true);
  });
});

async function makeUnencrypted(bucket: string): Promise<void> {
  const { body } = await request(`${aws.url}/_waxseal/s3/unencrypted`, {
    method: 'POST',
    body: JSON.stringify({ bucket }),
  });
  await body.dump();
}
