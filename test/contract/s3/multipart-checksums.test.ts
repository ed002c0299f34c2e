// The checksums of an object that was uploaded in parts: of the whole, of its parts' checksums, and of each part.
import { createHash } from 'node:crypto';
import { GetObjectAttributesCommand, GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { checksumOf } from '../../../src/services/s3/checksum/algorithms.ts';
import { one, two, uploadsOf, whole } from './multipart-uploads.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const { upload, complete } = uploadsOf(on);

describe('a multipart upload with checksums', () => {
  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    'combines %s of the parts to that of the whole',
    async (ChecksumAlgorithm) => {
      const started = await upload(
        ChecksumAlgorithm,
        [one, two],
        { ChecksumAlgorithm, ChecksumType: 'FULL_OBJECT' },
        { ChecksumAlgorithm },
      );
      const done = await complete(ChecksumAlgorithm, started);
      expect(done).toMatchObject({
        [`Checksum${ChecksumAlgorithm}`]: checksumOf(ChecksumAlgorithm, whole),
        ChecksumType: 'FULL_OBJECT',
      });
    },
  );

  it('has a composite SHA256 and shows the parts of it', async () => {
    const started = await upload(
      'sha',
      [one, two],
      { ChecksumAlgorithm: 'SHA256' },
      { ChecksumAlgorithm: 'SHA256' },
    );
    const done = await complete('sha', started);
    const sums = [one, two].map((body) => createHash('sha256').update(body).digest());
    const composite = createHash('sha256').update(Buffer.concat(sums)).digest('base64');
    expect(done).toMatchObject({ ChecksumSHA256: `${composite}-2`, ChecksumType: 'COMPOSITE' });
    const attributes = await on.s3.send(
      new GetObjectAttributesCommand({
        Bucket,
        Key: 'sha',
        ObjectAttributes: ['Checksum', 'ObjectParts', 'ObjectSize'],
      }),
    );
    expect(attributes).toMatchObject({
      Checksum: { ChecksumSHA256: composite, ChecksumType: 'COMPOSITE' },
      ObjectParts: { TotalPartsCount: 2, Parts: [{ PartNumber: 1, Size: one.length }, { PartNumber: 2 }] },
      ObjectSize: whole.length,
    });
  });

  it.each([
    ['its own checksum', 'COMPOSITE'],
    ['no checksum', 'FULL_OBJECT'],
  ] as const)('shows %s of a part that is read alone (%s)', async (_, ChecksumType) => {
    const Key = `sums-${ChecksumType}`;
    const made = await upload(
      Key,
      [one, two],
      { ChecksumAlgorithm: 'CRC32', ChecksumType },
      { ChecksumAlgorithm: 'CRC32' },
    );
    await complete(Key, made);
    const part = { Bucket, Key, PartNumber: 2, ChecksumMode: 'ENABLED' } as const;
    const read = await on.s3.send(new GetObjectCommand(part));
    for (const shown of [read, await on.s3.send(new HeadObjectCommand(part))]) {
      const { ChecksumCRC32 } = shown;
      expect({ ChecksumCRC32, ChecksumType: shown.ChecksumType }).toEqual(
        ChecksumType === 'COMPOSITE' ? { ChecksumCRC32: checksumOf('CRC32', two), ChecksumType } : {},
      );
    }
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(two);
  });
});
