import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBucket } from '../../support/s3.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
});
afterAll(() => aws.close());

const OTHER = '111111111111';
const statement = (Bucket: string, change: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
  Action: 's3:GetObject',
  Resource: `arn:aws:s3:::${Bucket}/*`,
  ...change,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('PutBucketPolicy', () => {
  it('lets in whom it names, and Get answers the text as it was where S3 would not word it otherwise', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    const other = aws.s3({ account: OTHER });
    const read = () => other.send(new GetObjectCommand({ Bucket, Key: 'k' }));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
    const Policy = ` ${policy(statement(Bucket))}\n`;
    const { $metadata } = await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect($metadata.httpStatusCode).toBe(204);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect(await (await read()).Body?.transformToString()).toBe('x');
  });

  it('gives a list of one back as its value, and the elements in their order (amazon.aws, LocalStack on AWS)', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const objects = `arn:aws:s3:::${Bucket}/*`;
    const bucket = `arn:aws:s3:::${Bucket}`;
    const Condition = {
      StringEquals: { 'aws:SourceVpc': ['vpc-1'] },
      Bool: { 'aws:SecureTransport': false },
    };
    const root = `arn:aws:iam::${OTHER}:root`;
    const Policy = JSON.stringify(
      {
        Statement: [
          {
            Resource: [objects],
            Action: ['s3:GetObject'],
            Principal: { AWS: [root] },
            Effect: 'Allow',
            Sid: 'One',
          },
          {
            Condition,
            NotAction: ['s3:Get*', 's3:List*'],
            NotResource: [bucket, objects],
            NotPrincipal: { AWS: root },
            Effect: 'Deny',
          },
        ],
        Id: 'odd',
        Version: '2012-10-17',
      },
      null,
      2,
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(
      JSON.stringify({
        Version: '2012-10-17',
        Id: 'odd',
        Statement: [
          {
            Sid: 'One',
            Effect: 'Allow',
            Principal: { AWS: root },
            Action: 's3:GetObject',
            Resource: objects,
          },
          {
            Effect: 'Deny',
            NotPrincipal: { AWS: root },
            NotAction: ['s3:Get*', 's3:List*'],
            NotResource: [bucket, objects],
            Condition,
          },
        ],
      }),
    );
  });

  const { Effect: _, ...withoutEffect } = statement('b');
  const faults: readonly (readonly [what: string, policy: string, message: string])[] = [
    ['text that is not JSON', 'no json', "Policies must be valid JSON and the first byte must be '{'"],
    ['JSON that breaks off', '{"Version":', 'This policy contains invalid Json'],
    ['no Principal', policy({ ...statement('b'), Principal: undefined }), 'Missing required field Principal'],
    ['no Action', policy({ ...statement('b'), Action: undefined }), 'Missing required field Action'],
    ['no Resource', policy({ ...statement('b'), Resource: undefined }), 'Missing required field Resource'],
    ['no Effect', policy(withoutEffect), 'Missing required field Effect'],
    ['another bucket’s resources', policy(statement('another')), 'Policy has invalid resource'],
    [
      'another service’s action',
      policy(statement('b', { Action: 'kms:Decrypt' })),
      'Policy has invalid action',
    ],
    [
      'an unknown operator',
      policy(statement('b', { Condition: { Like: { 'aws:x': 'y' } } })),
      'Invalid policy syntax.',
    ],
    ['no statements', JSON.stringify({ Version: '2012-10-17' }), 'Missing required field Statement'],
    [
      'a version that is none',
      JSON.stringify({ Version: '2020-01-01', Statement: [statement('b')] }),
      'The policy must contain a valid version string',
    ],
  ];
  it.each(faults)('refuses %s', async (_what, text, message) => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const Policy = text.replaceAll('arn:aws:s3:::b/', `arn:aws:s3:::${Bucket}/`);
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message,
      $metadata: { httpStatusCode: 400 },
    });
  });

  const own = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
  it.each([
    ['a user that is not there', { AWS: own('user/nobody') }],
    ['a role that is not there', { AWS: ['*', own('role/nothing')] }],
    ['a role under another path than its own', { AWS: own('role/elsewhere/reader') }],
    ['the unique id of a user who is gone', { AWS: 'AIDAXYZABCDEF12345678' }],
    ['an account of too few digits', { AWS: '12345' }],
    ['a pattern', { AWS: `arn:aws:iam::${ACCOUNT}:user/*` }],
    ['a group', { AWS: own('group/readers') }],
    ['a service by its name alone', { Service: 's3' }],
    ['a canonical user that is none', { CanonicalUser: 'somebody' }],
  ])('refuses %s as its principal', async (_what, Principal) => {
    const Bucket = await freshBucket(aws.s3());
    const Policy = policy(statement(Bucket, { Effect: 'Deny', Principal }));
    await expect(aws.s3().send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: 'Invalid principal in policy',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('takes whoever is there, and believes what it is told of other accounts', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const AssumeRolePolicyDocument = policy({
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT },
      Action: 'sts:AssumeRole',
    });
    const { Role } = await aws
      .iam()
      .send(new CreateRoleCommand({ RoleName: 'reader', Path: '/team/', AssumeRolePolicyDocument }));
    const { Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    for (const Principal of [
      { AWS: Role?.Arn },
      { AWS: Role?.RoleId },
      { AWS: own('root') },
      { AWS: OTHER },
      { AWS: `arn:aws:iam::${OTHER}:role/theirs` },
      { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/reader/session` },
      { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE' },
      { Service: ['cloudtrail.amazonaws.com', 'logging.s3.amazonaws.com'] },
      { CanonicalUser: Grants?.[0]?.Grantee?.ID },
    ]) {
      const Policy = policy(statement(Bucket, { Principal }));
      const put = s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      await expect(put, JSON.stringify(Principal)).resolves.toBeDefined();
    }
  });

  it.each([
    ['an action on objects for the bucket', 's3:GetObject', [''], false],
    ['an action on the bucket for its objects', 's3:ListBucket', ['/*'], false],
    ['one of each for objects alone', ['s3:GetObject', 's3:listbucketversions'], ['/in/*'], false],
    ['one of each for both', ['s3:GetObject', 's3:ListBucket'], ['', '/*'], true],
    ['both for a pattern of both', ['s3:GetObject', 's3:ListBucket'], ['*'], true],
    ['a pattern of actions', 's3:Get*', ['/*'], true],
  ])('looks whether each action has a resource: %s', async (_what, Action, suffixes, taken) => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const Resource = suffixes.map((suffix) => `arn:aws:s3:::${Bucket}${suffix}`);
    const Policy = policy(statement(Bucket, { Effect: 'Deny', Action, Resource }));
    const put = s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    if (taken) await expect(put).resolves.toBeDefined();
    else {
      await expect(put).rejects.toMatchObject({
        name: 'MalformedPolicy',
        message: 'Action does not apply to any resource(s) in statement',
      });
    }
  });

  it('refuses a policy beyond 20 KB', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const Policy = policy(statement(Bucket, { Sid: 'x'.repeat(21_000) }));
    await expect(s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject({
      name: 'PolicyTooLarge',
    });
  });

  it('refuses a public policy while the bucket blocks them, but not one tied to known callers', async () => {
    const s3 = aws.s3();
    const Bucket = await freshBucket(s3);
    const everybody = statement(Bucket, { Principal: '*' });
    await expect(
      s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy(everybody) })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    const Condition = { StringEquals: { 'aws:SourceAccount': OTHER } };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy({ ...everybody, Condition }) }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy({ ...everybody, Effect: 'Deny' }) }));
  });

  it('refuses to allow all but some', async () => {
    const Bucket = await freshBucket(aws.s3());
    const { Principal, ...rest } = statement(Bucket);
    const Policy = policy({ ...rest, NotPrincipal: Principal });
    await expect(aws.s3().send(new PutBucketPolicyCommand({ Bucket, Policy }))).rejects.toMatchObject({
      name: 'MalformedPolicy',
    });
  });

  it('tells a bucket that is not there, and refuses a stranger', async () => {
    const Bucket = await freshBucket(aws.s3());
    await expect(
      aws.s3().send(new PutBucketPolicyCommand({ Bucket: 'none', Policy: '{}' })),
    ).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await expect(
      aws
        .s3({ account: OTHER })
        .send(new PutBucketPolicyCommand({ Bucket, Policy: policy(statement(Bucket)) })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
