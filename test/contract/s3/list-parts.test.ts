import { ListPartsCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();
const { begin } = on;

describe('ListParts', () => {
  it('lists parts by number, page by page', async () => {
    const upload = await begin('k', { StorageClass: 'STANDARD_IA' });
    for (const PartNumber of [7, 2, 5]) {
      await on.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: `part ${PartNumber}` }));
    }
    const first = await on.s3.send(new ListPartsCommand({ ...upload, MaxParts: 2 }));
    expect(first.Parts).toMatchObject([{ PartNumber: 2, Size: 6 }, { PartNumber: 5 }]);
    expect(first).toMatchObject({
      IsTruncated: true,
      NextPartNumberMarker: '5',
      StorageClass: 'STANDARD_IA',
    });
    expect(first.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    const rest = await on.s3.send(
      new ListPartsCommand({ ...upload, PartNumberMarker: first.NextPartNumberMarker }),
    );
    expect(rest.Parts).toMatchObject([{ PartNumber: 7 }]);
    expect(rest.IsTruncated).toBe(false);
    await expect(on.s3.send(new ListPartsCommand({ ...upload, UploadId: 'unknown' }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });
});
