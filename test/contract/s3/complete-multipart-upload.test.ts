import { CompleteMultipartUploadCommand, HeadObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { signedFetch } from '../../support/signed-fetch.ts';
import { Bucket, suite } from './support.ts';

const on = suite();
const { begin } = on;

const complete = (upload: object, Parts: object[], more: object = {}) =>
  on.s3.send(
    new CompleteMultipartUploadCommand({
      ...(upload as { Bucket: string; Key: string; UploadId: string }),
      MultipartUpload: { Parts },
      ...more,
    }),
  );

describe('CompleteMultipartUpload', () => {
  it('makes the object, and says so again to a client that missed the answer', async () => {
    const upload = await begin('k');
    const { ETag } = await on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 3, Body: 'hello' }));
    const parts = [{ PartNumber: 3, ETag }];
    const done = await complete(upload, parts, { MpuObjectSize: 5 });
    expect(done).toMatchObject({ Bucket, Key: 'k', ETag: expect.stringMatching(/^"[0-9a-f]{32}-1"$/) });
    expect((await complete(upload, parts)).ETag).toBe(done.ETag);
    for (const others of [[...parts, { PartNumber: 4, ETag }], [{ PartNumber: 3, ETag: '"0"' }]]) {
      await expect(complete(upload, others)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    }
    expect(await on.s3.send(new HeadObjectCommand({ Bucket, Key: 'k' }))).toMatchObject({ ContentLength: 5 });
  });

  it.each(['COMPOSITE', 'FULL_OBJECT'] as const)(
    'is held to the object’s checksum, which is not the document’s (%s)',
    async (ChecksumType) => {
      const upload = await begin('m', { ChecksumAlgorithm: 'CRC32', ChecksumType });
      const Body = 'hello';
      const part = await on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body }));
      const parts = [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32: part.ChecksumCRC32 }];
      const sum = ChecksumType === 'COMPOSITE' ? 'FKTmaw==-1' : 'NhCmhg==';
      for (const wrong of [
        { ChecksumCRC32: 'AAAAAA==', ChecksumType },
        { ChecksumCRC64NVME: 'AAAAAAAAAAA=', ChecksumType },
        // That of a whole object counts beside its mode alone.
        ...(ChecksumType === 'FULL_OBJECT' ? [{ ChecksumCRC32: sum }] : []),
      ]) {
        await expect(complete(upload, parts, wrong)).rejects.toMatchObject({
          name: 'BadDigest',
          message: 'The crc32 you specified did not match the calculated checksum.',
        });
      }
      expect(await complete(upload, parts, { ChecksumCRC32: sum, ChecksumType })).toMatchObject({
        ChecksumCRC32: sum,
        ChecksumType,
      });
    },
  );

  it('tells where the object is, at the endpoint that was asked', async () => {
    const upload = await begin('far/away é');
    const { ETag } = await on.s3.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: 'x' }));
    const { Location = '' } = await complete(upload, [{ PartNumber: 1, ETag }]);
    expect(Location).toBe(`${on.aws.url}/${Bucket}/far%2Faway%20%C3%A9`);
    expect((await fetch(Location)).status).toBe(403);
  });

  it('keeps to the checksum mode of its upload, and to none where none was named', async () => {
    const modeOf = (name: string) => ({
      name: 'InvalidRequest',
      message: `The upload was created using the ${name} checksum mode. The complete request must use the same checksum mode.`,
    });
    const asked = await begin('mode', { ChecksumAlgorithm: 'SHA256', ChecksumType: 'COMPOSITE' });
    const sent = { ...asked, PartNumber: 1, Body: 'x', ChecksumAlgorithm: 'SHA256' as const };
    const { ETag } = await on.s3.send(new UploadPartCommand(sent));
    // Looked at before the parts, which lack the checksum that they need.
    const mode = { ChecksumType: 'FULL_OBJECT' };
    await expect(complete(asked, [{ PartNumber: 1, ETag }], mode)).rejects.toMatchObject(modeOf('COMPOSITE'));

    const plain = await begin('plain');
    const part = await on.s3.send(new UploadPartCommand({ ...plain, PartNumber: 1, Body: 'x' }));
    const bare = { PartNumber: 1, ETag: part.ETag };
    await expect(complete(plain, [bare], mode)).rejects.toMatchObject(modeOf('null'));
    const { ChecksumCRC32 } = part;
    expect(ChecksumCRC32).toBeDefined();
    await expect(complete(plain, [{ ...bare, ChecksumCRC32 }])).rejects.toMatchObject({
      name: 'InvalidPart',
      PartNumber: '1',
    });
    expect(await complete(plain, [bare])).toMatchObject({ ChecksumType: 'FULL_OBJECT' });
  });

  it.each([
    ['begins at 2', [2, 3]],
    ['leaves one out', [1, 3]],
  ])('refuses a composite checksum of parts whose numbering %s', async (what, numbers) => {
    const upload = await begin(what, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE' });
    const Body = Buffer.alloc(5 * 1024 ** 2);
    const parts = await Promise.all(
      numbers.map(async (PartNumber) => {
        const sent = { ...upload, PartNumber, Body, ChecksumAlgorithm: 'CRC32' as const };
        const { ETag, ChecksumCRC32 } = await on.s3.send(new UploadPartCommand(sent));
        return { PartNumber, ETag, ChecksumCRC32 };
      }),
    );
    await expect(complete(upload, parts)).rejects.toMatchObject({
      name: 'InvalidPartOrder',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses lists that do not fit the parts', async () => {
    const upload = await begin('l');
    const [one, two] = await Promise.all(
      [1, 2].map(async (PartNumber) => {
        const { ETag } = await on.s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: 'x' }));
        return { PartNumber, ETag };
      }),
    );
    await expect(complete(upload, [])).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'You must specify at least one part',
    });
    await expect(complete(upload, [two ?? {}, one ?? {}])).rejects.toMatchObject({
      name: 'InvalidPartOrder',
    });
    await expect(complete(upload, [{ ...one, ETag: '"00"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
    await expect(complete(upload, [one ?? {}, two ?? {}])).rejects.toMatchObject({ name: 'EntityTooSmall' });
    await expect(complete(upload, [one ?? {}], { MpuObjectSize: 9 })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: "The provided 'x-amz-mp-object-size' header value 9 does not match what was computed: 1",
    });
    for (const PartNumber of [0, -1]) {
      await expect(complete(upload, [{ ...one, PartNumber }])).rejects.toMatchObject({
        name: 'InvalidArgument',
        message: 'PartNumber must be >= 1',
        ArgumentName: 'PartNumber',
        ArgumentValue: String(PartNumber),
      });
    }
    await expect(complete({ ...upload, UploadId: 'unknown' }, [one ?? {}])).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
    for (const [size, why] of [
      ['size', 'invalid'],
      ['-1', 'less than zero'],
    ] as const) {
      const answer = await signedFetch(on.aws, 'POST', `/${Bucket}/l`, {
        query: { uploadId: upload.UploadId ?? '' },
        headers: { 'x-amz-mp-object-size': size },
        body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${one?.ETag}</ETag></Part></CompleteMultipartUpload>`,
      });
      expect(answer.text).toContain(
        `<Code>InvalidRequest</Code><Message>Value for x-amz-mp-object-size header is ${why}: '${size}'</Message>`,
      );
    }
    await on.put('l');
    await expect(complete(upload, [one ?? {}], { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
  });
});
