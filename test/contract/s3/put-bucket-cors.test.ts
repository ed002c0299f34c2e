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

  const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] };
  it.each([
    [
      'a method that is none of the five',
      { ...rule, AllowedMethods: ['GET', 'PATCH'] },
      'Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
    ],
    [
      'a method in small letters',
      { ...rule, AllowedMethods: ['get'] },
      'Found unsupported HTTP method in CORS config. Unsupported method is get',
    ],
    [
      'two wildcards in an origin',
      { ...rule, AllowedOrigins: ['http://*.*'] },
      'AllowedOrigin "http://*.*" can not have more than one wildcard.',
    ],
    [
      'two wildcards in a header',
      { ...rule, AllowedHeaders: ['x-*-*'] },
      'AllowedHeader "x-*-*" can not have more than one wildcard.',
    ],
    [
      'a header that can be none',
      { ...rule, AllowedHeaders: ['Authorization', 'X-Custom:Header'] },
      'AllowedHeader "X-Custom:Header" contains invalid character.',
    ],
    [
      'an exposed header that can be none',
      { ...rule, ExposeHeaders: ['Bad=Name'] },
      'AllowedHeader "Bad=Name" contains invalid character.',
    ],
    [
      'a wildcard among the exposed headers',
      { ...rule, ExposeHeaders: ['x-*'] },
      'ExposeHeader "x-*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    ],
  ])('refuses %s', async (_what, fault, message) => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const CORSConfiguration = { CORSRules: [rule, fault] };
    await expect(s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))).rejects.toMatchObject({
      name: 'InvalidRequest',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each([
    ['no rules', [], 'MalformedXML'],
    ['a rule for no method', [{ ...rule, AllowedMethods: [] }], 'MalformedXML'],
    ['a rule for no origin', [{ ...rule, AllowedOrigins: [] }], 'MalformedXML'],
    ['more than a hundred rules', Array.from({ length: 101 }, () => rule), 'InvalidRequest'],
    ['an id beyond 255 characters', [{ ...rule, ID: 'x'.repeat(256) }], 'InvalidArgument'],
    ['an age below zero', [{ ...rule, MaxAgeSeconds: -1 }], 'MalformedXML'],
  ])('refuses %s', async (_what, CORSRules, name) => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(
      s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } })),
    ).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  it('takes as much as there may be', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const most = { ...rule, ID: 'x'.repeat(255), MaxAgeSeconds: 0, AllowedHeaders: ['x-*'] };
    const CORSConfiguration = { CORSRules: Array.from({ length: 100 }, () => most) };
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }));
    expect((await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toHaveLength(100);
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
