import {
  GetBucketEncryptionCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../support/replication.ts';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const put = (Bucket: string, ...Rules: ServerSideEncryptionRule[]) =>
  aws.s3().send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));

describe('PutBucketEncryption', () => {
  it('encrypts what comes after, and Get answers the key as it was named', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const key = await createKey(aws.kms());
    const KMSMasterKeyID = key.split('/')[1] ?? '';
    const rule = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID },
      BucketKeyEnabled: true,
    };
    await put(Bucket, rule);
    const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(answer.ServerSideEncryptionConfiguration?.Rules).toEqual([rule]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: key,
      BucketKeyEnabled: true,
    });
  });

  it('does not look whether the key exists', async () => {
    const Bucket = await freshBucket(aws.s3());
    await put(Bucket, {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'fake-key-id' },
    });
    await expect(aws.s3().send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
    });
  });

  it('takes bucket keys beside SSE-S3, to no effect', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await put(Bucket, {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      BucketKeyEnabled: true,
    });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }));
    expect(head.BucketKeyEnabled).toBeUndefined();
  });

  it('takes what is blocked alone; the default stays SSE-S3, for no bucket is without', async () => {
    const Bucket = await freshBucket(aws.s3());
    await put(Bucket, { BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } });
    const answer = await aws.s3().send(new GetBucketEncryptionCommand({ Bucket }));
    expect(answer.ServerSideEncryptionConfiguration?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: false,
        BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
      },
    ]);
  });

  it('refuses a rule that says nothing', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(put(Bucket, {})).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('refuses a key beside SSE-S3', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      put(Bucket, {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'k' },
      }),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message:
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      ArgumentName: 'ApplyServerSideEncryptionByDefault',
    });
  });

  it('refuses anything but one rule, once the bucket is known', async () => {
    const Bucket = await freshBucket(aws.s3());
    const rule: ServerSideEncryptionRule = {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    };
    await expect(put(Bucket)).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(put(Bucket, rule, rule)).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(put('none')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('refuses an algorithm that is none, and a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      put(Bucket, { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'rot13' as 'AES256' } }),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(
      aws.s3({ account: '999999999999' }).send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
