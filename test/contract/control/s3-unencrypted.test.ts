// POST /_waxseal/s3/unencrypted: objects as S3 made them until 5 January 2023, which no call makes any more.
import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  UpdateObjectEncryptionCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
let Bucket: string;
let counter = 0;
beforeAll(async () => {
  aws = await startTestServer();
});
beforeEach(async () => {
  counter += 1;
  Bucket = `old-${counter}`;
  await aws.s3().send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => aws.close());

async function tell(body: unknown): Promise<{ status: number; answer: unknown }> {
  const { statusCode, body: answer } = await request(`${aws.url}/_waxseal/s3/unencrypted`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return { status: statusCode, answer: await answer.json() };
}
const put = (Key: string, more = {}) =>
  aws.s3().send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...more }));
const head = (Key: string) => aws.s3().send(new HeadObjectCommand({ Bucket, Key }));

it('what names no encryption shows none, and is read as ever', async () => {
  expect(await tell({ bucket: Bucket })).toEqual({
    status: 200,
    answer: { bucket: Bucket, unencrypted: true },
  });
  const answer = await put('k');
  expect(answer.ServerSideEncryption).toBeUndefined();
  expect(answer.ETag).toBe(`"${createHash('md5').update('hello').digest('hex')}"`);
  const { Body, ServerSideEncryption } = await aws
    .s3()
    .send(new GetObjectCommand({ Bucket, Key: 'k', Range: 'bytes=1-3' }));
  expect(await Body?.transformToString()).toBe('ell');
  expect(ServerSideEncryption).toBeUndefined();
});

it('what names an encryption, or finds a default of the bucket’s own, is encrypted', async () => {
  await tell({ bucket: Bucket });
  await put('named', { ServerSideEncryption: 'AES256' });
  expect((await head('named')).ServerSideEncryption).toBe('AES256');
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' } as const;
  await aws.s3().send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
    }),
  );
  await put('default');
  expect((await head('default')).ServerSideEncryption).toBe('AES256');
});

it('ends when told so; what was written stays, until it is copied over itself', async () => {
  await tell({ bucket: Bucket });
  await put('k');
  expect((await tell({ bucket: Bucket, unencrypted: false })).status).toBe(200);
  await put('new');
  expect((await head('new')).ServerSideEncryption).toBe('AES256');
  expect((await head('k')).ServerSideEncryption).toBeUndefined();
  const update = new UpdateObjectEncryptionCommand({
    Bucket,
    Key: 'k',
    ObjectEncryption: { SSEKMS: { KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/any' } },
  });
  await expect(aws.s3().send(update)).rejects.toMatchObject({ name: 'InvalidRequest' });
  await aws.s3().send(new CopyObjectCommand({ Bucket, Key: 'k', CopySource: `${Bucket}/k` }));
  expect((await head('k')).ServerSideEncryption).toBe('AES256');
});

it('refuses what it cannot follow', async () => {
  expect((await tell({ bucket: 'nobody-has-it' })).status).toBe(404);
  expect((await tell({})).status).toBe(400);
  expect((await tell({ bucket: Bucket, unencrypted: 'yes' })).status).toBe(400);
});
