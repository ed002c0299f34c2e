// An object that is uploaded in parts, from the first of them to what is read of the whole.
import { createHash } from 'node:crypto';
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { one, two, uploadsOf, whole } from './multipart-uploads.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const { upload, complete, bytesOf } = uploadsOf(on);
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes);

describe('a multipart upload', () => {
  it('becomes one object with the ETag of its parts', async () => {
    const done = await complete('whole', await upload('whole', [one, two], { ContentType: 'text/plain' }));
    const etag = `"${createHash('md5')
      .update(Buffer.concat([md5(one).digest(), md5(two).digest()]))
      .digest('hex')}-2"`;
    expect(done).toMatchObject({ ETag: etag, Bucket, Key: 'whole', ServerSideEncryption: 'AES256' });
    expect((await bytesOf({ Key: 'whole' })).equals(whole)).toBe(true);
    const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'whole' }));
    expect(head).toMatchObject({ ContentLength: whole.length, ContentType: 'text/plain', ETag: etag });
  });

  it('is read across its parts and by part number', async () => {
    await complete('ranged', await upload('ranged', [one, two]));
    const Range = `bytes=${one.length - 10}-${one.length + 9}`;
    expect(await bytesOf({ Key: 'ranged', Range })).toEqual(whole.subarray(one.length - 10, one.length + 10));
    const second = await on.s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', PartNumber: 2 }));
    expect(second).toMatchObject({
      PartsCount: 2,
      ContentLength: two.length,
      ContentRange: `bytes ${one.length}-${whole.length - 1}/${whole.length}`,
    });
    await second.Body?.transformToByteArray();
    await expect(
      on.s3.send(new GetObjectCommand({ Bucket, Key: 'ranged', PartNumber: 3 })),
    ).rejects.toMatchObject({
      name: 'InvalidPartNumber',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('numbers its parts anew, whatever gaps their numbers had in the upload', async () => {
    const Key = 'sparse';
    const { UploadId } = await on.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const Parts = [];
    for (const [PartNumber, Body] of [
      [3, one],
      [700, one],
      [10_000, two],
    ] as const) {
      const sent = await on.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
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
      const part = await on.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber }));
      await part.Body?.transformToByteArray();
      expect(part).toMatchObject({ PartsCount: 3, ContentLength: body.length, ContentRange });
      expect((await bytesOf({ Key, PartNumber })).equals(body)).toBe(true);
      const head = await on.s3.send(new HeadObjectCommand({ Bucket, Key, PartNumber }));
      expect(head).toMatchObject({ PartsCount: 3, ContentLength: body.length });
    }
    for (const PartNumber of [4, 700, 10_000]) {
      await expect(on.s3.send(new GetObjectCommand({ Bucket, Key, PartNumber }))).rejects.toMatchObject({
        name: 'InvalidPartNumber',
        ActualPartCount: '3',
        PartNumberRequested: `${PartNumber}`,
      });
    }
  });

  it('is sealed under KMS and opens again', async () => {
    const { KeyMetadata } = await on.aws.kms().send(new CreateKeyCommand({}));
    const created = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn } as const;
    const done = await complete('kms', await upload('kms', [one, two], created));
    expect(done).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata?.Arn });
    expect(done.ChecksumCRC32).toBeUndefined();
    expect((await bytesOf({ Key: 'kms' })).equals(whole)).toBe(true);
  });

  it('under KMS asks its key of who names checksums when completing, and of nobody else', async () => {
    const { KeyMetadata } = await on.aws.kms().send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn ?? '';
    const created = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId } as const;
    const named = await upload('named', [two], { ...created, ChecksumAlgorithm: 'CRC32' });
    const unnamed = await upload('unnamed', [two], created);
    await on.aws.kms().send(new DisableKeyCommand({ KeyId }));
    await expect(complete('named', named)).rejects.toMatchObject({
      name: 'KMS.DisabledException',
      message: `${KeyId} is disabled.`,
    });
    await complete('unnamed', unnamed);
    await on.aws.kms().send(new EnableKeyCommand({ KeyId }));
    await complete('named', named);
    expect((await bytesOf({ Key: 'named' })).equals(two)).toBe(true);
  });

  it('answers a repeated Complete as it did, and knows nothing more of the upload', async () => {
    const started = await upload('again', [two]);
    const first = await complete('again', started);
    expect((await complete('again', started)).ETag).toBe(first.ETag);
    const { UploadId } = started;
    await expect(on.s3.send(new ListPartsCommand({ Bucket, Key: 'again', UploadId }))).rejects.toMatchObject({
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
      on.s3.send(new UploadPartCommand({ Bucket, Key: 'refused', UploadId: 'no', PartNumber: 1, Body: 'x' })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(
      on.s3.send(
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
    await on.s3.send(new CreateBucketCommand({ Bucket: listed }));
    const ids = [];
    for (const Key of ['a/1', 'a/2', 'b']) {
      ids.push((await on.s3.send(new CreateMultipartUploadCommand({ Bucket: listed, Key }))).UploadId);
    }
    const folded = await on.s3.send(new ListMultipartUploadsCommand({ Bucket: listed, Delimiter: '/' }));
    expect(folded.Uploads).toMatchObject([{ Key: 'b', UploadId: ids[2] }]);
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'a/' }]);
    const page = await on.s3.send(new ListMultipartUploadsCommand({ Bucket: listed, MaxUploads: 1 }));
    expect(page).toMatchObject({ IsTruncated: true, NextKeyMarker: 'a/1', NextUploadIdMarker: ids[0] });
    const rest = await on.s3.send(
      new ListMultipartUploadsCommand({
        Bucket: listed,
        KeyMarker: page.NextKeyMarker,
        UploadIdMarker: page.NextUploadIdMarker,
      }),
    );
    expect(rest.Uploads?.map(({ Key }) => Key)).toEqual(['a/2', 'b']);

    const part = { Bucket: listed, Key: 'b', UploadId: ids[2] };
    for (const PartNumber of [1, 2, 3]) {
      await on.s3.send(new UploadPartCommand({ ...part, PartNumber, Body: `part ${PartNumber}` }));
    }
    const parts = await on.s3.send(new ListPartsCommand({ ...part, MaxParts: 2 }));
    expect(parts.Parts).toMatchObject([
      { PartNumber: 1, Size: 6 },
      { PartNumber: 2, Size: 6 },
    ]);
    expect(parts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    await on.s3.send(new AbortMultipartUploadCommand(part));
    await expect(on.s3.send(new AbortMultipartUploadCommand(part))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });
});
