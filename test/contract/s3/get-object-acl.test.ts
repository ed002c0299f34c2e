import { GetObjectAclCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetObjectAcl', () => {
  it('answers the owner’s full control where ACLs are off', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const { Owner, Grants } = await s3.send(new GetObjectAclCommand({ Bucket, Key: 'k' }));
    expect(Grants).toEqual([
      { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  it('tells a key that is not there, and refuses a stranger', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await expect(s3.send(new GetObjectAclCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(
      aws.s3({ account: '999999999999' }).send(new GetObjectAclCommand({ Bucket, Key: 'k' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
