// Answers of AWS that no documentation tells, as recorded by others against it; one sentence each.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectLegalHoldCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();
const fails = (promise: Promise<unknown>, expected: object) =>
  expect(promise).rejects.toMatchObject(expected);
const invalidVersion = { name: 'InvalidArgument', message: 'Invalid version id specified', ...status(400) };
const NEVER_GIVEN = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';

async function upload(Key: string, input: object = {}) {
  const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const { ETag } = await on.s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'part', ...input }),
  );
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  return (conditions: object = {}) =>
    on.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload, ...conditions }));
}

describe('a version id', () => {
  it('that was never given is refused, and one that is gone is not there', async () => {
    const name = await on.bucket('ids', { versioned: true });
    const { VersionId } = await on.put('a', 'x', { Bucket: name });
    const a = { Bucket: name, Key: 'a' };
    await fails(on.s3.send(new GetObjectCommand({ ...a, VersionId: NEVER_GIVEN })), invalidVersion);
    await fails(on.s3.send(new DeleteObjectCommand({ ...a, VersionId: NEVER_GIVEN })), invalidVersion);
    const many = await on.s3.send(
      new DeleteObjectsCommand({
        Bucket: name,
        Delete: { Objects: [{ Key: 'a', VersionId: NEVER_GIVEN }] },
      }),
    );
    expect(many.Errors).toMatchObject([{ Code: 'NoSuchVersion', VersionId: NEVER_GIVEN }]);
    for (const _ of ['once', 'twice']) await on.s3.send(new DeleteObjectCommand({ ...a, VersionId }));
    await fails(on.s3.send(new GetObjectCommand({ ...a, VersionId })), { name: 'NoSuchVersion' });
  });

  it('is not told of what is written while versioning is suspended', async () => {
    const name = await on.bucket('suspended', { versioned: true });
    const VersioningConfiguration = { Status: 'Suspended' } as const;
    await on.s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
    expect((await on.put('a', 'x', { Bucket: name })).VersionId).toBeUndefined();
    const read = await on.s3.send(new GetObjectCommand({ Bucket: name, Key: 'a' }));
    expect(read.VersionId).toBe('null');
    const copy = await on.s3.send(new CopyObjectCommand({ Bucket: name, Key: 'b', CopySource: `${name}/a` }));
    expect(copy.VersionId).toBe('null');
    expect(copy.CopySourceVersionId).toBeUndefined();
  });

  it('that a page ended with may be deleted before the next page', async () => {
    const name = await on.bucket('paged', { versioned: true });
    const ids: (string | undefined)[] = [];
    for (const body of ['1', '2', '3', '4']) ids.push((await on.put('a', body, { Bucket: name })).VersionId);
    const first = await on.s3.send(new ListObjectVersionsCommand({ Bucket: name, MaxKeys: 2 }));
    for (const { VersionId } of first.Versions ?? []) {
      await on.s3.send(new DeleteObjectCommand({ Bucket: name, Key: 'a', VersionId }));
    }
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const second = await on.s3.send(
      new ListObjectVersionsCommand({ Bucket: name, KeyMarker, VersionIdMarker }),
    );
    expect(second.Versions?.map(({ VersionId }) => VersionId)).toEqual([ids[1], ids[0]]);
  });
});

describe('a delete marker', () => {
  it('has no tags and no ACL, named by its id or not', async () => {
    const name = await on.bucket('marked', { versioned: true });
    const a = { Bucket: name, Key: 'a' };
    await on.put('a', 'x', { Bucket: name });
    await on.s3.send(new DeleteObjectCommand(a));
    const Tagging = { TagSet: [] };
    const refusal = { name: 'MethodNotAllowed', ResourceType: 'DeleteMarker', ...status(405) };
    await fails(on.s3.send(new PutObjectTaggingCommand({ ...a, Tagging })), { ...refusal, Method: 'PUT' });
    await fails(on.s3.send(new DeleteObjectTaggingCommand(a)), { ...refusal, Method: 'DELETE' });
    await fails(on.s3.send(new PutObjectAclCommand({ ...a, ACL: 'private' })), refusal);
  });
});

describe('the header x-amz-bypass-governance-retention', () => {
  it('is for buckets with Object Lock, true or false', async () => {
    await on.put('unlocked');
    const refusal = { name: 'InvalidArgument', ArgumentName: 'x-amz-bypass-governance-retention' };
    for (const BypassGovernanceRetention of [true, false]) {
      const one = new DeleteObjectCommand({ Bucket, Key: 'unlocked', BypassGovernanceRetention });
      await fails(on.s3.send(one), refusal);
      const Delete = { Objects: [{ Key: 'unlocked' }] };
      await fails(
        on.s3.send(new DeleteObjectsCommand({ Bucket, Delete, BypassGovernanceRetention })),
        refusal,
      );
    }
  });
});

describe('DeleteObject', () => {
  it('knows conditions of size and time for directory buckets alone', async () => {
    for (const condition of [{ IfMatchSize: 1 }, { IfMatchLastModifiedTime: new Date(0) }]) {
      await fails(on.s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', ...condition })), {
        name: 'NotImplemented',
        ...status(501),
      });
    }
  });
});

describe('a conditional completion of an upload', () => {
  it('gives way to a write since the upload was begun, be its content the same', async () => {
    const { ETag } = await on.put('written', 'test');
    const complete = await upload('written');
    await on.put('written', 'test');
    await fails(complete({ IfMatch: ETag }), {
      name: 'ConditionalRequestConflict',
      Condition: 'If-Match',
      ...status(409),
    });
    await (await upload('written'))({ IfMatch: ETag });
  });

  it('gives way to a deletion since the upload was begun', async () => {
    await on.put('deleted');
    const complete = await upload('deleted');
    await fails(complete({ IfNoneMatch: '*' }), { name: 'PreconditionFailed' });
    await on.s3.send(new DeleteObjectCommand({ Bucket, Key: 'deleted' }));
    await fails(complete({ IfNoneMatch: '*' }), { name: 'ConditionalRequestConflict' });
    await (await upload('deleted'))({ IfNoneMatch: '*' });
  });
});

describe('GetObject', () => {
  it('shows the checksum of a range that is all of the object', async () => {
    await on.put('ranged', 'something');
    const read = (Range: string) =>
      on.s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', Range, ChecksumMode: 'ENABLED' }));
    expect(await read('bytes=0-100')).toMatchObject({ ChecksumType: 'FULL_OBJECT', ...status(206) });
    expect((await read('bytes=1-100')).ChecksumType).toBeUndefined();
  });
});

describe('UploadPartCopy', () => {
  it('has two refusals for ranges: behind the end of the source, and across it', async () => {
    await on.put('short', '0123456789');
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'long' }));
    const copy = (CopySourceRange: string) =>
      on.s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'long',
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/short`,
          CopySourceRange,
        }),
      );
    await fails(copy('bytes=100-200'), { name: 'InvalidRequest' });
    await fails(copy('bytes=5-200'), { name: 'InvalidArgument' });
    await on.s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'long', UploadId }));
  });
});

describe('CopyObject onto itself', () => {
  it('is a change where a storage class is named, be it the one it has', async () => {
    const { ETag } = await on.put('itself');
    const itself = { Bucket, Key: 'itself', CopySource: `${Bucket}/itself` };
    await on.s3.send(new CopyObjectCommand({ ...itself, StorageClass: 'STANDARD', IfMatch: ETag }));
    await fails(on.s3.send(new CopyObjectCommand({ ...itself, IfNoneMatch: '*' })), {
      name: 'PreconditionFailed',
    });
  });

  it('takes its source as a whole URL too', async () => {
    await on.put('by url', 'x');
    const CopySource = `${on.aws.url}/${Bucket}/by%20url`;
    await on.s3.send(new CopyObjectCommand({ Bucket, Key: 'copied', CopySource }));
    const read = await on.s3.send(new GetObjectCommand({ Bucket, Key: 'copied' }));
    expect(await read.Body?.transformToString()).toBe('x');
  });
});

describe('tags', () => {
  it('of a bucket are gone when none are put', async () => {
    const put = (...keys: string[]) => {
      const TagSet = keys.map((Key) => ({ Key, Value: 'v' }));
      return on.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    };
    await put('a');
    await put();
    await fails(on.s3.send(new GetBucketTaggingCommand({ Bucket })), { name: 'NoSuchTagSet' });
    await fails(put('aws:a'), {
      name: 'InvalidTag',
      message: 'System tags cannot be added/updated by requester',
      TagKey: 'aws:a',
    });
  });

  it('of an object name no system tag, and their header is URL-encoded', async () => {
    await on.put('tagged');
    const Tagging = { TagSet: [{ Key: 'aws:a', Value: 'v' }] };
    await fails(on.s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging })), {
      name: 'InvalidTag',
      message: 'Your TagKey cannot be prefixed with aws:',
    });
    await fails(on.put('tagged', 'x', { Tagging: 'key1=val1,key2=val2' }), {
      name: 'InvalidArgument',
      ArgumentName: 'x-amz-tagging',
    });
  });
});

describe('CreateBucket', () => {
  const create = (name: string, CreateBucketConfiguration: object, region?: string) =>
    on.aws
      .s3(region === undefined ? {} : { region })
      .send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));

  it('with tags is no repetition of one’s own, and refuses system tags in words of its own', async () => {
    const Tags = [{ Key: 'a', Value: 'b' }];
    await create('tagged-bucket', { Tags });
    await create('tagged-bucket', {});
    await fails(create('tagged-bucket', { Tags }), { name: 'BucketAlreadyOwnedByYou', ...status(409) });
    await fails(create('other-bucket', { Tags: [{ Key: 'aws:a', Value: 'b' }] }), {
      name: 'InvalidTag',
      message: expect.stringContaining('User-defined tag keys can\'t start with "aws:"'),
    });
  });

  it('in the EU goes on saying so', async () => {
    await create('old-europe', { LocationConstraint: 'EU' });
    const location = await on.s3.send(new GetBucketLocationCommand({ Bucket: 'old-europe' }));
    expect(location.LocationConstraint).toBe('EU');
    const head = await on.s3.send(new HeadBucketCommand({ Bucket: 'old-europe' }));
    expect(head.BucketRegion).toBe('eu-west-1');
  });

  it('refuses any other location at a region’s own endpoint alike', async () => {
    for (const LocationConstraint of ['bar', 'us-east-1', 'EU']) {
      await fails(create('elsewhere', { LocationConstraint }, 'us-west-2'), {
        name: 'IllegalLocationConstraintException',
      });
    }
  });
});

describe('a bucket’s location', () => {
  it('is the text of the root element', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}?location`, {
      headers: { authorization: 'AWS test:x', date: new Date().toUTCString() },
    });
    expect(await answer.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
    );
  });
});

describe('listings', () => {
  it('leave start-after out beside a token', async () => {
    for (const Key of ['l/1', 'l/2', 'l/3']) await on.put(Key);
    const ask = { Bucket, Prefix: 'l/', StartAfter: 'l/1', MaxKeys: 1 };
    const first = await on.s3.send(new ListObjectsV2Command(ask));
    expect(first.StartAfter).toBe('l/1');
    const ContinuationToken = first.NextContinuationToken;
    const second = await on.s3.send(new ListObjectsV2Command({ ...ask, ContinuationToken }));
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['l/3']);
    expect(second.StartAfter).toBeUndefined();
  });

  it('refuse an empty encoding type', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}?list-type=2&encoding-type=`, {
      headers: { authorization: 'AWS test:x', date: new Date().toUTCString() },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Invalid Encoding Method specified in Request');
  });

  it('of uploads tell the last one shown, and refuse a marker of another key', async () => {
    const name = await on.bucket('uploading');
    const empty = await on.s3.send(new ListMultipartUploadsCommand({ Bucket: name }));
    expect(empty).toMatchObject({ NextKeyMarker: '', NextUploadIdMarker: '' });
    expect(empty.Prefix).toBeUndefined();
    const begin = async (Key: string) =>
      (await on.s3.send(new CreateMultipartUploadCommand({ Bucket: name, Key }))).UploadId;
    const [, UploadId] = [await begin('a'), await begin('b')];
    const all = await on.s3.send(new ListMultipartUploadsCommand({ Bucket: name }));
    expect(all).toMatchObject({ IsTruncated: false, NextKeyMarker: 'b', NextUploadIdMarker: UploadId });
    const odd = { Bucket: name, KeyMarker: 'a', UploadIdMarker: UploadId };
    await fails(on.s3.send(new ListMultipartUploadsCommand(odd)), {
      name: 'InvalidArgument',
      message: 'Invalid uploadId marker',
    });
  });
});

describe('the expected bucket owner', () => {
  it('has to be an account’s number', async () => {
    for (const ExpectedBucketOwner of ['0000', '0000000000020', 'abcd']) {
      await fails(on.s3.send(new GetBucketTaggingCommand({ Bucket, ExpectedBucketOwner })), {
        name: 'InvalidBucketOwnerAWSAccountID',
        message: `The value of the expected bucket owner parameter must be an AWS Account ID... [${ExpectedBucketOwner}]`,
        ...status(400),
      });
    }
  });
});

describe('further refusals', () => {
  it('name the inventory’s id and destination', async () => {
    const put = (Id: string, Arn: string) =>
      on.s3.send(
        new PutBucketInventoryConfigurationCommand({
          Bucket,
          Id: 'one',
          InventoryConfiguration: {
            Id,
            IsEnabled: true,
            IncludedObjectVersions: 'All',
            Schedule: { Frequency: 'Daily' },
            Destination: { S3BucketDestination: { Bucket: Arn, Format: 'CSV' } },
          },
        }),
      );
    await fails(put('two', `arn:aws:s3:::${Bucket}`), { name: 'IdMismatch' });
    await fails(put('one', Bucket), { name: 'InvalidS3DestinationBucket' });
    expect(await put('one', `arn:aws:s3:::${Bucket}`)).toMatchObject(status(204));
  });

  it('know a canned ACL before they know that there are none', async () => {
    await fails(on.put('acl', 'x', { ACL: 'fake-acl' }), {
      name: 'InvalidArgument',
      ArgumentName: 'x-amz-acl',
    });
    await on.put('acl');
    const AccessControlPolicy = { Grants: [] };
    await fails(on.s3.send(new PutObjectAclCommand({ Bucket, Key: 'acl', AccessControlPolicy })), {
      name: 'MalformedACLError',
    });
  });

  it('read a legal hold before they look for Object Lock', async () => {
    await on.put('held');
    const held = { Bucket, Key: 'held' };
    await fails(on.s3.send(new PutObjectLegalHoldCommand(held)), { name: 'MalformedXML' });
    await fails(on.s3.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status: 'ON' } })), {
      name: 'InvalidRequest',
      message: 'Bucket is missing Object Lock Configuration',
    });
  });

  it('word an empty policy as one that is no JSON', async () => {
    const answer = await fetch(`${on.aws.url}/${Bucket}?policy`, {
      method: 'PUT',
      headers: { authorization: 'AWS test:x', date: new Date().toUTCString() },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>MalformedPolicy</Code><Message>Policies must be valid JSON');
  });

  it('tell both locations of a log that would leave its region', async () => {
    const west = on.aws.s3({ region: 'us-west-2' });
    const CreateBucketConfiguration = { LocationConstraint: 'us-west-2' } as const;
    await west.send(new CreateBucketCommand({ Bucket: 'log-west', CreateBucketConfiguration }));
    const east = on.aws.s3({ region: 'us-east-2' });
    await east.send(
      new CreateBucketCommand({
        Bucket: 'log-ohio',
        CreateBucketConfiguration: { LocationConstraint: 'us-east-2' },
      }),
    );
    const LoggingEnabled = { TargetBucket: 'log-ohio', TargetPrefix: '' };
    await fails(
      west.send(new PutBucketLoggingCommand({ Bucket: 'log-west', BucketLoggingStatus: { LoggingEnabled } })),
      {
        name: 'CrossLocationLoggingProhibitted',
        SourceBucketLocation: 'us-west-2',
        TargetBucketLocation: 'us-east-2',
      },
    );
  });
});
