import {
  GetBucketOwnershipControlsCommand,
  PutBucketOwnershipControlsCommand,
  type PutBucketOwnershipControlsCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const document: PutBucketOwnershipControlsCommandInput['OwnershipControls'] = {
  Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }],
};

describe('PutBucketOwnershipControls', () => {
  it('keeps the document, and Get answers it as it was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata } = await s3.send(
      new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: document }),
    );
    expect($metadata.httpStatusCode).toBe(200);
    expect(await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).toMatchObject({
      OwnershipControls: document,
    });
  });

  it('refuses two rules', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: {
            Rules: [{ ObjectOwnership: 'ObjectWriter' }, { ObjectOwnership: 'BucketOwnerPreferred' }],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedXML',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses an ownership that is none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: 'Mine' as 'ObjectWriter' }] },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedXML',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(new PutBucketOwnershipControlsCommand({ Bucket: 'none', OwnershipControls: document })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(
      aws
        .s3({ account: '999999999999' })
        .send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: document })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
