import { DeleteObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();

describe('ListObjectVersions', () => {
  it('shows the newest version of a key first, markers apart, and pages within a key', async () => {
    const name = await on.bucket('versions', { versioned: true });
    const list = (input: object = {}) =>
      on.s3.send(new ListObjectVersionsCommand({ Bucket: name, ...input }));
    const written: (string | undefined)[] = [];
    for (const Body of ['1', '2', '3'])
      written.unshift((await on.put('k', Body, { Bucket: name })).VersionId);
    await on.put('l', 'x', { Bucket: name });
    await on.s3.send(new DeleteObjectCommand({ Bucket: name, Key: 'l' }));
    const first = await list({ MaxKeys: 2 });
    expect(first.Versions?.map(({ VersionId }) => VersionId)).toEqual(written.slice(0, 2));
    expect(first.Versions?.map(({ IsLatest }) => IsLatest)).toEqual([true, false]);
    expect(first).toMatchObject({ NextKeyMarker: 'k', NextVersionIdMarker: written[1], IsTruncated: true });
    const second = await list({ KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker });
    expect(second.Versions?.map(({ Key }) => Key)).toEqual(['k', 'l']);
    expect(second.DeleteMarkers).toMatchObject([{ Key: 'l', IsLatest: true }]);
    for (const [VersionIdMarker, message] of [
      [written[0], 'A version-id marker cannot be specified without a key marker.'],
      ['bogus', 'Invalid version id specified'],
    ]) {
      await expect(list({ VersionIdMarker })).rejects.toMatchObject({ name: 'InvalidArgument', message });
    }
    await expect(list({ Bucket: 'absent-bucket' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  // The order of API_ListObjectVersions' sample answer, which clients that read the XML as it comes rely on.
  it('writes versions and markers in one sequence: by key, the newest first', async () => {
    const name = await on.bucket('sequence', { versioned: true });
    await on.put('a', '1', { Bucket: name });
    for (const Body of ['1', '2']) {
      await on.put('b/1', Body, { Bucket: name });
      await on.s3.send(new DeleteObjectCommand({ Bucket: name, Key: 'b/1' }));
    }
    await on.put('c/1', '1', { Bucket: name });
    const url = await getSignedUrl(on.s3, new ListObjectVersionsCommand({ Bucket: name, Delimiter: 'c/' }));
    const xml = await (await fetch(url)).text();
    expect(
      [...xml.matchAll(/<(Version|DeleteMarker|CommonPrefixes)><\w+>([^<]+)/g)].map(([, ...said]) => said),
    ).toEqual([
      ['Version', 'a'],
      ['DeleteMarker', 'b/1'],
      ['Version', 'b/1'],
      ['DeleteMarker', 'b/1'],
      ['Version', 'b/1'],
      ['CommonPrefixes', 'c/'],
    ]);
    expect(xml).not.toContain('place');
  });

  it('lists a bucket without versioning as null versions', async () => {
    await on.put('plain');
    const { Versions } = await on.s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions).toMatchObject([{ Key: 'plain', VersionId: 'null', IsLatest: true }]);
  });
});
