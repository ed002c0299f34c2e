// A bucket whose requesters pay: who is let in, and how it is said.
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutBucketRequestPaymentCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();
const Key = 'k';
const RequestPayer = 'requester';
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const stranger = () => on.aws.s3({ account: '222222222222' });

beforeAll(async () => {
  await on.put(Key, 'paid for');
  const PublicAccessBlockConfiguration = { BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await on.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
  const Statement = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await on.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  const RequestPaymentConfiguration = { Payer: 'Requester' } as const;
  await on.s3.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
});

describe('Requester Pays', () => {
  it('is closed to another account that does not say that it pays', async () => {
    const s3 = stranger();
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(denied);
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(denied);
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: 'new' }))).rejects.toMatchObject(denied);
    const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` };
    await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject(denied);
  });

  it('is open to one that says so, in a presigned URL as well', async () => {
    const s3 = stranger();
    const get = new GetObjectCommand({ Bucket, Key, RequestPayer });
    expect(await (await s3.send(get)).Body?.transformToString()).toBe('paid for');
    await s3.send(new ListObjectsV2Command({ Bucket, RequestPayer }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'new', RequestPayer }));
    const url = await getSignedUrl(s3, get);
    expect(url).toContain('x-amz-request-payer=requester');
    expect(await (await fetch(url)).text()).toBe('paid for');
  });

  it('is never open to who cannot be billed', async () => {
    const headers = { 'x-amz-request-payer': RequestPayer };
    expect((await fetch(`${on.aws.url}/${Bucket}/${Key}`, { headers })).status).toBe(403);
    // SDKs find a bucket's region by asking unsigned.
    const head = await fetch(`${on.aws.url}/${Bucket}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('x-amz-bucket-region')]).toEqual([403, 'us-east-1']);
  });

  it('costs its owner nothing to say', async () => {
    const { Body } = await on.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe('paid for');
    expect((await on.s3.send(new ListObjectsV2Command({ Bucket }))).Contents).not.toEqual([]);
  });
});
