// Permissions that a request needs for one of its headers, beside the operation's own (user guide, "Required
// permissions for Amazon S3 API operations").
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  type CreateBucketCommandInput,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();
const denied = (Action: string) => ({
  name: 'AccessDenied',
  message: expect.stringContaining(`not authorized to perform: ${Action} `),
});

let users = 0;
/** An S3 client of a user who may do no more than this. */
async function allowed(...Action: string[]) {
  const iam = on.aws.iam();
  const UserName = `user-${++users}`;
  await iam.send(new CreateUserCommand({ UserName }));
  const Statement = { Effect: 'Allow', Action, Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'only', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return on.aws.s3({ accessKeyId, secretAccessKey });
}

describe('CreateBucket', () => {
  const cases: [string, Partial<CreateBucketCommandInput>, string[]][] = [
    [
      'object-lock',
      { ObjectLockEnabledForBucket: true },
      ['PutBucketObjectLockConfiguration', 'PutBucketVersioning'],
    ],
    ['ownership', { ObjectOwnership: 'ObjectWriter' }, ['PutBucketOwnershipControls']],
    [
      'an-acl',
      { ObjectOwnership: 'ObjectWriter', GrantWrite: 'uri=http://acs.amazonaws.com/groups/s3/LogDelivery' },
      ['PutBucketAcl', 'PutBucketOwnershipControls'],
    ],
  ];

  it.each(cases)('with %s needs leave to set it', async (Bucket, input, needed) => {
    const actions = ['CreateBucket', ...needed].map((action) => `s3:${action}`);
    const create = new CreateBucketCommand({ Bucket, ...input });
    for (const [index, missing] of needed.entries()) {
      const caller = await allowed(...actions.slice(0, index + 1));
      await expect(caller.send(create)).rejects.toMatchObject(denied(`s3:${missing}`));
    }
    const caller = await allowed(...actions);
    await caller.send(create);
  });

  it('needs nothing more for what every bucket has', async () => {
    const caller = await allowed('s3:CreateBucket', 's3:ListAllMyBuckets');
    const { Location } = await caller.send(new CreateBucketCommand({ Bucket: 'plain', ACL: 'private' }));
    expect(Location).toBe('/plain');
  });
});

describe('a conditional write', () => {
  it('that compares an ETag needs leave to read', async () => {
    const { ETag } = await on.put('compared');
    const Key = 'compared';
    const put = (input: object) => new PutObjectCommand({ Bucket, Key, Body: 'y', ...input });
    const blind = await allowed('s3:PutObject');
    await expect(blind.send(put({ IfMatch: ETag }))).rejects.toMatchObject(denied('s3:GetObject'));
    await blind.send(new PutObjectCommand({ Bucket, Key: 'fresh', Body: 'y', IfNoneMatch: '*' }));

    const upload = await on.begin(Key);
    const part = await blind.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'z' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: part.ETag }] };
    const complete = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload, IfMatch: ETag });
    await expect(blind.send(complete)).rejects.toMatchObject(denied('s3:GetObject'));

    const reader = await allowed('s3:PutObject', 's3:GetObject');
    const completed = await reader.send(complete);
    await reader.send(put({ IfMatch: completed.ETag }));
  });
});

describe('a conditional delete', () => {
  it('of an ETag needs leave to read, of * does not', async () => {
    const { ETag } = await on.put('k');
    const blind = await allowed('s3:DeleteObject');
    const remove = (IfMatch: string | undefined) => new DeleteObjectCommand({ Bucket, Key: 'k', IfMatch });
    await expect(blind.send(remove(ETag))).rejects.toMatchObject(denied('s3:GetObject'));
    const Delete = { Objects: [{ Key: 'k', ETag }] };
    const { Errors } = await blind.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect(Errors).toMatchObject([{ Code: 'AccessDenied' }]);
    await blind.send(remove('*'));

    await on.put('k');
    await (await allowed('s3:DeleteObject', 's3:GetObject')).send(remove(ETag));
  });
});

describe('CopyObject', () => {
  it('of a tagged object needs leave to read the tags and to put them, unless they are replaced', async () => {
    await on.put('tagged', 'x', { Tagging: 'team=mail' });
    const copy = new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/tagged` });
    const bare = new CopyObjectCommand({ ...copy.input, TaggingDirective: 'REPLACE' });
    const needed = ['s3:GetObject', 's3:PutObject', 's3:GetObjectTagging', 's3:PutObjectTagging'];
    await (await allowed(...needed.slice(0, 2))).send(bare);
    for (const count of [2, 3]) {
      const caller = await allowed(...needed.slice(0, count));
      await expect(caller.send(copy)).rejects.toMatchObject(denied(needed[count] ?? ''));
    }
    await (await allowed(...needed)).send(copy);
  });
});
