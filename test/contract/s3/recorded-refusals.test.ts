// More answers of AWS that were recorded by others against it: refusals mostly, word for word.
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListBucketsCommand,
  ListPartsCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, fails, status, suite } from './support.ts';

const on = suite();

/** Over plain HTTP, for the SDK always sends a checksum. */
async function put(path: string, headers: Record<string, string> = {}, body = 'hello') {
  const answer = await fetch(`${on.aws.url}/${path}`, {
    method: 'PUT',
    body,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      ...headers,
    },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('an upload in parts', () => {
  it('that asked for no checksum has none of its parts', async () => {
    const Key = 'unasked';
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const upload = { Bucket, Key, UploadId };
    const { ETag } = await on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'part' }));
    const listed = await on.s3.send(new ListPartsCommand(upload));
    expect(Object.keys(listed.Parts?.[0] ?? {})).toEqual(['PartNumber', 'LastModified', 'ETag', 'Size']);
    const done = await on.s3.send(
      new CompleteMultipartUploadCommand({
        ...upload,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
      }),
    );
    expect(done.ChecksumCRC64NVME).toBeDefined();
    const part = { Bucket, Key, PartNumber: 1, ChecksumMode: 'ENABLED' } as const;
    const read = await on.s3.send(new GetObjectCommand(part));
    expect(await read.Body?.transformToString()).toBe('part');
    expect([read.PartsCount, read.ChecksumCRC64NVME, read.ChecksumType]).toEqual([1, undefined, undefined]);
    const { ObjectParts } = await on.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ObjectParts'] }),
    );
    expect(ObjectParts).toEqual({ TotalPartsCount: 1 });
  });

  it('that asked for one shows it of its parts', async () => {
    const Key = 'asked';
    const input = { Bucket, Key, ChecksumAlgorithm: 'CRC64NVME' } as const;
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand(input));
    const part = await on.s3.send(new UploadPartCommand({ ...input, UploadId, PartNumber: 1, Body: 'part' }));
    await on.s3.send(
      new CompleteMultipartUploadCommand({
        ...{ Bucket, Key, UploadId },
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag }] },
      }),
    );
    const read = await on.s3.send(
      new GetObjectCommand({ Bucket, Key, PartNumber: 1, ChecksumMode: 'ENABLED' }),
    );
    expect(read.ChecksumCRC64NVME).toBe(part.ChecksumCRC64NVME);
  });

  it('is completed with checksums of its own algorithm alone, and in small letters', async () => {
    const Key = 'algorithms';
    const input = { Bucket, Key, ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand(input));
    const part = { Bucket, Key, UploadId, PartNumber: 1, ChecksumAlgorithm: 'CRC32' } as const;
    const { ETag } = await on.s3.send(new UploadPartCommand({ ...part, Body: 'part' }));
    const complete = (sums: object, whole: object = {}) =>
      on.s3.send(
        new CompleteMultipartUploadCommand({
          ...{ Bucket, Key, UploadId },
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ...sums }] },
          ...whole,
        }),
      );
    await fails(complete({ ChecksumSHA256: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' }), {
      name: 'BadDigest',
      message: 'The sha256 you specified for part 1 did not match what we received.',
    });
    await fails(complete({}, { ChecksumCRC32: 'AAAAAA==' }), {
      name: 'BadDigest',
      message: 'The crc32 you specified did not match the calculated checksum.',
    });
  });
});

describe('a copy source', () => {
  it('has spaces for its pluses', async () => {
    await on.put('with space.txt', 'spaced');
    const copied = await put(
      `${Bucket}/unplussed`,
      { 'x-amz-copy-source': `${Bucket}%2Fwith+space.txt` },
      '',
    );
    expect(copied.status).toBe(200);
    await on.put('with+plus.txt', 'plus');
    const escaped = { 'x-amz-copy-source': `${Bucket}/with%2Bplus.txt` };
    expect((await put(`${Bucket}/plussed`, escaped, '')).status).toBe(200);
    const read = await on.s3.send(new GetObjectCommand({ Bucket, Key: 'plussed' }));
    expect(await read.Body?.transformToString()).toBe('plus');
  });
});

describe('Object Lock', () => {
  const needed = (what: string) =>
    `Content-MD5 OR x-amz-checksum- HTTP header is required for Put ${what} requests with Object Lock parameters`;

  it('wants to know that a body came whole, be the retention the bucket’s default', async () => {
    const locked = await on.bucket('locked-by-default', { locked: true });
    expect((await put(`${locked}/free`)).status).toBe(200);
    const held = await put(`${locked}/held`, { 'x-amz-object-lock-legal-hold': 'ON' });
    expect([held.status, held.text.includes(needed('Object'))]).toEqual([400, true]);
    await on.s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket: locked,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } },
        },
      }),
    );
    const bare = await put(`${locked}/bare`);
    expect(bare.text).toContain(`<Code>InvalidRequest</Code><Message>${needed('Object')}</Message>`);
    const md5 = { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' };
    expect((await put(`${locked}/proven`, md5)).status).toBe(200);
    expect((await put(`${locked}/proven`, { 'x-amz-checksum-crc32': 'NhCmhg==' })).status).toBe(200);
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket: locked, Key: 'parts' }));
    const path = `${locked}/parts?partNumber=1&uploadId=${UploadId}`;
    expect((await put(path)).text).toContain(needed('Part'));
    expect((await put(path, md5)).status).toBe(200);
  });

  it('repeats a date of the past as Java writes it', async () => {
    const locked = await on.bucket('past', { locked: true });
    await on.put('k', 'x', { Bucket: locked });
    const retain = (RetainUntilDate: Date) =>
      on.s3.send(
        new PutObjectRetentionCommand({
          ...{ Bucket: locked, Key: 'k' },
          Retention: { Mode: 'GOVERNANCE', RetainUntilDate },
        }),
      );
    await fails(retain(new Date('2020-01-01T00:00:00Z')), {
      name: 'InvalidArgument',
      ArgumentName: 'RetainUntilDate',
      ArgumentValue: 'Tue Dec 31 16:00:00 PST 2019',
    });
    await fails(retain(new Date('2020-07-01T07:05:09Z')), { ArgumentValue: 'Wed Jul 01 00:05:09 PDT 2020' });
  });
});

describe('tags', () => {
  it('that are not there at all are none', async () => {
    const name = await on.bucket('untagged');
    const Tagging = { TagSet: undefined };
    await on.put('k', 'x', { Bucket: name, Tagging: 'a=b' });
    await on.s3.send(new PutObjectTaggingCommand({ Bucket: name, Key: 'k', Tagging }));
    const { TagSet } = await on.s3.send(new GetObjectTaggingCommand({ Bucket: name, Key: 'k' }));
    expect(TagSet).toEqual([]);
    const tagged = { TagSet: [{ Key: 'a', Value: 'b' }] };
    await on.s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: tagged }));
    await on.s3.send(new PutBucketTaggingCommand({ Bucket: name, Tagging }));
    await fails(on.s3.send(new GetBucketTaggingCommand({ Bucket: name })), { name: 'NoSuchTagSet' });
  });

  it('of an object that is not there name its bucket too', async () => {
    await fails(on.s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'nowhere' })), {
      name: 'NoSuchKey',
      Key: `${Bucket}/nowhere`,
    });
  });
});

describe('a Region that AWS has not', () => {
  it('is no place for a bucket, nor one to list', async () => {
    const CreateBucketConfiguration = { LocationConstraint: 'eu-east-1' as 'eu-west-1' };
    await fails(on.s3.send(new CreateBucketCommand({ Bucket: 'lost', CreateBucketConfiguration })), {
      name: 'InvalidLocationConstraint',
      LocationConstraint: 'eu-east-1',
      ...status(400),
    });
    await fails(on.s3.send(new ListBucketsCommand({ BucketRegion: 'eu-east-1' })), {
      name: 'InvalidArgument',
      message: 'Argument value eu-east-1 is not a valid AWS Region',
    });
  });
});

describe('a smallest size for transitions', () => {
  it('is one of two', async () => {
    const rule = { ID: 'r', Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } } as const;
    const lifecycle = {
      Bucket,
      LifecycleConfiguration: { Rules: [rule] },
      TransitionDefaultMinimumObjectSize: 'value' as 'varies_by_storage_class',
    };
    await fails(on.s3.send(new PutBucketLifecycleConfigurationCommand(lifecycle)), {
      name: 'InvalidRequest',
      message: 'Invalid TransitionDefaultMinimumObjectSize found: value',
    });
  });
});

describe('a document that S3’s schema refuses', () => {
  it('is a malformed ACL where it is one', async () => {
    const { Owner } = await on.s3.send(new ListBucketsCommand({}));
    const acl = (grant: object) =>
      on.s3.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy: { Owner, Grants: [grant] } }));
    const Grantee = { ID: Owner?.ID, Type: 'CanonicalUser' };
    const malformed = { name: 'MalformedACLError', ...status(400) };
    await fails(acl({ Grantee }), malformed);
    await fails(acl({ Grantee, Permission: 'EVERYTHING' }), malformed);
    await fails(acl({ Grantee: { ...Grantee, Type: 'BadType' }, Permission: 'READ' }), malformed);
  });

  it('is read after the name of a bucket that cannot be accelerated', async () => {
    const dotted = await on.bucket('with.dots');
    const AccelerateConfiguration = { Status: 'random' as 'Enabled' };
    const accelerate = (name: string) =>
      on.s3.send(new PutBucketAccelerateConfigurationCommand({ Bucket: name, AccelerateConfiguration }));
    await fails(accelerate(dotted), { name: 'InvalidRequest' });
    await fails(accelerate(Bucket), { name: 'MalformedXML' });
  });
});
