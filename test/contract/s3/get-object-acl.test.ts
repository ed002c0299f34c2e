import { GetObjectAclCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

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

  it('tells of which version it is, and so does who replaces it (API_GetObjectAcl, API_PutObjectAcl)', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const versionTold = async (method: string, query: Readonly<Record<string, string>> = {}) => {
      const headers: Record<string, string> = {};
      if (method === 'PUT') headers['x-amz-acl'] = 'bucket-owner-full-control';
      const path = `/${Bucket}/k`;
      const answer = await signedFetch(aws, method, path, { query: { acl: '', ...query }, headers });
      expect(answer.status).toBe(200);
      return answer.header('x-amz-version-id');
    };
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect([await versionTold('GET'), await versionTold('PUT')]).toEqual([null, null]);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    for (const method of ['GET', 'PUT']) {
      expect(await versionTold(method)).toBe(VersionId);
      expect(await versionTold(method, { versionId: 'null' })).toBe('null');
    }
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
