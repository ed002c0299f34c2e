// An ACL names accounts: who of their users and roles profits from it, their own policies say.
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createUser, may } from '../../support/users.ts';

const Bucket = 'with-acls';
const OTHER = '111122223333';
let aws: TestServer;
let owner: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  owner = aws.s3();
  await owner.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'ObjectWriter' }));
  await owner.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await owner.send(new PutObjectCommand({ Bucket, Key: 'own', Body: 'x' }));
});
afterAll(() => aws.close());

/** A user of the account, who may do this to everything of S3. */
async function userOf(account: string | undefined, ...Action: string[]): Promise<S3Client> {
  const name = `user-of-${Action.join('-').replaceAll(/\W/g, '')}-`;
  const { keys } = await createUser(aws, name, Action.length > 0 ? [may(Action)] : [], { account });
  return aws.s3(keys);
}
const read = (s3: S3Client, Key: string) => s3.send(new GetObjectCommand({ Bucket, Key }));
const DENIED = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

describe('an ACL', () => {
  it("lets nobody of the owner's account in whom no policy lets in", async () => {
    const nobody = await userOf(undefined);
    await expect(read(nobody, 'own')).rejects.toMatchObject(DENIED);
    await expect(nobody.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(DENIED);
    const write = new PutObjectCommand({ Bucket, Key: 'theirs', Body: 'x' });
    await expect(nobody.send(write)).rejects.toMatchObject(DENIED);
    await read(await userOf(undefined, 's3:GetObject'), 'own');
  });

  it('of another account lets in those whom that account lets, and its root', async () => {
    const { Owner } = await aws.s3({ account: OTHER }).send(new ListBucketsCommand({}));
    await owner.send(new PutObjectAclCommand({ Bucket, Key: 'own', GrantRead: `id=${Owner?.ID}` }));
    await read(aws.s3({ account: OTHER }), 'own');
    await read(await userOf(OTHER, 's3:GetObject'), 'own');
    await expect(read(await userOf(OTHER), 'own')).rejects.toMatchObject(DENIED);
    await expect(read(await userOf(OTHER, 's3:PutObject'), 'own')).rejects.toMatchObject(DENIED);
  });
});

describe('an object that another account wrote', () => {
  const written = async (Key: string, ACL?: 'bucket-owner-full-control' | 'public-read') => {
    await aws.s3({ account: OTHER }).send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL }));
  };
  const setPolicy = (...Statement: object[]) =>
    owner.send(
      new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
    );
  const everything = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource: `arn:aws:s3:::${Bucket}/*`,
  };

  it("is closed to the bucket's owner, whatever its policies say, and can be deleted by it", async () => {
    await setPolicy(everything);
    await written('theirs');
    await expect(read(owner, 'theirs')).rejects.toMatchObject(DENIED);
    const copy = new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/theirs` });
    await expect(owner.send(copy)).rejects.toMatchObject(DENIED);
    const acl = new PutObjectAclCommand({ Bucket, Key: 'theirs', ACL: 'public-read' });
    await expect(owner.send(acl)).rejects.toMatchObject(DENIED);
    await read(aws.s3({ account: OTHER }), 'theirs');
    await owner.send(new DeleteObjectCommand({ Bucket, Key: 'theirs' }));
  });

  it('is opened by its ACL, and closed to all by what the bucket’s policy denies', async () => {
    await setPolicy(everything);
    await written('given', 'bucket-owner-full-control');
    await read(owner, 'given');
    await setPolicy(everything, { ...everything, Effect: 'Deny', Action: 's3:GetObject' });
    await expect(read(owner, 'given')).rejects.toMatchObject(DENIED);
    await expect(read(aws.s3({ account: OTHER }), 'given')).rejects.toMatchObject(DENIED);
    await setPolicy(everything);
  });

  it("is the owner's of the bucket once ACLs are off", async () => {
    await written('later');
    const Rules = [{ ObjectOwnership: 'BucketOwnerEnforced' as const }];
    await owner.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
    expect(await (await read(owner, 'later')).Body?.transformToString()).toBe('x');
  });
});
