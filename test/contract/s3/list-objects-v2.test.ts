import {
  CreateBucketCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { signedFetch } from '../../support/signed-fetch.ts';

let aws: TestServer;
const KEYS = ['a/1', 'a/2', 'b', 'c/x/1', 'c/x/2', 'c/y', 'd e+f', 'é', '\u{10000}', '\uffee'];
beforeAll(async () => {
  aws = await startTestServer();
  const s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket: 'listed' }));
  for (const Key of KEYS) await s3.send(new PutObjectCommand({ Bucket: 'listed', Key, Body: Key }));
});
afterAll(() => aws.close());

const keys = (page: { Contents?: { Key?: string }[] }) => (page.Contents ?? []).map(({ Key }) => Key);
const prefixes = (page: { CommonPrefixes?: { Prefix?: string }[] }) =>
  (page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix);

describe('ListObjectsV2', () => {
  it('tells the bucket’s region in a header, as ListObjects does, to those who may not list too', async () => {
    const s3 = aws.s3();
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'listed-west',
        CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
      }),
    );
    const list = async (query: Record<string, string>) =>
      (await signedFetch(aws, 'GET', '/listed-west', { query })).header('x-amz-bucket-region');
    expect(await list({ 'list-type': '2' })).toBe('us-west-2');
    expect(await list({})).toBe('us-west-2');
    const refused = await fetch(`${aws.url}/listed-west?list-type=2`);
    expect([refused.status, refused.headers.get('x-amz-bucket-region')]).toEqual([403, 'us-west-2']);
  });

  it('lists keys in the order of their UTF-8 bytes', async () => {
    const page = await aws.s3().send(new ListObjectsV2Command({ Bucket: 'listed' }));
    // U+FFEE comes before U+10000 in UTF-8 and after it in UTF-16.
    expect(keys(page)).toEqual([...KEYS.slice(0, 8), '\uffee', '\u{10000}']);
    expect(page).toMatchObject({ Name: 'listed', KeyCount: 10, MaxKeys: 1000, IsTruncated: false });
    expect(page.Contents?.[0]).toMatchObject({
      Size: 3,
      StorageClass: 'STANDARD',
      ChecksumAlgorithm: ['CRC32'],
    });
    expect(page.Contents?.[0]).not.toHaveProperty('Owner');
  });

  it.each([1, 2, 3, 4])('pages by %i with a delimiter and misses nothing', async (MaxKeys) => {
    const s3 = aws.s3();
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await s3.send(
        new ListObjectsV2Command({ Bucket: 'listed', Delimiter: '/', MaxKeys, ContinuationToken }),
      );
      seen.push(...keys(page), ...prefixes(page));
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(seen.sort()).toEqual(['a/', 'b', 'c/', 'd e+f', 'é', '\uffee', '\u{10000}'].sort());
  });

  it('narrows by prefix and folds by delimiter', async () => {
    const page = await aws
      .s3()
      .send(new ListObjectsV2Command({ Bucket: 'listed', Prefix: 'c/', Delimiter: '/' }));
    expect(keys(page)).toEqual(['c/y']);
    expect(prefixes(page)).toEqual(['c/x/']);
  });

  it('starts after a key, shows owners when asked, and nothing for max-keys 0', async () => {
    const s3 = aws.s3();
    const after = await s3.send(
      new ListObjectsV2Command({ Bucket: 'listed', StartAfter: 'c/y', MaxKeys: 1, FetchOwner: true }),
    );
    expect(keys(after)).toEqual(['d e+f']);
    expect(after.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect(after.IsTruncated).toBe(true);
    const none = await s3.send(new ListObjectsV2Command({ Bucket: 'listed', MaxKeys: 0 }));
    expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('encodes keys for url', async () => {
    const page = await aws
      .s3()
      .send(new ListObjectsV2Command({ Bucket: 'listed', Prefix: 'd', EncodingType: 'url' }));
    expect(keys(page)).toEqual(['d+e%2Bf']);
  });

  it('refuses tokens, sizes and encodings that are none', async () => {
    const s3 = aws.s3();
    const list = (input: object) => s3.send(new ListObjectsV2Command({ Bucket: 'listed', ...input }));
    await expect(list({ ContinuationToken: 'xx' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list({ MaxKeys: -1 })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list({ EncodingType: 'rot13' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list({ Bucket: 'absent-bucket' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('ListObjects', () => {
  it('pages by marker, a common prefix being one', async () => {
    const s3 = aws.s3();
    const first = await s3.send(new ListObjectsCommand({ Bucket: 'listed', Delimiter: '/', MaxKeys: 1 }));
    expect(prefixes(first)).toEqual(['a/']);
    expect(first.NextMarker).toBe('a/');
    const second = await s3.send(
      new ListObjectsCommand({ Bucket: 'listed', Delimiter: '/', MaxKeys: 2, Marker: first.NextMarker }),
    );
    expect(keys(second)).toEqual(['b']);
    expect(prefixes(second)).toEqual(['c/']);
    expect(second.NextMarker).toBe('c/');
  });
});

describe('ListObjectVersions', () => {
  it('shows the newest version of a key first and pages within a key', async () => {
    const s3 = aws.s3();
    await s3.send(new CreateBucketCommand({ Bucket: 'versions' }));
    await s3.send(
      new PutBucketVersioningCommand({ Bucket: 'versions', VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const written: (string | undefined)[] = [];
    for (const Body of ['1', '2', '3']) {
      written.unshift(
        (await s3.send(new PutObjectCommand({ Bucket: 'versions', Key: 'k', Body }))).VersionId,
      );
    }
    await s3.send(new PutObjectCommand({ Bucket: 'versions', Key: 'l', Body: '1' }));
    const first = await s3.send(new ListObjectVersionsCommand({ Bucket: 'versions', MaxKeys: 2 }));
    expect(first.Versions?.map(({ VersionId }) => VersionId)).toEqual(written.slice(0, 2));
    expect(first.Versions?.[0]).toMatchObject({ IsLatest: true });
    expect(first).toMatchObject({ NextKeyMarker: 'k', NextVersionIdMarker: written[1], IsTruncated: true });
    const second = await s3.send(
      new ListObjectVersionsCommand({
        Bucket: 'versions',
        KeyMarker: first.NextKeyMarker,
        VersionIdMarker: first.NextVersionIdMarker,
      }),
    );
    expect(second.Versions?.map(({ Key }) => Key)).toEqual(['k', 'l']);
    await expect(
      s3.send(new ListObjectVersionsCommand({ Bucket: 'versions', VersionIdMarker: written[0] })),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
