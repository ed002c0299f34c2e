// Buckets as they were born before April 2023, by setting.
import {
  CreateBucketCommand,
  GetBucketAclCommand,
  GetBucketOwnershipControlsCommand,
  GetPublicAccessBlockCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

describe('s3NewBuckets: legacy', () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer({ s3NewBuckets: 'legacy' });
  });
  afterAll(() => aws.close());

  it('makes buckets that take ACLs and let the public in', async () => {
    const s3 = aws.s3();
    const Bucket = 'old-times';
    await s3.send(new CreateBucketCommand({ Bucket, ACL: 'public-read' }));
    expect((await s3.send(new GetBucketAclCommand({ Bucket }))).Grants).toHaveLength(2);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'open', Body: 'to all', ACL: 'public-read' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'shut', Body: 'to me' }));
    const open = await request(`${aws.url}/${Bucket}/open`);
    expect([open.statusCode, await open.body.text()]).toEqual([200, 'to all']);
    expect((await request(`${aws.url}/${Bucket}/shut`)).statusCode).toBe(403);
  });

  it('tells the public of an absent key where it may list, and takes its ACL where it may write', async () => {
    const s3 = aws.s3();
    const Bucket = 'commons';
    await s3.send(new CreateBucketCommand({ Bucket, ACL: 'public-read-write' }));
    expect((await request(`${aws.url}/${Bucket}/absent`)).statusCode).toBe(404);
    const body = new FormData();
    body.append('key', 'posted');
    body.append('acl', 'public-read');
    body.append('file', new Blob(['by anybody']));
    expect((await fetch(`${aws.url}/${Bucket}`, { method: 'POST', body })).status).toBe(204);
    expect((await request(`${aws.url}/${Bucket}/posted`)).statusCode).toBe(200);
  });

  it('resets the ACL of a bucket that is made again in us-east-1', async () => {
    const s3 = aws.s3();
    const Bucket = 'again';
    await s3.send(new CreateBucketCommand({ Bucket, ACL: 'public-read' }));
    await s3.send(new CreateBucketCommand({ Bucket }));
    expect((await s3.send(new GetBucketAclCommand({ Bucket }))).Grants).toHaveLength(1);
  });

  it('shows no controls and no block, for there are none', async () => {
    const s3 = aws.s3();
    const Bucket = 'bare';
    await s3.send(new CreateBucketCommand({ Bucket }));
    await expect(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
    });
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });
});
