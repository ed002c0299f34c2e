import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
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

  it('is silent about success when asked, and takes one to a thousand objects', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `k${index}` }));
    const remove = (count: number) =>
      on.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects: many(count) } }));
    expect((await remove(1000)).Deleted ?? []).toEqual([]);
    await expect(remove(0)).rejects.toMatchObject({ name: 'MalformedXML' });
    await expect(remove(1001)).rejects.toMatchObject({ name: 'MalformedXML' });
  });
});
