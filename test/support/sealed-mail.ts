// A reader of what SES sealed, in the thirty lines of node:crypto that everybody writes: S3 and KMS by SDK alone.
import { createDecipheriv } from 'node:crypto';
import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

export interface StoredMail {
  readonly key: string;
  readonly body: Buffer;
  readonly metadata: Readonly<Record<string, string>>;
}

export async function storedMails(s3: S3Client, Bucket: string, Prefix = ''): Promise<StoredMail[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  const keys = Contents.map(({ Key }) => Key ?? '').filter((key) => !key.endsWith('SETUP_NOTIFICATION'));
  return Promise.all(keys.map((key) => storedMail(s3, Bucket, key)));
}

export async function storedMail(s3: S3Client, Bucket: string, key: string): Promise<StoredMail> {
  const { Body, Metadata = {} } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  return { key, body: Buffer.from((await Body?.transformToByteArray()) ?? []), metadata: Metadata };
}

export async function openMail(
  kms: KMSClient,
  { body, metadata }: StoredMail,
  context?: Record<string, string>,
): Promise<Buffer> {
  const bytes = (name: string) => Buffer.from(metadata[name] ?? '', 'base64');
  const { Plaintext } = await kms.send(
    new DecryptCommand({
      CiphertextBlob: bytes('x-amz-key-v2'),
      EncryptionContext: context ?? JSON.parse(metadata['x-amz-matdesc'] ?? '{}'),
    }),
  );
  const decipher = createDecipheriv('aes-256-gcm', Plaintext ?? new Uint8Array(), bytes('x-amz-iv'));
  decipher.setAuthTag(body.subarray(body.length - 16));
  return Buffer.concat([decipher.update(body.subarray(0, body.length - 16)), decipher.final()]);
}
