import { DeleteObjectCommand, GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();

describe('GetObjectTagging', () => {
  it('tells the tags that came with a version', async () => {
    const name = await on.bucket('tagged', { versioned: true });
    const { VersionId } = await on.put('k', 'x', { Bucket: name, Tagging: 'a=1&b=two%20words' });
    await on.put('k', 'x', { Bucket: name });
    const tags = (input: object = {}) =>
      on.s3.send(new GetObjectTaggingCommand({ Bucket: name, Key: 'k', ...input }));
    expect((await tags()).TagSet).toEqual([]);
    expect(await tags({ VersionId })).toMatchObject({
      VersionId,
      TagSet: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: 'two words' },
      ],
    });
    const marker = await on.s3.send(new DeleteObjectCommand({ Bucket: name, Key: 'k' }));
    await expect(tags()).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    await expect(tags({ VersionId: marker.VersionId })).rejects.toMatchObject({ name: 'MethodNotAllowed' });
  });
});
