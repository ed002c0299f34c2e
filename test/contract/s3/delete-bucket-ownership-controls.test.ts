import {
  DeleteBucketOwnershipControlsCommand,
  GetBucketOwnershipControlsCommand,
  PutBucketAclCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('DeleteBucketOwnershipControls', () => {
  it('answers 204, twice; Get finds none, and ACLs count again', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }))).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
    });
    for (const _ of ['once', 'twice']) {
      const { $metadata } = await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
      expect($metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
      $metadata: { httpStatusCode: 404 },
    });
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'private' }));
  });
});
