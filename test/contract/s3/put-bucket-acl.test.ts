import {
  CreateBucketCommand,
  GetBucketAclCommand,
  type Grant,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { fetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const OTHER = '111111111111';
const ALL_USERS = 'http://acs.amazonaws.com/groups/global/AllUsers';

let aws: TestServer;
let otherId: string;
beforeAll(async () => {
  aws = await startTestServer();
  const other = aws.s3({ account: OTHER });
  const { Owner } = await other.send(new GetBucketAclCommand({ Bucket: await freshBucket(other) }));
  otherId = Owner?.ID ?? '';
});
afterAll(() => aws.close());

const grantsOf = async (Bucket: string) =>
  (await aws.s3().send(new GetBucketAclCommand({ Bucket }))).Grants ?? [];

describe('PutBucketAcl', () => {
  it('is not supported where the bucket’s owner owns everything, as in every new bucket', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }))).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
      message: 'The bucket does not allow ACLs',
    });
  });

  it('sets a canned ACL', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3, { acls: true, open: true });
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    expect(await grantsOf(Bucket)).toMatchObject([
      { Permission: 'FULL_CONTROL', Grantee: { Type: 'CanonicalUser' } },
      { Permission: 'READ', Grantee: { Type: 'Group', URI: ALL_USERS } },
    ]);
    expect((await fetch(`${aws.url}/${Bucket}?list-type=2`)).status).toBe(200);
  });

  it('sets grants by header, and they let in whom they name', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3, { acls: true });
    const other = aws.s3({ account: OTHER });
    const list = () => other.send(new ListObjectsV2Command({ Bucket }));
    await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' });
    await s3.send(new PutBucketAclCommand({ Bucket, GrantRead: `id="${otherId}"` }));
    await list();
    await expect(other.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await s3.send(
      new PutBucketAclCommand({ Bucket, GrantRead: `id="${otherId}"`, GrantWrite: `id="${otherId}"` }),
    );
    await other.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  });

  it('sets a document, and Get answers it', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3, { acls: true });
    const { Owner } = await s3.send(new GetBucketAclCommand({ Bucket }));
    const Grants: Grant[] = [
      { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
      { Grantee: { ID: otherId, Type: 'CanonicalUser' }, Permission: 'READ_ACP' },
    ];
    await s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy: { Owner, Grants } }));
    expect(await grantsOf(Bucket)).toEqual(Grants);
    await aws.s3({ account: OTHER }).send(new GetBucketAclCommand({ Bucket }));
  });

  it('refuses public grants while the bucket blocks them', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3, { acls: true });
    await expect(s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('refuses what it cannot read', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3, { acls: true });
    const refused = (input: object, name: string) =>
      expect(s3.send(new PutBucketAclCommand({ Bucket, ...input }))).rejects.toMatchObject({ name });
    await refused({ ACL: 'mine' }, 'InvalidArgument');
    await refused({ GrantRead: 'id=short' }, 'InvalidArgument');
    await refused({ GrantRead: 'uri="http://nowhere"' }, 'InvalidArgument');
    await refused({ GrantRead: 'nonsense' }, 'InvalidArgument');
    await refused({ GrantRead: 'emailAddress="a@b.c"' }, 'UnresolvableGrantByEmailAddress');
    await refused({ ACL: 'private', GrantRead: `id="${otherId}"` }, 'InvalidRequest');
    await refused({}, 'MissingSecurityHeader');
  });

  it('CreateBucket takes an ACL only where ACLs count', async () => {
    const s3 = aws.s3();
    const GrantWrite = 'uri="http://acs.amazonaws.com/groups/s3/LogDelivery"';
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'with-acl', GrantWrite }))).rejects.toMatchObject({
      name: 'InvalidBucketAclWithObjectOwnership',
    });
    await s3.send(
      new CreateBucketCommand({ Bucket: 'with-acl', GrantWrite, ObjectOwnership: 'ObjectWriter' }),
    );
    expect(await grantsOf('with-acl')).toHaveLength(1);
  });
});
