// Multipart uploads of two parts, sent and completed.
import { randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Bucket, type Suite } from './support.ts';

export const one = randomBytes(5 * 1024 * 1024);
export const two = randomBytes(300_000);
export const whole = Buffer.concat([one, two]);

export interface Uploaded {
  readonly UploadId: string | undefined;
  readonly Parts: object[];
}

export function uploadsOf(on: Suite) {
  return {
    async upload(
      Key: string,
      bodies: readonly Uint8Array[],
      create: Partial<CreateMultipartUploadCommandInput> = {},
      part: object = {},
    ) {
      const { UploadId } = await on.begin(Key, create);
      const Parts = [];
      for (const [index, Body] of bodies.entries()) {
        const PartNumber = index + 1;
        const { $metadata: _, ...answer } = await on.s3.send(
          new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...part }),
        );
        // The SDK's own checksums are refused of an upload that named no algorithm.
        Parts.push({ PartNumber, ...(create.ChecksumAlgorithm ? answer : { ETag: answer.ETag }) });
      }
      return { UploadId, Parts };
    },
    complete: (Key: string, { UploadId, Parts }: Uploaded, more: object = {}) =>
      on.s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }),
      ),
    async bytesOf(input: object) {
      const { Body } = await on.s3.send(new GetObjectCommand({ Bucket, Key: '', ...input }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
  };
}
