// Answers of AWS that no documentation tells, as recorded by others against it: of objects and their versions, one sentence each.
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectLegalHoldCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, fails, status, suite } from './support.ts';

const on = suite();
const invalidVersion = { name: 'InvalidArgument', message: 'Invalid version id specified', ...status(400) };
const NEVER_GIVEN = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';

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

describe('GetObject', () => {
  it('shows the checksum of a range that is all of the object', async () => {
    await on.put('ranged', 'something');
    const read = (Range: string) =>
      on.s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', Range, ChecksumMode: 'ENABLED' }));
    expect(await read('bytes=0-100')).toMatchObject({ ChecksumType: 'FULL_OBJECT', ...status(206) });
    expect((await read('bytes=1-100')).ChecksumType).toBeUndefined();
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

describe('what is told of an object beside it', () => {
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
});
