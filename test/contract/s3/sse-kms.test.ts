import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let keyArn: string;
beforeAll(async () => {
  aws = await startTestServer();
  await aws.s3().send(new CreateBucketCommand({ Bucket: 'sealed' }));
  const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
  keyArn = KeyMetadata?.Arn ?? '';
});
afterAll(() => aws.close());

const text = async (Key: string) =>
  (await aws.s3().send(new GetObjectCommand({ Bucket: 'sealed', Key }))).Body?.transformToString();

describe('SSE-KMS', () => {
  it('seals under the AWS managed key when none is named', async () => {
    const put = await aws.s3().send(
      new PutObjectCommand({
        Bucket: 'sealed',
        Key: 'managed',
        Body: 'x',
        ServerSideEncryption: 'aws:kms',
      }),
    );
    const { KeyMetadata } = await aws.kms().send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn });
    expect(KeyMetadata?.KeyManager).toBe('AWS');
    expect(await text('managed')).toBe('x');
  });

  it('answers the full key ARN for a key id, and an ETag that is no MD5', async () => {
    const put = await aws.s3().send(
      new PutObjectCommand({
        Bucket: 'sealed',
        Key: 'mine',
        Body: 'hello',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: keyArn.split('/')[1],
      }),
    );
    expect(put.SSEKMSKeyId).toBe(keyArn);
    expect(put.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(put.ETag).not.toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await text('mine')).toBe('hello');
  });

  it('takes the bucket default, with bucket keys', async () => {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket: 'default-kms' }));
    await s3.send(
      new PutBucketEncryptionCommand({
        Bucket: 'default-kms',
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
              BucketKeyEnabled: true,
            },
          ],
        },
      }),
    );
    for (const Key of ['one', 'two']) {
      const put = await s3.send(new PutObjectCommand({ Bucket: 'default-kms', Key, Body: Key }));
      expect(put).toMatchObject({
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: keyArn,
        BucketKeyEnabled: true,
      });
      const read = await s3.send(new GetObjectCommand({ Bucket: 'default-kms', Key }));
      expect(await read.Body?.transformToString()).toBe(Key);
      expect(read.BucketKeyEnabled).toBe(true);
    }
    const plain = await s3.send(
      new PutObjectCommand({
        Bucket: 'default-kms',
        Key: 'plain',
        Body: 'x',
        ServerSideEncryption: 'AES256',
      }),
    );
    expect(plain.ServerSideEncryption).toBe('AES256');
    expect(plain.SSEKMSKeyId).toBeUndefined();
  });

  it('proves a bucket key by kms:Decrypt from the first write on', async () => {
    const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
    const SSEKMSKeyId = KeyMetadata?.Arn ?? '';
    const whole = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:*', Resource: '*' };
    const allow = (...Statement: object[]) =>
      aws.kms().send(
        new PutKeyPolicyCommand({
          KeyId: SSEKMSKeyId,
          Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
        }),
      );
    const put = (BucketKeyEnabled: boolean) =>
      aws.s3().send(
        new PutObjectCommand({
          Bucket: 'sealed',
          Key: 'proved',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId,
          BucketKeyEnabled,
        }),
      );
    await allow(whole, { ...whole, Effect: 'Deny', Action: 'kms:Decrypt' });
    await put(false);
    await expect(put(true)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(put(true)).rejects.toMatchObject({ name: 'AccessDenied' });
    await allow(whole);
    await put(true);
    expect(await text('proved')).toBe('x');
  });

  it('seals twice for DSSE and opens both', async () => {
    const Body = Buffer.alloc(200_000, 'abc');
    const s3 = aws.s3();
    const put = await s3.send(
      new PutObjectCommand({
        Bucket: 'sealed',
        Key: 'dsse',
        Body,
        ServerSideEncryption: 'aws:kms:dsse',
        SSEKMSKeyId: keyArn,
      }),
    );
    expect(put.ServerSideEncryption).toBe('aws:kms:dsse');
    const read = await s3.send(
      new GetObjectCommand({ Bucket: 'sealed', Key: 'dsse', Range: 'bytes=65530-131080' }),
    );
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(
      Body.subarray(65_530, 131_081),
    );
  });

  it('binds the encryption context and never shows it to readers', async () => {
    const SSEKMSEncryptionContext = Buffer.from(JSON.stringify({ team: 'tax' })).toString('base64');
    const s3 = aws.s3();
    const put = await s3.send(
      new PutObjectCommand({
        Bucket: 'sealed',
        Key: 'context',
        Body: 'x',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: keyArn,
        SSEKMSEncryptionContext,
      }),
    );
    expect(put.SSEKMSEncryptionContext).toBe(SSEKMSEncryptionContext);
    expect(await text('context')).toBe('x');
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'sealed', Key: 'context' }));
    expect(head).not.toHaveProperty('SSEKMSEncryptionContext');
    await expect(
      s3.send(
        new PutObjectCommand({
          Bucket: 'sealed',
          Key: 'context',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSEncryptionContext: 'e30K!',
        }),
      ),
    ).resolves.toBeDefined();
    await expect(
      s3.send(
        new PutObjectCommand({
          Bucket: 'sealed',
          Key: 'context',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSEncryptionContext: Buffer.from('[1]').toString('base64'),
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('cannot be read or written under a disabled key, nor read under one pending deletion', async () => {
    const kms = aws.kms();
    const s3 = aws.s3();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn ?? '';
    const put = () =>
      s3.send(
        new PutObjectCommand({
          Bucket: 'sealed',
          Key: 'lost',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: KeyId,
        }),
      );
    await put();
    await kms.send(new DisableKeyCommand({ KeyId }));
    const disabled = { name: 'KMS.DisabledException', message: `${KeyId} is disabled.` };
    await expect(text('lost')).rejects.toMatchObject(disabled);
    await expect(put()).rejects.toMatchObject(disabled);
    // A plain Head asks KMS for nothing.
    await s3.send(new HeadObjectCommand({ Bucket: 'sealed', Key: 'lost' }));
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await text('lost')).toBe('x');
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    await expect(text('lost')).rejects.toMatchObject({
      name: 'KMS.KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });

  it.each([
    ['fake-key-id', "Invalid keyId 'fake-key-id'"],
    [
      '134f2428-cec1-4b25-a1ae-9048164dba47',
      "Key 'arn:aws:kms:us-east-1:000000000000:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist",
    ],
    ['arn:aws:kms:us-west-2:000000000000:key/134f2428-cec1-4b25-a1ae-9048164dba47', 'Invalid arn us-west-2'],
  ])('names a key that is not there: %s', async (SSEKMSKeyId, message) => {
    await expect(
      aws.s3().send(
        new PutObjectCommand({
          Bucket: 'sealed',
          Key: 'k',
          Body: 'x',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId,
        }),
      ),
    ).rejects.toMatchObject({ name: 'KMS.NotFoundException', message });
  });

  it('refuses a key id without aws:kms, and an unknown method', async () => {
    const put = (input: object) =>
      aws.s3().send(new PutObjectCommand({ Bucket: 'sealed', Key: 'k', Body: 'x', ...input }));
    await expect(put({ SSEKMSKeyId: keyArn })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(put({ SSEKMSKeyId: keyArn, ServerSideEncryption: 'AES256' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await expect(put({ ServerSideEncryption: 'rot13' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The encryption method specified is not supported',
    });
  });
});

describe('an unsigned reader', () => {
  it('gets nothing that KMS sealed, however public the bucket', async () => {
    const s3 = aws.s3();
    const Bucket = 'public-sealed';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
      ],
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'open', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'kms', Body: 'x', ServerSideEncryption: 'aws:kms' }));
    expect((await fetch(`${aws.url}/${Bucket}/open`)).status).toBe(200);
    const refused = await fetch(`${aws.url}/${Bucket}/kms`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('require AWS Signature Version 4.');
  });
});
