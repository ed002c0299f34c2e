// One server and one bucket for a file of contract tests.
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

export interface Suite {
  readonly aws: TestServer;
  readonly s3: S3Client;
  /** Another bucket. */
  bucket(
    name: string,
    options?: { readonly versioned?: boolean; readonly locked?: boolean },
  ): Promise<string>;
  put(
    Key: string,
    Body?: string,
    input?: object,
  ): Promise<{ VersionId?: string | undefined; ETag?: string | undefined }>;
  /** An object in a bucket of its own, which has Object Lock. */
  locked(
    name: string,
    input?: object,
  ): Promise<{ Bucket: string; Key: string; VersionId: string | undefined }>;
  /** A multipart upload that is begun, as the calls about it name it. */
  begin(Key: string, input?: object): Promise<{ Bucket: string; Key: string; UploadId: string | undefined }>;
}

export const Bucket = 'contract';

/** Call it at the top of the file; its members are there once the tests run. */
export function suite(): Suite {
  const made: { aws?: TestServer; s3?: S3Client } = {};
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the server has not started');
    return value;
  };
  const self: Suite = {
    get aws() {
      return there(made.aws);
    },
    get s3() {
      return there(made.s3);
    },
    async bucket(name, { versioned, locked } = {}) {
      await self.s3.send(
        new CreateBucketCommand({ Bucket: name, ...(locked && { ObjectLockEnabledForBucket: true }) }),
      );
      if (versioned) {
        const VersioningConfiguration = { Status: 'Enabled' } as const;
        await self.s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
      }
      return name;
    },
    put: (Key, Body = 'x', input = {}) => self.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...input })),
    async locked(name, input = {}) {
      await self.bucket(name, { locked: true });
      const { VersionId } = await self.put('k', 'x', { Bucket: name, ...input });
      return { Bucket: name, Key: 'k', VersionId };
    },
    async begin(Key, input = {}) {
      const upload = { Bucket, Key, ...input };
      const { UploadId } = await self.s3.send(new CreateMultipartUploadCommand(upload));
      return { Bucket: upload.Bucket, Key, UploadId };
    },
  };
  beforeAll(async () => {
    made.aws = await startTestServer();
    made.s3 = made.aws.s3();
    await self.bucket(Bucket);
  });
  afterAll(() => made.aws?.close());
  return self;
}

export const status = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

export const fails = (promise: Promise<unknown>, expected: object): Promise<void> =>
  expect(promise).rejects.toMatchObject(expected);

export const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
