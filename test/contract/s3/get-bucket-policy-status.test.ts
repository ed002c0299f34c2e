import { GetBucketPolicyStatusCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

describe('GetBucketPolicyStatus', () => {
  const cases: readonly (readonly [boolean, string, object])[] = [
    [true, 'everybody', { Principal: '*' }],
    [true, 'everybody, written out', { Principal: { AWS: '*' } }],
    [
      true,
      'everybody from anywhere',
      { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } },
    ],
    [
      false,
      'everybody from one network',
      { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
    ],
    [false, 'one account', { Principal: { AWS: '111111111111' } }],
    [false, 'a service', { Principal: { Service: 'ses.amazonaws.com' } }],
    [false, 'nobody, by Deny', { Effect: 'Deny', Principal: '*' }],
  ];
  it.each(cases)('IsPublic is %s for a policy that names %s', async (IsPublic, _, change) => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3, { open: true });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*`, ...change },
      ],
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    const answer = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(answer.PolicyStatus).toEqual({ IsPublic });
  });

  it('tells a bucket without a policy', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await expect(s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
  });
});
