import { GetBucketPolicyStatusCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const SSE_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';

/** Everybody, where the condition is met. */
const where = (operator: string, key: string, ...values: string[]) => ({
  Principal: '*',
  Condition: { [operator]: { [key]: values } },
});
const accessPoints = (account: string) => `arn:aws:s3:us-east-1:${account}:accesspoint/*`;

describe('GetBucketPolicyStatus', () => {
  const cases: readonly (readonly [boolean, string, object])[] = [
    [true, 'everybody', { Principal: '*' }],
    [true, 'everybody, written out', { Principal: { AWS: '*' } }],
    [true, 'everybody from anywhere', where('IpAddress', 'aws:SourceIp', '0.0.0.0/0')],
    [
      true,
      'half of the world beside one network',
      where('IpAddress', 'aws:SourceIp', '203.0.113.0/24', '128.0.0.0/1'),
    ],
    [true, 'more of IPv6 than one provider has', where('IpAddress', 'aws:SourceIp', '2001::/31')],
    [true, 'everybody whom a wildcard fits', where('StringLike', 'aws:SourceArn', 'arn:aws:*')],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy's variable
    [true, 'everybody as a policy variable says it', where('StringEquals', 'aws:userid', '${aws:userid}')],
    [true, 'everybody but an account', where('StringNotEquals', 'aws:SourceAccount', '111111111111')],
    [true, 'whoever has no organization', where('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-example')],
    [true, 'everybody who says nothing', where('ForAllValues:StringEquals', 'aws:SourceVpc', 'vpc-1')],
    [true, 'everybody over TLS', where('Bool', 'aws:SecureTransport', 'true')],
    [true, "anybody's access points", where('StringLike', 's3:DataAccessPointArn', accessPoints('*'))],
    [false, 'everybody from one network', where('IpAddress', 'aws:SourceIp', '203.0.113.0/24')],
    [false, 'everybody by a gateway', where('StringEquals', 'aws:SourceVpce', 'vpce-1', 'vpce-2')],
    [
      false,
      'everybody who uses one key',
      where('StringEquals', SSE_KEY, 'arn:aws:kms:us-east-1:111111111111:key/k'),
    ],
    [
      false,
      "an account's access points",
      where('StringLike', 's3:DataAccessPointArn', accessPoints('111111111111')),
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
