// What the block of an account does to its buckets, whose own blocks are open here: "the most restrictive combination".
import {
  CreateBucketCommand,
  GetBucketPolicyStatusCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { request } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountBlock } from '../../support/account-block.ts';
import { freshBucket } from '../../support/s3.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

const OTHER = '111122223333';
const Key = 'k';

let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
});
beforeEach(() => aws.reset());
afterAll(() => aws.close());

const openBucket = () => freshBucket(s3, { acls: true, open: true });
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

const publicPolicy = (Bucket: string, Principal: unknown = '*') => {
  const Resource = `arn:aws:s3:::${Bucket}/*`;
  const Statement = [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource }];
  return new PutBucketPolicyCommand({
    Bucket,
    Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
};
const anonymously = async (Bucket: string) => (await request(`${aws.url}/${Bucket}/${Key}`)).statusCode;
const readBy = (account: string, Bucket: string) =>
  aws.s3({ account }).send(new GetObjectCommand({ Bucket, Key }));

describe('the block of an account', () => {
  it('BlockPublicPolicy refuses public policies and no others', async () => {
    const Bucket = await openBucket();
    await accountBlock(aws).put({ BlockPublicPolicy: true });
    await expect(s3.send(publicPolicy(Bucket))).rejects.toMatchObject({
      ...denied,
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${Bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    });
    await s3.send(publicPolicy(Bucket, { AWS: OTHER }));
    await accountBlock(aws).remove();
    await s3.send(publicPolicy(Bucket));
  });

  it('BlockPublicAcls refuses public ACLs of buckets, of objects and of what is being written', async () => {
    const Bucket = await openBucket();
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await accountBlock(aws).put({ BlockPublicAcls: true });
    const ACL = 'public-read' as const;
    const prevented = (what: string) => ({
      ...denied,
      message: expect.stringContaining(
        `${what}" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.`,
      ),
    });
    await expect(s3.send(new PutBucketAclCommand({ Bucket, ACL }))).rejects.toMatchObject(
      prevented(`s3:PutBucketAcl on resource: "arn:aws:s3:::${Bucket}`),
    );
    await expect(s3.send(new PutObjectAclCommand({ Bucket, Key, ACL }))).rejects.toMatchObject(
      prevented(`s3:PutObjectAcl on resource: "arn:aws:s3:::${Bucket}/${Key}`),
    );
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'y', ACL }))).rejects.toMatchObject(
      denied,
    );
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
    await accountBlock(aws).put({ BlockPublicAcls: false });
    await s3.send(new PutObjectAclCommand({ Bucket, Key, ACL }));
  });

  it('IgnorePublicAcls shuts out whom ACLs of old let in, and lets them in again', async () => {
    const Bucket = await openBucket();
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ACL: 'public-read' }));
    expect(await anonymously(Bucket)).toBe(200);
    await accountBlock(aws).put({ IgnorePublicAcls: true });
    expect(await anonymously(Bucket)).toBe(403);
    await accountBlock(aws).remove();
    expect(await anonymously(Bucket)).toBe(200);
  });

  it('RestrictPublicBuckets leaves a public policy to the account itself, and another account’s buckets alone', async () => {
    const Bucket = await openBucket();
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await s3.send(publicPolicy(Bucket));
    await readBy(OTHER, Bucket);
    await accountBlock(aws, { account: OTHER }).put({ RestrictPublicBuckets: true });
    await readBy(OTHER, Bucket);
    expect(await anonymously(Bucket)).toBe(200);
    await accountBlock(aws).put({ RestrictPublicBuckets: true });
    await expect(readBy(OTHER, Bucket)).rejects.toMatchObject(denied);
    expect(await anonymously(Bucket)).toBe(403);
    await s3.send(new GetObjectCommand({ Bucket, Key }));
  });

  it('changes nothing of what the bucket tells: its own block, and whether its policy is public', async () => {
    const Bucket = await openBucket();
    await s3.send(publicPolicy(Bucket));
    await accountBlock(aws).put({ RestrictPublicBuckets: true, BlockPublicPolicy: true });
    const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(PolicyStatus?.IsPublic).toBe(true);
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });

  it('opens nothing that the bucket’s own block shuts', async () => {
    const Bucket = await openBucket();
    await accountBlock(aws).put({ BlockPublicPolicy: false });
    const PublicAccessBlockConfiguration = { BlockPublicPolicy: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await expect(s3.send(publicPolicy(Bucket))).rejects.toMatchObject(denied);
  });

  it('CreateBucket makes none with a public ACL, where buckets are born open too', async () => {
    const publicly = (Bucket: string) =>
      new CreateBucketCommand({ Bucket, ACL: 'public-read', ObjectOwnership: 'ObjectWriter' });
    const refused = {
      name: 'InvalidBucketAclWithBlockPublicAccessError',
      $metadata: { httpStatusCode: 400 },
    };
    await expect(s3.send(publicly('born-blocked'))).rejects.toMatchObject(refused);
    await using legacy = await startTestServer({ s3NewBuckets: 'legacy' });
    await legacy.s3().send(publicly('born-open'));
    await accountBlock(legacy).put({ BlockPublicAcls: true });
    await expect(legacy.s3().send(publicly('born-later'))).rejects.toMatchObject(refused);
  });
});
