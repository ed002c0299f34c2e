import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createUser } from '../../support/users.ts';

const Bucket = 'guarded';
const OTHER = '111122223333';
let aws: TestServer;
let root: S3Client;
let users = 0;
beforeAll(async () => {
  aws = await startTestServer();
  root = aws.s3();
  await root.send(new CreateBucketCommand({ Bucket }));
  await root.send(new PutObjectCommand({ Bucket, Key: 'public', Body: 'x', Tagging: 'open=yes' }));
  await root.send(new PutObjectCommand({ Bucket, Key: 'private', Body: 'x' }));
});
afterAll(() => aws.close());

/** An IAM user whose only policy has these statements. */
async function userWith(...statements: object[]): Promise<{ s3: S3Client; arn: string }> {
  const { arn, keys } = await createUser(aws, `user-${++users}`, statements);
  return { s3: aws.s3(keys), arn };
}
const allow = (Action: string | string[], Resource: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const policy = (...Statement: object[]) =>
  root.send(
    new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
  );

describe('S3 permissions', () => {
  it('tell an absent key only to those who may list the bucket', async () => {
    const reader = await userWith(allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`));
    const lister = await userWith(
      allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`),
      allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`),
    );
    await reader.s3.send(new GetObjectCommand({ Bucket, Key: 'private' }));
    await expect(reader.s3.send(new GetObjectCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${reader.arn} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::${Bucket}" because no identity-based policy allows the s3:ListBucket action`,
    });
    await expect(lister.s3.send(new GetObjectCommand({ Bucket, Key: 'absent' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(reader.s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))).rejects.toMatchObject(
      {
        name: 'AccessDenied',
      },
    );
  });

  it('look at the prefix of a listing, the encryption of a write and the tags of an object', async () => {
    const { s3 } = await userWith(
      allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`, {
        Condition: { StringEquals: { 's3:prefix': 'mine/' } },
      }),
      allow('s3:PutObject', `arn:aws:s3:::${Bucket}/*`, {
        Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      }),
      allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`, {
        Condition: { StringEquals: { 's3:ExistingObjectTag/open': 'yes' } },
      }),
      allow('kms:*', '*'),
    );
    const denied = { name: 'AccessDenied' };
    await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'mine/' }));
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ServerSideEncryption: 'aws:kms' }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))).rejects.toMatchObject(
      denied,
    );
    await s3.send(new GetObjectCommand({ Bucket, Key: 'public' }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'private' }))).rejects.toMatchObject(denied);
  });

  it('let another account in by bucket policy, and an explicit deny outweighs all', async () => {
    const stranger = aws.s3({ account: OTHER });
    await expect(stranger.send(new GetObjectCommand({ Bucket, Key: 'private' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Access Denied',
    });
    await policy(allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`, { Principal: { AWS: OTHER } }), {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/public`,
    });
    const read = await stranger.send(new GetObjectCommand({ Bucket, Key: 'private' }));
    expect(await read.Body?.transformToString()).toBe('x');
    await expect(stranger.send(new HeadObjectCommand({ Bucket, Key: 'public' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(root.send(new GetObjectCommand({ Bucket, Key: 'public' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    });
  });

  it('refuse a caller whom KMS refuses', async () => {
    const { s3, arn } = await userWith(allow('s3:*', '*'));
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: 'sealed', Body: 'x', ServerSideEncryption: 'aws:kms' })),
    ).resolves.toBeDefined();
    const { CreateKeyCommand } = await import('@aws-sdk/client-kms');
    const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
    await expect(
      s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'sealed',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: KeyMetadata?.Arn,
        }),
      ),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`User: ${arn} is not authorized to perform: kms:GenerateDataKey`),
    });
  });

  it('are asked for each object of DeleteObjects', async () => {
    const { s3 } = await userWith(allow('s3:DeleteObject', `arn:aws:s3:::${Bucket}/mine/*`));
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'mine/1' }, { Key: 'private' }] } }),
    );
    expect(Deleted).toMatchObject([{ Key: 'mine/1' }]);
    expect(Errors).toMatchObject([{ Key: 'private', Code: 'AccessDenied' }]);
  });
});
