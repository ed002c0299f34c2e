import { ListObjectsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

const keys = (page: { Contents?: { Key?: string }[] }) => (page.Contents ?? []).map(({ Key }) => Key);

describe('ListObjects', () => {
  it('pages by marker, a common prefix being one', async () => {
    for (const Key of ['a/1', 'a/2', 'b', 'c/1']) await on.put(Key);
    const list = (input: object) => on.s3.send(new ListObjectsCommand({ Bucket, ...input }));
    const first = await list({ Delimiter: '/', MaxKeys: 1 });
    expect(first).toMatchObject({ CommonPrefixes: [{ Prefix: 'a/' }], NextMarker: 'a/', IsTruncated: true });
    const second = await list({ Delimiter: '/', Marker: first.NextMarker });
    expect(keys(second)).toEqual(['b']);
    expect(second.CommonPrefixes).toEqual([{ Prefix: 'c/' }]);
    // Without a delimiter the last key is the next marker, and the answer leaves it to the client.
    const plain = await list({ MaxKeys: 2 });
    expect(keys(plain)).toEqual(['a/1', 'a/2']);
    expect(plain.NextMarker).toBeUndefined();
    expect(plain.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect(keys(await list({ Marker: 'a/2' }))).toEqual(['b', 'c/1']);
  });

  it('refuses a size that is none, and an absent bucket', async () => {
    await expect(on.s3.send(new ListObjectsCommand({ Bucket, MaxKeys: -1 }))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
    await expect(on.s3.send(new ListObjectsCommand({ Bucket: 'absent-bucket' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});
