import {
  GetBucketAccelerateConfigurationCommand,
  PutBucketAccelerateConfigurationCommand,
  type PutBucketAccelerateConfigurationCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const document: PutBucketAccelerateConfigurationCommandInput['AccelerateConfiguration'] = {
  Status: 'Enabled',
};

describe('PutBucketAccelerateConfiguration', () => {
  it('keeps the document, and Get answers it as it was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata } = await s3.send(
      new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: document }),
    );
    expect($metadata.httpStatusCode).toBe(200);
    expect(await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).toMatchObject(document);
  });

  it('refuses no status', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: {} })),
    ).rejects.toMatchObject({
      name: 'MalformedXML',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a status that is none', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketAccelerateConfigurationCommand({
          Bucket,
          AccelerateConfiguration: { Status: 'On' as 'Enabled' },
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
      aws
        .s3()
        .send(
          new PutBucketAccelerateConfigurationCommand({ Bucket: 'none', AccelerateConfiguration: document }),
        ),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(
      aws
        .s3({ account: '999999999999' })
        .send(new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: document })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
