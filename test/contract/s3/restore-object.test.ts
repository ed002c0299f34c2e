import { GetObjectCommand, HeadObjectCommand, RestoreObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, status, suite } from './support.ts';

const on = suite();

const restore = (Key: string, Days?: number) =>
  on.s3.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days } }));

describe('RestoreObject', () => {
  it('brings an archived object back for some days', async () => {
    await on.put('cold', 'x', { StorageClass: 'GLACIER' });
    await expect(on.s3.send(new GetObjectCommand({ Bucket, Key: 'cold' }))).rejects.toMatchObject({
      name: 'InvalidObjectState',
      ...status(403),
    });
    expect(await restore('cold', 1)).toMatchObject(status(202));
    expect(await restore('cold', 2)).toMatchObject(status(200));
    const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'cold' }));
    expect(head).toMatchObject({
      StorageClass: 'GLACIER',
      Restore: expect.stringMatching(/^ongoing-request="false"/),
    });
    const read = await on.s3.send(new GetObjectCommand({ Bucket, Key: 'cold' }));
    expect(await read.Body?.transformToString()).toBe('x');
  });

  it('refuses what is not archived, and a request without days', async () => {
    await on.put('warm');
    await expect(restore('warm', 1)).rejects.toMatchObject({ name: 'InvalidObjectState' });
    await expect(restore('warm')).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(restore('absent', 1)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
