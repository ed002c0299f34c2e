import { createHash, randomBytes } from 'node:crypto';
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checksumOf } from '../../../src/services/s3/checksum/algorithms.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

const Bucket = 'parts';
const MiB = 1024 * 1024;
const one = randomBytes(5 * MiB);
const two = randomBytes(300_000);
const whole = Buffer.concat([one, two]);
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes);

let aws: TestServer;
let s3: S3Client;
beforeAll(async () => {
  aws = await startTestServer();
  s3 = aws.s3();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => aws.close());

async function upload(
  Key: string,
  bodies: readonly Uint8Array[],
  create: Partial<CreateMultipartUploadCommandInput> = {},
  part: object = {},
) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...create }));
  const Parts = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const { $metadata: _, ...answer } = await s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...part }),
    );
    // The SDK's own checksums are refused of an upload that named no algorithm.
    Parts.push({ PartNumber, ...(create.ChecksumAlgorithm ? answer : { ETag: answer.ETag }) });
  }
  return { UploadId, Parts };
}
async function complete(
  Key: string,
  { UploadId, Parts }: Awaited<ReturnType<typeof upload>>,
  more: object = {},
) {
  return s3.send(
    new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
  );
}
const bytesOf = async (input: object) =>
  Buffer.from(
    (await (
      await s3.send(new GetObjectCommand({ Bucket, Key: '', ...input }))
    ).Body?.transformToByteArray()) ?? [],
  );

describe('a multipart upload', () => {
  it('becomes one object with the ETag of its parts', async () => {
    const done = await complete('whole', await upload('whole', [one, two], { ContentType: 'text/plain' }));
    const etag = `"${createHash('md5')
      .update(Buffer.concat([md5(one).digest(), md5(two).digest()]))
      .digest('hex')}-2"`;
    expect(done).toMatchObject({ ETag: etag, Bucket, Key: 'whole', ServerSideEncryption: 'AES256' });
    expect((await bytesOf({ Key: 'whole' })).equals(whole)).toBe(true);
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'whole' }));
    expect(head).toMatchObject({ ContentLength: whole.length, ContentType: 'text/plain', ETag: etag });
  });

  it('is read across its parts and by part number', async () => {
    await complete('ranged', await upload('ranged', [one, two]));
    const Range = `bytes=${one.length - 10}-${one.length + 9}`;
    expect(await bytesOf({ Key: 'ranged', Range })).toEqual(whole.subarray(one.length - 10, one.length + 10));
    const second = await s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', PartNumber: 2 }));
    expect(second).toMatchObject({
      PartsCount: 2,
      ContentLength: two.length,
      ContentRange: `bytes ${one.length}-${whole.length - 1}/${whole.length}`,
    });
    await second.Body?.transformToByteArray();
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', PartNumber: 3 })),
    ).rejects.toMatchObject({
      name: 'InvalidPartNumber',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('numbers its parts anew, whatever gaps their numbers had in the upload', async () => {
    const Key = 'sparse';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const Parts = [];
    for (const [PartNumber, Body] of [
      [3, one],
      [700, one],
      [10_000, two],
    ] as const) {
      const sent = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag: sent.ETag });
    }
    await complete(Key, { UploadId, Parts });
    const size = 2 * one.length + two.length;
    for (const [PartNumber, start, body] of [
      [1, 0, one],
      [2, one.length, one],
      [3, 2 * one.length, two],
    ] as const) {
      const ContentRange = `bytes ${start}-${start + body.length - 1}/${size}`;
      const part = await s3.send(new GetObjectCommand({ Bucket, Key, PartNumber }));
      await part.Body?.transformToByteArray();
      expect(part).toMatchObject({ PartsCount: 3, ContentLength: body.length, ContentRange });
      expect((await bytesOf({ Key, PartNumber })).equals(body)).toBe(true);
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key, PartNumber }));
      expect(head).toMatchObject({ PartsCount: 3, ContentLength: body.length });
    }
    for (const PartNumber of [4, 700, 10_000]) {
      await expect(s3.send(new GetObjectCommand({ Bucket, Key, PartNumber }))).rejects.toMatchObject({
        name: 'InvalidPartNumber',
        ActualPartCount: '3',
        PartNumberRequested: `${PartNumber}`,
      });
    }
  });

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
    const attributes = await s3.send(
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

  it('is sealed under KMS and opens again', async () => {
    const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
    const created = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn } as const;
    const done = await complete('kms', await upload('kms', [one, two], created));
    expect(done).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn });
    expect(done.ChecksumCRC32).toBeUndefined();
    expect((await bytesOf({ Key: 'kms' })).equals(whole)).toBe(true);
  });

  it('under KMS asks its key of who names checksums when completing, and of nobody else', async () => {
    const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn ?? '';
    const created = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
    const named = await upload('named', [two], { ...created, ChecksumAlgorithm: 'CRC32' });
    const unnamed = await upload('unnamed', [two], created);
    await aws.kms().send(new DisableKeyCommand({ KeyId }));
    await expect(complete('named', named)).rejects.toMatchObject({
      name: 'KMS.DisabledException',
      message: `${KeyId} is disabled.`,
    });
    await complete('unnamed', unnamed);
    await aws.kms().send(new EnableKeyCommand({ KeyId }));
    await complete('named', named);
    expect((await bytesOf({ Key: 'named' })).equals(two)).toBe(true);
  });

  it('answers a repeated Complete as it did, and knows nothing more of the upload', async () => {
    const started = await upload('again', [two]);
    const first = await complete('again', started);
    expect((await complete('again', started)).ETag).toBe(first.ETag);
    const { UploadId } = started;
    await expect(s3.send(new ListPartsCommand({ Bucket, Key: 'again', UploadId }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  it('refuses wrong orders, unknown parts and parts too small', async () => {
    const started = await upload('refused', [two, two]);
    const [first, second] = started.Parts;
    const given = (Parts: unknown[]) => complete('refused', { ...started, Parts } as never);
    await expect(given([second, first])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
    await expect(given([{ ...first, ETag: '"00"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(given([first, second])).rejects.toMatchObject({
      name: 'EntityTooSmall',
      message: 'Your proposed upload is smaller than the minimum allowed size',
    });
    await expect(given([])).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(
      s3.send(new UploadPartCommand({ Bucket, Key: 'refused', UploadId: 'no', PartNumber: 1, Body: 'x' })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(
      s3.send(
        new UploadPartCommand({
          Bucket,
          Key: 'refused',
          UploadId: started.UploadId,
          PartNumber: 10_001,
          Body: 'x',
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('ListParts, ListMultipartUploads, AbortMultipartUpload', () => {
  it('show what is there and take it away', async () => {
    const listed = 'listing';
    await s3.send(new CreateBucketCommand({ Bucket: listed }));
    const ids = [];
    for (const Key of ['a/1', 'a/2', 'b']) {
      ids.push((await s3.send(new CreateMultipartUploadCommand({ Bucket: listed, Key }))).UploadId);
    }
    const folded = await s3.send(new ListMultipartUploadsCommand({ Bucket: listed, Delimiter: '/' }));
    expect(folded.Uploads).toMatchObject([{ Key: 'b', UploadId: ids[2] }]);
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    const page = await s3.send(new ListMultipartUploadsCommand({ Bucket: listed, MaxUploads: 1 }));
    expect(page).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a/1', NextUploadIdMarker: ids[0] });
    const rest = await s3.send(
      new ListMultipartUploadsCommand({
        Bucket: listed,
        KeyMarker: page.NextKeyMarker,
        UploadIdMarker: page.NextUploadIdMarker,
      }),
    );
    expect(rest.Uploads?.map(({ Key }) => Key)).toEqual(['a/2', 'b']);

    const part = { Bucket: listed, Key: 'b', UploadId: ids[2] };
    for (const PartNumber of [1, 2, 3]) {
      await s3.send(new UploadPartCommand({ ...part, PartNumber, Body: `part ${PartNumber}` }));
    }
    const parts = await s3.send(new ListPartsCommand({ ...part, MaxParts: 2 }));
    expect(parts.Parts).toMatchObject([
      { PartNumber: 1, Size: 6 },
      { PartNumber: 2, Size: 6 },
    ]);
    expect(parts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    await s3.send(new AbortMultipartUploadCommand(part));
    await expect(s3.send(new AbortMultipartUploadCommand(part))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });
});

describe('UploadPartCopy', () => {
  it('takes a range of another object as a part', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: two }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'copied' }));
    const copy = (input: object) =>
      s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'copied',
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          ...input,
        }),
      );
    const { CopyPartResult } = await copy({ CopySourceRange: 'bytes=10-99' });
    expect(CopyPartResult?.ETag).toBe(`"${md5(two.subarray(10, 100)).digest('hex')}"`);
    await complete('copied', { UploadId, Parts: [{ PartNumber: 1, ...CopyPartResult }] } as never);
    expect(await bytesOf({ Key: 'copied' })).toEqual(two.subarray(10, 100));
    await expect(copy({ CopySourceRange: 'bytes=5' })).rejects.toMatchObject({ name: 'NoSuchUpload' });
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
    const read = await s3.send(new GetObjectCommand(part));
    for (const shown of [read, await s3.send(new HeadObjectCommand(part))]) {
      const { ChecksumCRC32 } = shown;
      expect({ ChecksumCRC32, ChecksumType: shown.ChecksumType }).toEqual(
        ChecksumType === 'COMPOSITE' ? { ChecksumCRC32: checksumOf('CRC32', two), ChecksumType } : {},
      );
    }
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(two);
  });

  it('refuses ranges that are none or lie beyond the source', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'copied' }));
    const copy = (CopySourceRange: string) =>
      s3.send(
        new UploadPartCopyCommand({
          Bucket,
          Key: 'copied',
          UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          CopySourceRange,
        }),
      );
    await expect(copy('bytes=5')).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(copy('bytes=0-300000')).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Range specified is not valid for source object of size: 300000',
    });
  });
});
