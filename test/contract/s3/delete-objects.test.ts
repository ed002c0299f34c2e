import { hash } from 'node:crypto';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();

describe('DeleteObjects', () => {
  it('answers each object with its own outcome', async () => {
    const name = await on.bucket('many', { versioned: true });
    const { VersionId } = await on.put('a', 'x', { Bucket: name });
    await on.put('b', 'x', { Bucket: name });
    const answer = await on.s3.send(
      new DeleteObjectsCommand({
        Bucket: name,
        Delete: { Objects: [{ Key: 'a', VersionId }, { Key: 'b' }, { Key: 'c', VersionId: 'bad id' }] },
      }),
    );
    expect(answer.Deleted).toMatchObject([
      { Key: 'a', VersionId },
      { Key: 'b', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) },
    ]);
    expect(answer.Errors).toMatchObject([{ Key: 'c', VersionId: 'bad id', Code: 'NoSuchVersion' }]);
  });

  it('compares an ETag, and refuses conditions of directory buckets before anything is deleted', async () => {
    const { ETag } = await on.put('a');
    await on.put('b');
    const remove = (...Objects: ObjectIdentifier[]) =>
      on.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    // Where conditions are unknown, so are their elements (aws/aws-sdk-js-v3#6857, ministackorg/ministack#1452).
    for (const condition of [{ Size: 1 }, { LastModifiedTime: new Date() }, { ETag, Size: 1 }]) {
      await expect(remove({ Key: 'b' }, { Key: 'a', ...condition })).rejects.toMatchObject({
        name: 'MalformedXML',
      });
    }
    const { Deleted, Errors } = await remove({ Key: 'a', ETag }, { Key: 'b', ETag: '"other"' });
    expect(Deleted).toMatchObject([{ Key: 'a' }]);
    expect(Errors).toMatchObject([{ Key: 'b', Code: 'PreconditionFailed' }]);
    await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'b' }));
  });

  it('wants a key of each, or a marker would stand for an object that nobody can name', async () => {
    const name = await on.bucket('keyless', { versioned: true });
    const Delete = { Objects: [{ Key: 'a' }, { Key: '' }] };
    await expect(on.s3.send(new DeleteObjectsCommand({ Bucket: name, Delete }))).rejects.toMatchObject({
      name: 'MalformedXML',
    });
    await on.s3.send(new DeleteBucketCommand({ Bucket: name }));
  });

  it('wants a Content-MD5 or a checksum of its document', async () => {
    const body = '<Delete><Object><Key>undigested</Key></Object></Delete>';
    const remove = (headers: Record<string, string>) =>
      signedFetch(on.aws, 'POST', `/${Bucket}`, { query: { delete: '' }, body, headers });
    await on.put('undigested');
    const refused = await remove({});
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(
      '<Code>InvalidRequest</Code><Message>Missing required header for this request: Content-MD5 OR x-amz-checksum-*</Message>',
    );
    const { KeyCount } = await on.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'undigested' }));
    expect(KeyCount).toBe(1);
    expect((await remove({ 'content-md5': hash('md5', body, 'base64') })).status).toBe(200);
    expect((await remove({ 'x-amz-checksum-sha1': hash('sha1', body, 'base64') })).status).toBe(200);
  });

  it('is silent about success when asked, and takes one to a thousand objects', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}` }));
    const remove = (count: number) =>
      on.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: many(count) } }));
    expect((await remove(1000)).Deleted ?? []).toEqual([]);
    await expect(remove(0)).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(remove(1001)).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
