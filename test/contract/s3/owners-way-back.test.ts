// A bucket policy can lock its own owner out; AWS leaves the owner's root three operations to get back in.
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

it("the owner's root reads, replaces and deletes a policy that denies everybody everything", async () => {
  const s3 = aws.s3();
  const Bucket = 'locked';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      },
    ],
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await expect(s3.send(new ListObjectsV2Command({ Bucket }))).rejects.toThrow(
    expect.objectContaining({ name: 'AccessDenied' }),
  );
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
});

it('another account gets no such way back', async () => {
  const Bucket = 'theirs';
  await aws.s3().send(new CreateBucketCommand({ Bucket }));
  const stranger = aws.s3({ account: '111122223333' });
  await expect(stranger.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toThrow(
    expect.objectContaining({ name: 'AccessDenied' }),
  );
});
