// S3's own condition keys, each in a bucket policy that denies by it and nothing else ("Actions, resources, and
// condition keys for Amazon S3").
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';
import { createUser, may } from '../../support/users.ts';

const Bucket = 'conditions';
const ARN = `arn:aws:s3:::${Bucket}`;
let aws: TestServer;
let s3: S3Client;
let old = '';
beforeAll(async () => {
  // ACLs count, so that naming one can be denied.
  aws = await startTestServer({ s3NewBuckets: 'legacy' });
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  old = (await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'old' }))).VersionId ?? '';
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'new' }));
});
afterAll(() => aws.close());

const deny = (Action: string, Condition: object) => {
  const Resource = Action.startsWith('s3:List') ? ARN : `${ARN}/*`;
  const Statement = { Effect: 'Deny', Principal: '*', Action, Resource, Condition };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  return s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
};
const equals = (key: string, value: string) => ({ StringEquals: { [key]: value } });

type Send = () => Promise<unknown>;
const put =
  (more: object = {}): Send =>
  () =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'written', Body: 'x', ...more }));
const copy =
  (more: object = {}): Send =>
  () =>
    s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource: `${Bucket}/k`, ...more }));
const tagging =
  (Key: string): Send =>
  () =>
    s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'k', Tagging: { TagSet: [{ Key, Value: 'v' }] } }));

const rows: [key: string, action: string, condition: object, denied: Send, allowed: Send][] = [
  [
    's3:VersionId',
    's3:GetObjectVersion',
    { StringLike: { 's3:VersionId': '*' } },
    () => s3.send(new GetObjectCommand({ Bucket, Key: 'k', VersionId: old })),
    () => s3.send(new GetObjectCommand({ Bucket, Key: 'k' })),
  ],
  [
    's3:max-keys',
    's3:ListBucket',
    { NumericGreaterThan: { 's3:max-keys': '10' } },
    () => s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 11 })),
    () => s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 10 })),
  ],
  [
    's3:delimiter',
    's3:ListBucketVersions',
    { StringNotEquals: { 's3:delimiter': '/' } },
    () => s3.send(new ListObjectVersionsCommand({ Bucket })),
    () => s3.send(new ListObjectVersionsCommand({ Bucket, Delimiter: '/' })),
  ],
  [
    's3:x-amz-acl',
    's3:PutObject',
    equals('s3:x-amz-acl', 'public-read'),
    put({ ACL: 'public-read' }),
    put({ ACL: 'private' }),
  ],
  [
    's3:x-amz-grant-read',
    's3:PutObject',
    { Null: { 's3:x-amz-grant-read': 'false' } },
    put({ GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }),
    put(),
  ],
  [
    's3:x-amz-storage-class',
    's3:PutObject',
    equals('s3:x-amz-storage-class', 'GLACIER'),
    put({ StorageClass: 'GLACIER' }),
    put({ StorageClass: 'STANDARD_IA' }),
  ],
  [
    's3:x-amz-website-redirect-location',
    's3:PutObject',
    { Null: { 's3:x-amz-website-redirect-location': 'false' } },
    put({ WebsiteRedirectLocation: '/elsewhere' }),
    put(),
  ],
  [
    's3:x-amz-server-side-encryption-customer-algorithm',
    's3:PutObject',
    { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
    put({ SSECustomerAlgorithm: 'AES256', SSECustomerKey: 'k'.repeat(32) }),
    put(),
  ],
  [
    's3:x-amz-copy-source',
    's3:PutObject',
    { StringLike: { 's3:x-amz-copy-source': `${Bucket}/*` } },
    copy(),
    put(),
  ],
  [
    's3:x-amz-metadata-directive',
    's3:PutObject',
    equals('s3:x-amz-metadata-directive', 'REPLACE'),
    copy({ MetadataDirective: 'REPLACE' }),
    copy({ MetadataDirective: 'COPY' }),
  ],
  [
    's3:RequestObjectTagKeys',
    's3:PutObjectTagging',
    { 'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': ['secret'] } },
    tagging('secret'),
    tagging('open'),
  ],
  [
    's3:authType',
    's3:DeleteObject',
    equals('s3:authType', 'REST-HEADER'),
    () => s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' })),
    () => s3.send(new GetObjectCommand({ Bucket, Key: 'k' })),
  ],
];

describe('a policy', () => {
  it.each(rows)('goes by %s', async (_key, action, condition, denied, allowed) => {
    await deny(action, condition);
    await expect(denied()).rejects.toMatchObject({ name: 'AccessDenied' });
    await allowed();
  });
});

describe('a policy against unsigned content', () => {
  it('goes by s3:x-amz-content-sha256, which a URL does not say', async () => {
    await deny('s3:PutObject', equals('s3:x-amz-content-sha256', 'UNSIGNED-PAYLOAD'));
    const write = async (more: { payloadHash?: string } = {}) =>
      (await signedFetch(aws, 'PUT', `/${Bucket}/written`, { body: 'x', ...more })).status;
    expect(await write()).toBe(200);
    expect(await write({ payloadHash: 'UNSIGNED-PAYLOAD' })).toBe(403);
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'written' }));
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200);
  });

  it('never goes by s3:TlsVersion where there is no TLS', async () => {
    await deny('s3:PutObject', { NumericLessThan: { 's3:TlsVersion': '1.2' } });
    await put()();
    await deny('s3:PutObject', { Null: { 's3:TlsVersion': 'true' } });
    await expect(put()()).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('a user’s policy', () => {
  it('goes by the object ownership and the ACL of a bucket that is made', async () => {
    const denyMaking = (Condition: object) => ({
      Effect: 'Deny',
      Action: 's3:CreateBucket',
      Resource: '*',
      Condition,
    });
    const { keys } = await createUser(aws, 'maker', [
      may('s3:*'),
      denyMaking({ StringNotEquals: { 's3:x-amz-object-ownership': 'BucketOwnerEnforced' } }),
      denyMaking(equals('s3:x-amz-acl', 'private')),
    ]);
    const maker = aws.s3(keys);
    const enforced = { Bucket: 'made', ObjectOwnership: 'BucketOwnerEnforced' } as const;
    const denied = { name: 'AccessDenied' };
    await expect(maker.send(new CreateBucketCommand({ Bucket: 'made' }))).rejects.toMatchObject(denied);
    const withAcl = new CreateBucketCommand({ ...enforced, ACL: 'private' });
    await expect(maker.send(withAcl)).rejects.toMatchObject(denied);
    await maker.send(new CreateBucketCommand(enforced));
  });
});
