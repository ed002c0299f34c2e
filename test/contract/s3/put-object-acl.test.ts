import {
  GetBucketAclCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  PutObjectAclCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const OTHER = '111111111111';
const Key = 'k';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const withObject = async (options?: Parameters<typeof freshBucket>[1], input: object = {}) => {
  const s3 = aws.s3();
  const Bucket = await freshBucket(s3, options);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...input }));
  return { s3, Bucket };
};

describe('PutObjectAcl', () => {
  it('opens an object to everybody, and closes it again', async () => {
    const { s3, Bucket } = await withObject({ acls: true, open: true });
    const status = async () => (await fetch(`${aws.url}/${Bucket}/${Key}`)).status;
    expect(await status()).toBe(403);
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' }));
    expect(await status()).toBe(200);
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    expect(await status()).toBe(403);
  });

  it('may be said with the object itself', async () => {
    const { Bucket } = await withObject({ acls: true, open: true }, { ACL: 'public-read' });
    expect((await fetch(`${aws.url}/${Bucket}/${Key}`)).status).toBe(200);
  });

  it('lets one account in', async () => {
    const { s3, Bucket } = await withObject({ acls: true });
    const other = aws.s3({ account: OTHER });
    const { Owner } = await other.send(new GetBucketAclCommand({ Bucket: await freshBucket(other) }));
    const read = () => other.send(new GetObjectCommand({ Bucket, Key }));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
    await s3.send(new PutObjectAclCommand({ Bucket, Key, GrantRead: `id="${Owner?.ID}"` }));
    await read();
    const { Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key }));
    expect(Grants).toEqual([{ Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'READ' }]);
  });

  it('is not supported where ACLs are off, but for what is so anyhow', async () => {
    const { s3, Bucket } = await withObject();
    await expect(s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' }))).rejects.toMatchObject(
      { name: 'AccessControlListNotSupported' },
    );
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'bucket-owner-full-control' }));
  });

  it('public grants are ignored while the bucket ignores them', async () => {
    const { s3, Bucket } = await withObject({ acls: true, open: true }, { ACL: 'public-read' });
    const { PutPublicAccessBlockCommand } = await import('@aws-sdk/client-s3');
    await s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
      }),
    );
    expect((await fetch(`${aws.url}/${Bucket}/${Key}`)).status).toBe(403);
  });

  it('tells a key that is not there', async () => {
    const { s3, Bucket } = await withObject({ acls: true });
    await expect(
      s3.send(new PutObjectAclCommand({ Bucket, Key: 'none', ACL: 'private' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
