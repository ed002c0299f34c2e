import { ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Bucket, suite } from './support.ts';

const on = suite();
const { begin } = on;

describe('ListMultipartUploads', () => {
  it('lists what is unfinished, by key and time, page by page', async () => {
    const ids = [];
    for (const Key of ['a/1', 'a/2', 'b', 'b']) ids.push((await begin(Key)).UploadId);
    const list = (input: object) => on.s3.send(new ListMultipartUploadsCommand({ Bucket, ...input }));
    const folded = await list({ Delimiter: '/' });
    expect(folded.Uploads?.map(({ UploadId }) => UploadId)).toEqual(ids.slice(2));
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    const page = await list({ MaxUploads: 3 });
    expect(page).toMatchObject({ IsTruncated: true, NextKeyMarker: 'b', NextUploadIdMarker: ids[2] });
    const rest = await list({ KeyMarker: 'b', UploadIdMarker: ids[2] });
    expect(rest.Uploads).toMatchObject([{ Key: 'b', UploadId: ids[3] }]);
    const wrong = { name: 'InvalidArgument', message: 'Invalid uploadId marker' };
    await expect(list({ KeyMarker: 'b', UploadIdMarker: ids[0] })).rejects.toMatchObject(wrong);
    await expect(list({ KeyMarker: 'b', UploadIdMarker: 'no id' })).rejects.toMatchObject(wrong);
    // One that is gone by now may have been given, and alone it means nothing.
    await list({ KeyMarker: 'b', UploadIdMarker: 'x'.repeat(128) });
    await list({ UploadIdMarker: 'no id' });
    await expect(list({ MaxUploads: -1 })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  it('names the last upload shown as its marker, and so none after a page of prefixes alone', async () => {
    const name = await on.bucket('folded');
    for (const Key of ['a/1', 'b', 'c/1', 'd']) await begin(Key, { Bucket: name });
    const list = (input: object) =>
      on.s3.send(new ListMultipartUploadsCommand({ Bucket: name, Delimiter: '/', ...input }));
    const prefixes = await list({ MaxUploads: 1 });
    expect(prefixes).toMatchObject({ IsTruncated: true, NextKeyMarker: '', NextUploadIdMarker: '' });
    expect(prefixes.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    // Whoever knows that takes the prefix itself.
    const next = await list({ MaxUploads: 1, KeyMarker: 'a/' });
    expect(next.Uploads).toMatchObject([{ Key: 'b' }]);
    expect(await list({ MaxUploads: 3 })).toMatchObject({ IsTruncated: true, NextKeyMarker: 'b' });
  });
});
