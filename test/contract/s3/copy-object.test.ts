import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket: 'origin' }));
  await s3.send(new CreateBucketCommand({ Bucket: 'target' }));
  await s3.send(
    new PutObjectCommand({
      Bucket: 'origin',
      Key: 'the source/é',
      Body: 'hello',
      ContentType: 'text/plain',
      Metadata: { colour: 'blue' },
      Tagging: 'team=tax',
      StorageClass: 'STANDARD_IA',
    }),
  );
});
afterAll(() => aws.close());

const copy = (input: Partial<CopyObjectCommandInput>) =>
  s3.send(
    new CopyObjectCommand({
      Bucket: 'target',
      Key: 'copy',
      CopySource: encodeURI('origin/the source/é'),
      ...input,
    }),
  );

describe('CopyObject', () => {
  it('reads no metadata and no tags that its directives do not have replaced', async () => {
    const passedOver = { Metadata: { a: 'x'.repeat(3000) }, Tagging: 'a=b=c' };
    await copy(passedOver);
    await copy({ ...passedOver, MetadataDirective: 'COPY', TaggingDirective: 'COPY' });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'target', Key: 'copy' }));
    expect(head.Metadata).toEqual({ colour: 'blue' });
    await expect(copy({ ...passedOver, MetadataDirective: 'REPLACE' })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
    await expect(copy({ ...passedOver, TaggingDirective: 'REPLACE' })).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });

  it('names its source where the version of it is empty (recorded)', async () => {
    await expect(copy({ CopySource: 'origin/k?versionId=' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Version id cannot be the empty string',
      ArgumentName: 'x-amz-copy-source',
    });
  });

  it('carries bytes, metadata and tags over, and no storage class', async () => {
    const { CopyObjectResult } = await copy({});
    expect(CopyObjectResult).toMatchObject({
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      ChecksumType: 'FULL_OBJECT',
    });
    const read = await s3.send(new GetObjectCommand({ Bucket: 'target', Key: 'copy' }));
    expect(await read.Body?.transformToString()).toBe('hello');
    expect(read).toMatchObject({ ContentType: 'text/plain', Metadata: { colour: 'blue' }, TagCount: 1 });
    expect(read.StorageClass).toBeUndefined();
    const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket: 'target', Key: 'copy' }));
    expect(TagSet).toEqual([{ Key: 'team', Value: 'tax' }]);
  });

  it('replaces what it is told to replace', async () => {
    await copy({
      Key: 'new',
      MetadataDirective: 'REPLACE',
      Metadata: { shape: 'round' },
      TaggingDirective: 'REPLACE',
    });
    const head = await s3.send(new HeadObjectCommand({ Bucket: 'target', Key: 'new' }));
    expect(head.Metadata).toEqual({ shape: 'round' });
    expect(head.ContentType).not.toBe('text/plain');
    await expect(copy({ MetadataDirective: 'KEEP' as never })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Unknown metadata directive.',
    });
  });

  it('seals anew, falling to the destination default', async () => {
    const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
    const sealed = await copy({ Key: 'kms', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn });
    expect(sealed).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn });
    const back = await copy({ Key: 'plain', CopySource: 'target/kms' });
    expect(back.ServerSideEncryption).toBe('AES256');
    expect(back.CopyObjectResult?.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
  });

  it('refuses to copy an object onto itself without a change', async () => {
    const itself = { Bucket: 'target', Key: 'self', CopySource: 'target/self' };
    await s3.send(new PutObjectCommand({ Bucket: 'target', Key: 'self', Body: 'x' }));
    await expect(copy(itself)).rejects.toMatchObject({ name: 'InvalidRequest' });
    await copy({ ...itself, ServerSideEncryption: 'AES256' });
    await copy({ ...itself, MetadataDirective: 'REPLACE', Metadata: { a: 'b' } });
  });

  it('holds the source to its conditions, always by 412', async () => {
    await expect(copy({ CopySourceIfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(copy({ CopySourceIfNoneMatch: '"5d41402abc4b2a76b9719d911017c592"' })).rejects.toMatchObject(
      { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } },
    );
  });

  it('is told of a source that a delete marker hides, marker and all (recorded, April 2026)', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'hidden' }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: 'hidden', VersioningConfiguration }));
    const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket: 'hidden', Key: 'k' }));
    await expect(copy({ CopySource: 'hidden/k' })).rejects.toMatchObject({
      name: 'NoSuchKey',
      Key: 'k',
      $response: { headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': VersionId } },
    });
  });

  it("tells a source's version that was never given from one that is gone, as a read does", async () => {
    const Bucket = 'versions';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId }));
    await expect(copy({ CopySource: `${Bucket}/k?versionId=abc` })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid version id specified',
      ArgumentName: 'versionId',
      ArgumentValue: 'abc',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(copy({ CopySource: `${Bucket}/k?versionId=${VersionId}` })).rejects.toMatchObject({
      name: 'NoSuchVersion',
    });
  });

  it('copies no range', async () => {
    const headers = { 'x-amz-copy-source': 'origin/k', range: 'bytes=0-2' };
    const { status, text } = await signedFetch(aws, 'PUT', '/origin/part', { headers });
    expect(status).toBe(400);
    expect(text).toContain(
      '<Code>InvalidArgument</Code><Message>RANGE is not supported in Copy!</Message>' +
        '<ArgumentName>Range</ArgumentName><ArgumentValue>bytes=0-2</ArgumentValue>',
    );
  });

  it('names what is missing', async () => {
    await expect(copy({ CopySource: 'origin/absent' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(copy({ CopySource: 'absent-bucket/k' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(copy({ CopySource: 'origin' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid copy source object key',
    });
    await expect(copy({ CopySource: 'origin/%zz' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid copy source encoding',
    });
    await expect(copy({ CopySource: 'Origin/k' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Invalid copy source bucket name',
    });
    await expect(copy({ CopySource: 'origin/' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    });
  });
});
