import { createHash, randomBytes } from 'node:crypto';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerKeyOf } from '../../../src/services/s3/encryption/customer-key.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'customer';
const keyOf = (key: Buffer) => ({
  SSECustomerAlgorithm: 'AES256',
  SSECustomerKey: key.toString('base64'),
  SSECustomerKeyMD5: createHash('md5').update(key).digest('base64'),
});
const mine = keyOf(randomBytes(32));
const other = keyOf(randomBytes(32));

let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'sealed', Body: 'secret', ...mine }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'open', Body: 'x' }));
});
afterAll(() => aws.close());

const put = (input: object) => s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ...input }));
const get = (input: object) => s3.send(new GetObjectCommand({ Bucket, Key: 'sealed', ...input }));

describe('SSE-C', () => {
  it('refuses a key whose MD5 is another', () => {
    // The SDK computes the MD5 itself, so this never comes from it.
    const input = { ...mine, SSECustomerKeyMD5: other.SSECustomerKeyMD5 };
    expect(() => customerKeyOf(input)).toThrow(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
    );
  });

  it('wants the MD5 of the key with what is written', async () => {
    const answer = await fetch(`${aws.url}/${Bucket}/bare`, {
      method: 'PUT',
      body: 'x',
      headers: {
        authorization: 'AWS test:unchecked',
        'x-amz-server-side-encryption-customer-algorithm': mine.SSECustomerAlgorithm,
        'x-amz-server-side-encryption-customer-key': mine.SSECustomerKey,
      },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.',
    );
  });

  it('opens with the key that sealed, and shows no other encryption', async () => {
    const read = await get(mine);
    expect(await read.Body?.transformToString()).toBe('secret');
    expect(read).toMatchObject({ SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: mine.SSECustomerKeyMD5 });
    expect(read.ServerSideEncryption).toBeUndefined();
    expect(read.ETag).not.toBe(`"${createHash('md5').update('secret').digest('hex')}"`);
  });

  it('refuses a missing, a wrong and a needless key', async () => {
    await expect(get({})).rejects.toMatchObject({
      name: 'InvalidRequest',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(get(other)).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    // One of another length is wrong in no other way to a reader.
    await expect(get(keyOf(Buffer.from(mine.SSECustomerKey)))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    });
    await expect(get({ Key: 'open', ...mine })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'The encryption parameters are not applicable to this object.',
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'sealed' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('checks the parameters in the order of AWS', async () => {
    await expect(put({ ...mine, ServerSideEncryption: 'AES256' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message:
        'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    });
    await expect(put({ ...mine, SSECustomerAlgorithm: 'aes' })).rejects.toMatchObject({
      name: 'InvalidEncryptionAlgorithmError',
      ArgumentName: 'x-amz-server-side-encryption',
    });
    await expect(put({ ...mine, SSECustomerAlgorithm: undefined })).rejects.toMatchObject({
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
    });
    await expect(put({ SSECustomerAlgorithm: 'AES256' })).rejects.toMatchObject({
      message:
        'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
    });
    await expect(put(keyOf(randomBytes(16)))).rejects.toMatchObject({
      message: 'The secret key was invalid for the specified algorithm.',
    });
  });

  it('copies from one customer key to another', async () => {
    await s3.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'copied',
        CopySource: `${Bucket}/sealed`,
        CopySourceSSECustomerAlgorithm: 'AES256',
        CopySourceSSECustomerKey: mine.SSECustomerKey,
        CopySourceSSECustomerKeyMD5: mine.SSECustomerKeyMD5,
        ...other,
      }),
    );
    const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'copied', ...other }));
    expect(await read.Body?.transformToString()).toBe('secret');
  });

  it('wants the same key with every part', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'mpu', ...mine }));
    const part = (input: object) =>
      s3.send(new UploadPartCommand({ Bucket, Key: 'mpu', UploadId, PartNumber: 1, Body: 'x', ...input }));
    await expect(part({})).rejects.toMatchObject({
      message:
        'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    });
    await expect(part(other)).rejects.toMatchObject({
      message: 'The provided encryption parameters did not match the ones used originally.',
    });
    expect(await part(mine)).toMatchObject({ SSECustomerAlgorithm: 'AES256' });
  });

  it('is refused by a bucket that blocks it, and what was sealed before stays readable', async () => {
    const Rules = (types: ('NONE' | 'SSE-C')[]) => [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const },
        BlockedEncryptionTypes: { EncryptionType: types },
      },
    ];
    const block = (types: ('NONE' | 'SSE-C')[]) =>
      s3.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: { Rules: Rules(types) },
        }),
      );
    await block(['SSE-C']);
    await expect(put(mine)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'this bucket has blocked upload requests that specify Server Side Encryption',
      ),
    });
    const read = await get(mine);
    expect(await read.Body?.transformToString()).toBe('secret');
    await block(['NONE']);
    await put(mine);
  });
});
