import {
  CreateBucketCommand,
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

const key = { Bucket: 'tagged', Key: 'k' };
let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket: 'tagged' }));
  await s3.send(new PutObjectCommand({ ...key, Body: 'x' }));
});
afterAll(() => aws.close());

const tag = (TagSet: { Key: string; Value: string }[]) =>
  s3.send(new PutObjectTaggingCommand({ ...key, Tagging: { TagSet } }));
const tags = async () => (await s3.send(new GetObjectTaggingCommand(key))).TagSet;

describe('object tagging', () => {
  it('puts, replaces, counts and deletes tags', async () => {
    expect(await tags()).toEqual([]);
    await tag([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ]);
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '' },
    ]);
    expect((await s3.send(new HeadObjectCommand(key))).TagCount).toBe(2);
    await tag([{ Key: 'c', Value: 'ü' }]);
    expect(await tags()).toEqual([{ Key: 'c', Value: 'ü' }]);
    await s3.send(new DeleteObjectTaggingCommand(key));
    expect(await tags()).toEqual([]);
  });

  it('takes tags with the object', async () => {
    await s3.send(new PutObjectCommand({ ...key, Body: 'x', Tagging: 'a=1&b=two%20words' }));
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: 'two words' },
    ]);
    await expect(
      s3.send(new PutObjectCommand({ ...key, Body: 'x', Tagging: 'a=1&a=2' })),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('refuses too many, doubled, reserved and malformed tags', async () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await expect(tag(many)).rejects.toMatchObject({
      name: 'BadRequest',
      message: 'Object tags cannot be greater than 10',
    });
    await expect(
      tag([
        { Key: 'a', Value: '' },
        { Key: 'a', Value: '' },
      ]),
    ).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(tag([{ Key: 'aws:x', Value: '' }])).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(tag([{ Key: 'k'.repeat(129), Value: '' }])).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(tag([{ Key: 'k', Value: '<' }])).rejects.toMatchObject({ name: 'InvalidTag' });
    await expect(s3.send(new GetObjectTaggingCommand({ ...key, Key: 'absent' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });
});
