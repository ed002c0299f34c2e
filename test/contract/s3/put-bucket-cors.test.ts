import {
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  type PutBucketCorsCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const document: PutBucketCorsCommandInput['CORSConfiguration'] = {
  CORSRules: [
    {
      ID: 'one',
      AllowedMethods: ['GET', 'PUT'],
      AllowedOrigins: ['https://*.example.com'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    },
  ],
};

describe('PutBucketCors', () => {
  it('keeps the document, and Get answers it as it was', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const { $metadata } = await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: document }));
    expect($metadata.httpStatusCode).toBe(200);
    expect(await s3.send(new GetBucketCorsCommand({ Bucket }))).toMatchObject(document);
  });

  it('refuses a method that is none of the five', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketCorsCommand({
          Bucket,
          CORSConfiguration: { CORSRules: [{ AllowedMethods: ['PATCH'], AllowedOrigins: ['*'] }] },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses two wildcards in an origin', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketCorsCommand({
          Bucket,
          CORSConfiguration: { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['http://*.*'] }] },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'AllowedOrigin "http://*.*" can not have more than one wildcard.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses a wildcard among the exposed headers', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(
        new PutBucketCorsCommand({
          Bucket,
          CORSConfiguration: {
            CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], ExposeHeaders: ['x-*'] }],
          },
        }),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidRequest',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('refuses no rules', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [] } })),
    ).rejects.toMatchObject({
      name: 'MalformedXML',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(new PutBucketCorsCommand({ Bucket: 'none', CORSConfiguration: document })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(
      aws
        .s3({ account: '999999999999' })
        .send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: document })),
    ).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  });
});
