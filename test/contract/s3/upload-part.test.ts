import { ListPartsCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { suite } from './support.ts';

const on = suite();
const { begin } = on;

describe('UploadPart', () => {
  it('answers the part’s ETag, and the last upload of a number counts', async () => {
    const upload = await begin('k');
    const part = (Body: string) => on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body }));
    expect((await part('hello')).ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const { ETag } = await part('other');
    const { Parts } = await on.s3.send(new ListPartsCommand(upload));
    expect(Parts).toMatchObject([{ PartNumber: 1, ETag, Size: 5 }]);
  });

  it('wants the checksum that its upload was begun with', async () => {
    const upload = await begin('k', { ChecksumAlgorithm: 'SHA256' });
    await expect(
      on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x', ChecksumAlgorithm: 'CRC32' })),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    });
  });

  it('refuses numbers out of range, unknown uploads and bodies that are not as promised', async () => {
    const upload = await begin('k');
    const part = (input: object) =>
      on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x', ...input }));
    await expect(part({ PartNumber: 0 })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(part({ PartNumber: 10_001 })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(part({ UploadId: 'unknown' })).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(part({ Key: 'other' })).rejects.toMatchObject({ name: 'NoSuchUpload' });
    // As it came, where PutObject's refusal shows it in hexadecimals (both recorded).
    await expect(part({ ContentMD5: 'rL0Y20zC+Fzt72VPzMSk2A==' })).rejects.toMatchObject({
      name: 'BadDigest',
      ExpectedDigest: 'rL0Y20zC+Fzt72VPzMSk2A==',
      CalculatedDigest: 'ndTkYSaMgDT1yFZOFVxnpg==',
    });
    expect((await on.s3.send(new ListPartsCommand(upload))).Parts ?? []).toEqual([]);
  });
});
