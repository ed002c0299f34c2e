import { CreateKeyCommand, DisableKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UpdateObjectEncryptionCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'rewrapped';
let aws: TestServer;
let s3: S3Client;
let KMSKeyArn: string;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  KMSKeyArn = (await aws.kms().send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
});
afterAll(() => aws.close());

const update = (Key: string, SSEKMS: object | undefined) =>
  s3.send(new UpdateObjectEncryptionCommand({ Bucket, Key, ObjectEncryption: { SSEKMS } as never }));

describe('UpdateObjectEncryption', () => {
  it('puts an object under a KMS key and leaves ETag and date as they were', async () => {
    const Body = Buffer.alloc(100_000, 'x');
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body }));
    const before = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    await update('k', { KMSKeyArn, BucketKeyEnabled: true });
    const after = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(after).toMatchObject({
      ETag: before.ETag,
      LastModified: before.LastModified,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KMSKeyArn,
      BucketKeyEnabled: true,
    });
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    expect((await read.Body?.transformToByteArray())?.length).toBe(Body.length);
    await aws.kms().send(new DisableKeyCommand({ KeyId: KMSKeyArn }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))).rejects.toMatchObject({
      name: 'KMS.DisabledException',
    });
  });

  it('refuses DSSE sources, keys that are no key ARN and keys of other accounts', async () => {
    await s3.send(
      new PutObjectCommand({ Bucket, Key: 'dsse', Body: 'x', ServerSideEncryption: 'aws:kms:dsse' }),
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'x' }));
    await expect(update('dsse', { KMSKeyArn })).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(update('plain', { KMSKeyArn: 'alias/x' })).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(
      update('plain', {
        KMSKeyArn: 'arn:aws:kms:us-east-1:999999999999:key/134f2428-cec1-4b25-a1ae-9048164dba47',
      }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(update('absent', { KMSKeyArn })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
