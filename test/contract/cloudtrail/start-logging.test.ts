import { GetTrailStatusCommand, PutEventSelectorsCommand } from '@aws-sdk/client-cloudtrail';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { DeleteBucketPolicyCommand, HeadObjectCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  allRecords,
  BUCKET,
  bucketPolicy,
  createLogBucket,
  createNewsTopic,
  createTrail,
  deliver,
  type Event,
  logFiles,
  refusal,
  startLogging,
  useServer,
} from './trails.ts';

const server = useServer();
beforeEach(async () => {
  await server.aws.reset();
  await createLogBucket(server.s3);
});
const names = (records: readonly Event[]) => records.map(({ eventName }) => eventName);

describe('StartLogging', () => {
  it('delivers, five minutes later, a compressed file of what happened since', async () => {
    await server.aws.kms().send(new CreateKeyCommand({ Description: 'before' }));
    await createTrail(server.cloudtrail, 'log');
    await startLogging(server.cloudtrail, 'log');
    const { KeyMetadata } = await server.aws.kms().send(new CreateKeyCommand({ Description: 'after' }));
    expect(await logFiles(server.s3)).toEqual([]);
    await deliver(server.aws);
    const [file = ''] = await logFiles(server.s3);
    const day = new Date(server.aws.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    expect(file.startsWith(`AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/${day}/`)).toBe(true);
    const head = await server.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: file }));
    expect(head).toMatchObject({
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      ServerSideEncryption: 'AES256',
    });
    const keys = (await allRecords(server.s3)).filter(({ eventName }) => eventName === 'CreateKey');
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({
      requestParameters: { description: 'after' },
      responseElements: {
        keyMetadata: {
          aWSAccountId: ACCOUNT,
          keyId: KeyMetadata?.KeyId,
          creationDate: expect.stringMatching(/^[A-Z][a-z]{2} \d{1,2}, \d{4}, \d{1,2}:\d\d:\d\d [AP]M$/),
        },
      },
      resources: [{ type: 'AWS::KMS::Key', ARN: KeyMetadata?.Arn, accountId: ACCOUNT }],
      readOnly: false,
    });
  });

  it('comes to rest: what it writes itself is no reason to write again', async () => {
    await createTrail(server.cloudtrail, 'rest');
    await server.cloudtrail.send(
      new PutEventSelectorsCommand({
        TrailName: 'rest',
        EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
      }),
    );
    await startLogging(server.cloudtrail, 'rest');
    // What the test itself looks at would be an event too, so the files are counted at the end alone.
    for (let round = 0; round < 5; round += 1) await deliver(server.aws);
    expect(await logFiles(server.s3)).toHaveLength(1);
  });

  it('writes a file for each Region where the trail reaches into all of them', async () => {
    await createTrail(server.cloudtrail, 'wide', { IsMultiRegionTrail: true });
    await startLogging(server.cloudtrail, 'wide');
    await server.aws.kms({ region: 'eu-west-1' }).send(new CreateKeyCommand({}));
    await server.aws.iam().send(new CreateUserCommand({ UserName: 'dora' }));
    await deliver(server.aws);
    const regions = (await logFiles(server.s3)).map((key) => key.split('/')[3]);
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('tells a trail of one Region of global services too, unless it was made without', async () => {
    const frankfurt = server.aws.cloudtrail({ region: 'eu-central-1' });
    await createTrail(frankfurt, 'global', { S3KeyPrefix: 'with' });
    await createTrail(frankfurt, 'local', { S3KeyPrefix: 'without', IncludeGlobalServiceEvents: false });
    for (const name of ['global', 'local']) await startLogging(frankfurt, name);
    await server.aws.kms({ region: 'us-east-1' }).send(new CreateKeyCommand({}));
    await server.aws.iam().send(new CreateUserCommand({ UserName: 'emil' }));
    await deliver(server.aws);
    const files = await logFiles(server.s3);
    expect(files.filter((key) => key.startsWith('with/'))).toHaveLength(1);
    const records = await allRecords(server.s3);
    expect(names(records).filter((name) => name === 'CreateUser')).toHaveLength(1);
    expect(names(records)).not.toContain('CreateKey');
  });

  it('keeps to its account', async () => {
    await createTrail(server.cloudtrail, 'mine');
    await startLogging(server.cloudtrail, 'mine');
    await server.aws.kms({ account: '111122223333' }).send(new CreateKeyCommand({}));
    await deliver(server.aws);
    expect(names(await allRecords(server.s3))).not.toContain('CreateKey');
  });

  it('tells why a delivery failed, and delivers all of it once the bucket lets it in', async () => {
    await createTrail(server.cloudtrail, 'denied');
    await startLogging(server.cloudtrail, 'denied');
    await server.s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
    await server.aws.kms().send(new CreateKeyCommand({ Description: 'kept back' }));
    await deliver(server.aws);
    const status = () => server.cloudtrail.send(new GetTrailStatusCommand({ Name: 'denied' }));
    expect(await status()).toMatchObject({ IsLogging: true, LatestDeliveryError: 'AccessDenied' });
    const Policy = JSON.stringify(bucketPolicy(BUCKET));
    await server.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy }));
    await deliver(server.aws);
    expect(await status()).not.toHaveProperty('LatestDeliveryError');
    expect(names(await allRecords(server.s3))).toContain('CreateKey');
  });

  it('does nothing for a trail that logs, and refuses one that is not there', async () => {
    await createTrail(server.cloudtrail, 'twice');
    await startLogging(server.cloudtrail, 'twice');
    await startLogging(server.cloudtrail, 'twice');
    expect(await refusal(startLogging(server.cloudtrail, 'nobody'))).toMatch(/^TrailNotFoundException/);
    const { TrailARN = '' } = await createTrail(server.aws.cloudtrail({ region: 'eu-west-1' }), 'abroad');
    expect(await refusal(startLogging(server.cloudtrail, TrailARN))).toMatch(/^InvalidHomeRegionException/);
  });
});

describe('a trail with a topic', () => {
  it('tells it of every new log file', async () => {
    const TopicArn = await createNewsTopic(server.aws.sns());
    const sqs = server.aws.sqs();
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'news' }));
    const Endpoint = `arn:aws:sqs:us-east-1:${ACCOUNT}:news`;
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: Endpoint,
        },
      ],
    });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    await server.aws.sns().send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    await createTrail(server.cloudtrail, 'news', { SnsTopicName: 'news' });
    await startLogging(server.cloudtrail, 'news');
    await deliver(server.aws);
    await server.aws.idle();
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    const bodies = Messages.map(({ Body = '' }) => Body).sort();
    expect(bodies[0]).toBe('CloudTrail validation message.');
    expect(JSON.parse(bodies[1] ?? '{}')).toEqual({
      s3Bucket: BUCKET,
      s3ObjectKey: await logFiles(server.s3),
    });
    const status = await server.cloudtrail.send(new GetTrailStatusCommand({ Name: 'news' }));
    expect(status.LatestNotificationTime).toEqual(expect.any(Date));
  });
});
