import { CreateTrailCommand, GetTrailCommand, ListTagsCommand } from '@aws-sdk/client-cloudtrail';
import { CreateKeyCommand, DisableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  BUCKET,
  bucketPolicy,
  createLogBucket,
  createNewsTopic,
  createTrail,
  refusal,
  useServer,
} from './trails.ts';

const server = useServer();

describe('CreateTrail', () => {
  it('answers the trail with AWS’s defaults, and leaves an empty folder in the bucket', async () => {
    const made = await createTrail(server.cloudtrail, 'defaults', { S3KeyPrefix: 'logs' });
    expect(made).toMatchObject({
      Name: 'defaults',
      S3BucketName: BUCKET,
      S3KeyPrefix: 'logs',
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      IsOrganizationTrail: false,
      LogFileValidationEnabled: false,
      TrailARN: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/defaults`,
    });
    const { Contents } = await server.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'logs/' }));
    expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      [`logs/AWSLogs/${ACCOUNT}/CloudTrail/`, 0],
    ]);
  });

  it('keeps what it is told', async () => {
    const eu = server.aws.cloudtrail({ region: 'eu-west-1' });
    await createNewsTopic(server.aws.sns({ region: 'eu-west-1' }));
    const { TrailARN } = await createTrail(eu, 'told', {
      SnsTopicName: 'news',
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      TagsList: [{ Key: 'team', Value: 'audit' }],
    });
    const { Trail } = await eu.send(new GetTrailCommand({ Name: 'told' }));
    expect(Trail).toMatchObject({
      SnsTopicARN: `arn:aws:sns:eu-west-1:${ACCOUNT}:news`,
      IsMultiRegionTrail: true,
      LogFileValidationEnabled: true,
      HomeRegion: 'eu-west-1',
    });
    const { ResourceTagList } = await eu.send(new ListTagsCommand({ ResourceIdList: [TrailARN ?? ''] }));
    expect(ResourceTagList?.[0]?.TagsList).toEqual([{ Key: 'team', Value: 'audit' }]);
    // A multi-Region trail takes its name everywhere.
    expect(await refusal(createTrail(server.cloudtrail, 'told'))).toBe(
      `TrailAlreadyExistsException: Trail told already exists for customer: ${ACCOUNT}`,
    );
  });

  it.each([
    ['', /^InvalidTrailNameException: Trail name cannot be blank!$/],
    ['ab', /too short. Minimum allowed length: 3 characters. Specified name length: 2 characters\.$/],
    ['a'.repeat(129), /too long. Maximum allowed length: 128 characters/],
    ['-trail', /^InvalidTrailNameException: Trail name must starts with a letter or number\.$/],
    ['trail-', /^InvalidTrailNameException: Trail name must ends with a letter or number\.$/],
    ['my trail', /^InvalidTrailNameException: Trail name or ARN can only contain uppercase letters/],
    ['my-_trail', /^InvalidTrailNameException/],
  ])('refuses the name %j', async (name, message) => {
    expect(await refusal(createTrail(server.cloudtrail, name))).toMatch(message);
  });

  it('refuses a bucket that is none, one that is not there, and one that does not let CloudTrail in', async () => {
    const into = (S3BucketName: string) => refusal(createTrail(server.cloudtrail, 'into', { S3BucketName }));
    expect(await into('No_Bucket')).toMatch(/^InvalidS3BucketNameException/);
    expect(await into('not-there')).toBe(
      'S3BucketDoesNotExistException: S3 bucket not-there does not exist!',
    );
    const insufficient = (bucket: string) =>
      `InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: ${bucket}`;
    const { Statement, Version } = bucketPolicy('only-write');
    await createLogBucket(server.s3, 'only-write', { Version, Statement: Statement.slice(1) });
    expect(await into('only-write')).toBe(insufficient('only-write'));
    await createLogBucket(server.s3, 'only-read', {
      Version,
      Statement: bucketPolicy('only-read').Statement.slice(0, 1),
    });
    expect(await into('only-read')).toBe(insufficient('only-read'));
    await createLogBucket(
      server.s3,
      'another-account',
      bucketPolicy('another-account', undefined, '1'.repeat(12)),
    );
    expect(await into('another-account')).toBe(insufficient('another-account'));
  });

  it('acts for the trail: aws:SourceArn is its ARN', async () => {
    const arn = (name: string) => `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/${name}`;
    await createLogBucket(server.s3, 'one-trail', bucketPolicy('one-trail', arn('only')));
    const settings = { S3BucketName: 'one-trail' };
    expect(await refusal(createTrail(server.cloudtrail, 'other', settings))).toMatch(/^InsufficientS3Bucket/);
    expect((await createTrail(server.cloudtrail, 'only', settings)).TrailARN).toBe(arn('only'));
  });

  it('tries the key too, and answers its ARN', async () => {
    const kms = server.aws.kms();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KmsKeyId = KeyMetadata?.KeyId ?? '';
    const sealed = () => createTrail(server.cloudtrail, 'sealed', { KmsKeyId });
    expect(await refusal(sealed())).toMatch(/^InsufficientEncryptionPolicyException/);
    const Statement = [
      { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kms:*', Resource: '*' },
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudtrail.amazonaws.com' },
        Action: 'kms:GenerateDataKey*',
        Resource: '*',
        Condition: {
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${ACCOUNT}:trail/*`,
          },
        },
      },
    ];
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await kms.send(new PutKeyPolicyCommand({ KeyId: KmsKeyId, PolicyName: 'default', Policy }));
    expect((await sealed()).KmsKeyId).toBe(KeyMetadata?.Arn);
    await kms.send(new DisableKeyCommand({ KeyId: KmsKeyId }));
    expect(await refusal(createTrail(server.cloudtrail, 'disabled', { KmsKeyId }))).toMatch(
      /^KmsKeyDisabledException/,
    );
    expect(await refusal(createTrail(server.cloudtrail, 'none', { KmsKeyId: 'alias/none' }))).toMatch(
      /^KmsKeyNotFoundException/,
    );
  });

  it('refuses settings that do not fit each other', async () => {
    const odd = (settings: object) => refusal(createTrail(server.cloudtrail, 'odd', settings));
    expect(await odd({ IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false })).toMatch(
      /^InvalidParameterCombinationException: Multi-Region trail must include global service events\.$/,
    );
    expect(await odd({ CloudWatchLogsLogGroupArn: 'arn:aws:logs:us-east-1:1:log-group:x:*' })).toMatch(
      /^InvalidParameterCombinationException/,
    );
    expect(await odd({ S3KeyPrefix: 'p'.repeat(201) })).toMatch(/^InvalidS3PrefixException/);
    expect(await odd({ SnsTopicName: 'not-there' })).toBe(
      'InsufficientSnsTopicPolicyException: SNS Topic does not exist or the topic policy is incorrect!',
    );
    expect(await odd({ IsOrganizationTrail: true })).toMatch(/^UnsupportedOperationException/);
    expect(await odd({ TagsList: [{ Key: 'aws:x', Value: 'y' }] })).toMatch(/^InvalidTagParameterException/);
  });

  it('takes five trails a Region', async () => {
    const seoul = server.aws.cloudtrail({ region: 'ap-northeast-2', account: '555566667777' });
    await createLogBucket(server.s3, 'five', bucketPolicy('five', undefined, '555566667777'));
    const make = (Name: string) => seoul.send(new CreateTrailCommand({ Name, S3BucketName: 'five' }));
    for (const name of ['one', 'two', 'three', 'four', 'five']) await make(name);
    expect(await refusal(make('six'))).toBe(
      'MaximumNumberOfTrailsExceededException: User: 555566667777 already has 5 trails in ap-northeast-2.',
    );
    expect(await refusal(make('two'))).toMatch(/^TrailAlreadyExistsException/);
  });
});
