import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeletePublicAccessBlock', () => {
  it('answers 204, twice, and Get then finds none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    for (const _ of ['once', 'twice']) {
      const { $metadata } = await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('lets a public policy in, which was refused before', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
      ],
    });
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  });
});
