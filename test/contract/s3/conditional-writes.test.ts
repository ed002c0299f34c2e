import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'conditional';
let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => aws.close());

const put = (Key: string, input: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }));

describe('conditional writes', () => {
  it('write only where nothing is', async () => {
    await put('new', { IfNoneMatch: '*' });
    await expect(put('new', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'new' }));
    await put('new', { IfNoneMatch: '*' });
  });

  it('let one of many racing writers win', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => put('race', { IfNoneMatch: '*' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('replace only what the writer knows', async () => {
    const { ETag } = await put('known');
    await put('known', { IfMatch: ETag });
    await expect(put('known', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('unknown', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('take an ETag without its quotes, and with one of them (verified on AWS by moto)', async () => {
    const { ETag = '' } = await put('bare');
    await put('bare', { IfMatch: ETag.slice(1, -1) });
    await put('bare', { IfMatch: ETag.slice(1) });
    await put('bare', { IfMatch: ETag.slice(0, -1) });
    await expect(put('bare', { IfMatch: ETag.slice(2) })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });

  it('know no other conditions', async () => {
    await expect(put('odd', { IfNoneMatch: '"etag"' })).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(put('odd', { IfMatch: '*' })).rejects.toMatchObject({
      name: 'NotImplemented',
      $metadata: { httpStatusCode: 501 },
    });
  });
});
