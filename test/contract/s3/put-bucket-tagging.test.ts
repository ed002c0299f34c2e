import {
  GetBucketTaggingCommand,
  PutBucketTaggingCommand,
  type PutBucketTaggingCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const document: PutBucketTaggingCommandInput['Tagging'] = {
  TagSet: [
    { Key: 'team', Value: 'mail' },
    { Key: 'empty', Value: '' },
  ],
};

describe('PutBucketTagging', () => {
  it('keeps the document, and Get answers it as it was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata } = await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: document }));
    expect($metadata.httpStatusCode).toBe(204);
    expect(await s3.send(new GetBucketTaggingCommand({ Bucket }))).toMatchObject(document);
  });

  it('refuses a key given twice', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketTaggingCommand({
          Bucket,
          Tagging: {
            TagSet: [
              { Key: 'a', Value: '1' },
              { Key: 'a', Value: '2' },
            ],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidTag',
      message: 'Cannot provide multiple Tags with the same key',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("refuses a key of AWS's own", async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'aws:x', Value: '1' }] } })),
    ).rejects.toMatchObject({
      name: 'InvalidTag',
      message: 'System tags cannot be added/updated by requester',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a character that tags do not take', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'a{b', Value: '1' }] } })),
    ).rejects.toMatchObject({
      name: 'InvalidTag',
      message: 'The TagKey you have provided is invalid',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses more than fifty', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketTaggingCommand({
          Bucket,
          Tagging: { TagSet: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: '' })) },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'BadRequest',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(new PutBucketTaggingCommand({ Bucket: 'none', Tagging: document })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(
      aws.s3({ account: '999999999999' }).send(new PutBucketTaggingCommand({ Bucket, Tagging: document })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
