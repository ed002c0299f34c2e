import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const bucket = async (Bucket: string, Status?: 'Enabled') => {
  const s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
  if (Status) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
  return s3;
};

describe('DeleteObject', () => {
  it('removes an unversioned object, and an absent one as well', async () => {
    const s3 = await bucket('bare');
    await s3.send(new PutObjectCommand({ Bucket: 'bare', Key: 'k', Body: 'x' }));
    const answer = await s3.send(new DeleteObjectCommand({ Bucket: 'bare', Key: 'k' }));
    expect(answer).not.toHaveProperty('DeleteMarker');
    await expect(s3.send(new GetObjectCommand({ Bucket: 'bare', Key: 'k' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      Key: 'k',
    });
    await s3.send(new DeleteObjectCommand({ Bucket: 'bare', Key: 'never' }));
  });

  it('hides a versioned object behind a marker and brings it back when the marker goes', async () => {
    const s3 = await bucket('marked', 'Enabled');
    const key = { Bucket: 'marked', Key: 'k' };
    const { VersionId } = await s3.send(new PutObjectCommand({ ...key, Body: 'x' }));
    const marker = await s3.send(new DeleteObjectCommand(key));
    expect(marker).toMatchObject({ DeleteMarker: true });
    await expect(s3.send(new GetObjectCommand(key))).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      s3.send(new GetObjectCommand({ ...key, VersionId: marker.VersionId })),
    ).rejects.toMatchObject({ name: 'MethodNotAllowed', $metadata: { httpStatusCode: 405 } });
    const old = await s3.send(new GetObjectCommand({ ...key, VersionId }));
    expect(await old.Body?.transformToString()).toBe('x');
    const removed = await s3.send(new DeleteObjectCommand({ ...key, VersionId: marker.VersionId }));
    expect(removed).toMatchObject({ DeleteMarker: true, VersionId: marker.VersionId });
    expect(await s3.send(new HeadObjectCommand(key))).toMatchObject({ VersionId });
    expect(await s3.send(new DeleteObjectCommand({ ...key, VersionId }))).toMatchObject({ VersionId });
    expect(await s3.send(new ListObjectVersionsCommand({ Bucket: 'marked' }))).not.toHaveProperty('Versions');
  });

  it('replaces the null version by a null marker while versioning is suspended', async () => {
    const s3 = await bucket('paused', 'Enabled');
    const key = { Bucket: 'paused', Key: 'k' };
    await s3.send(new PutObjectCommand({ ...key, Body: 'kept' }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: 'paused', VersioningConfiguration: { Status: 'Suspended' } }),
    );
    // What is written then has no id to tell (recorded).
    expect((await s3.send(new PutObjectCommand({ ...key, Body: 'null' }))).VersionId).toBeUndefined();
    expect(await s3.send(new DeleteObjectCommand(key))).toMatchObject({
      DeleteMarker: true,
      VersionId: 'null',
    });
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'paused' }));
    expect(Versions).toHaveLength(1);
    expect(DeleteMarkers).toMatchObject([{ VersionId: 'null', IsLatest: true }]);
  });

  it('refuses a version id that can be none', async () => {
    const s3 = await bucket('odd');
    await expect(
      s3.send(new DeleteObjectCommand({ Bucket: 'odd', Key: 'k', VersionId: 'not a version' })),
    ).rejects.toMatchObject({ name: 'InvalidArgument', message: 'Invalid version id specified' });
  });

  it('deletes only what still looks as the caller says', async () => {
    const s3 = await bucket('careful');
    const key = { Bucket: 'careful', Key: 'k' };
    const { ETag } = await s3.send(new PutObjectCommand({ ...key, Body: 'x' }));
    await expect(s3.send(new DeleteObjectCommand({ ...key, IfMatch: '"other"' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await s3.send(new DeleteObjectCommand({ ...key, IfMatch: ETag }));
    await expect(s3.send(new HeadObjectCommand(key))).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('misses what the caller says is there, be it by * alone', async () => {
    for (const Status of [undefined, 'Enabled'] as const) {
      const Bucket = `missed-${Status ?? 'unversioned'}`.toLowerCase();
      const s3 = await bucket(Bucket, Status);
      const remove = (input: object) => s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', ...input }));
      const absent = { name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } };
      await expect(remove({ IfMatch: '*' })).rejects.toMatchObject(absent);
      const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
      await remove({ IfMatch: '*' });
      await expect(remove({ IfMatch: '*' })).rejects.toMatchObject(absent);
      await expect(remove({ IfMatch: ETag })).rejects.toMatchObject(absent);
      await remove({});
    }
  });

  it('knows no condition on a version that is named', async () => {
    const s3 = await bucket('one-version', 'Enabled');
    const key = { Bucket: 'one-version', Key: 'k' };
    const { ETag, VersionId } = await s3.send(new PutObjectCommand({ ...key, Body: 'x' }));
    const remove = (IfMatch?: string) => s3.send(new DeleteObjectCommand({ ...key, VersionId, IfMatch }));
    for (const IfMatch of [ETag, '*']) {
      await expect(remove(IfMatch)).rejects.toMatchObject({ name: 'NotImplemented', Header: 'If-Match' });
    }
    await s3.send(new HeadObjectCommand(key));
  });
});

describe('DeleteObjects', () => {
  it('answers each object with its own outcome', async () => {
    const s3 = await bucket('many', 'Enabled');
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: 'many', Key: 'a', Body: 'x' }));
    await s3.send(new PutObjectCommand({ Bucket: 'many', Key: 'b', Body: 'x' }));
    const answer = await s3.send(
      new DeleteObjectsCommand({
        Bucket: 'many',
        Delete: { Objects: [{ Key: 'a', VersionId }, { Key: 'b' }, { Key: 'c', VersionId: 'bad id' }] },
      }),
    );
    expect(answer.Deleted).toMatchObject([
      { Key: 'a', VersionId },
      { Key: 'b', DeleteMarker: true },
    ]);
    expect(answer.Errors).toMatchObject([{ Key: 'c', Code: 'NoSuchVersion' }]);
  });

  it('is silent about success when asked, and refuses an empty list', async () => {
    const s3 = await bucket('quiet');
    const answer = await s3.send(
      new DeleteObjectsCommand({ Bucket: 'quiet', Delete: { Quiet: true, Objects: [{ Key: 'a' }] } }),
    );
    expect(answer.Deleted ?? []).toEqual([]);
    await expect(
      s3.send(new DeleteObjectsCommand({ Bucket: 'quiet', Delete: { Objects: [] } })),
    ).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
