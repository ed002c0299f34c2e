import { LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, PutBucketEncryptionCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { createUser, may } from '../../support/users.ts';
import { ACCOUNT, by, type Event, lookUp, refusal, useServer } from './trails.ts';

const server = useServer();
beforeEach(() => server.aws.reset());

const names = (events: readonly Event[]) => events.map(({ eventName }) => eventName);
const send = (input: LookupEventsCommandInput) => server.cloudtrail.send(new LookupEventsCommand(input));

describe('LookupEvents', () => {
  it('lists an account’s management events of a Region, newest first', async () => {
    await server.aws.kms().send(new CreateKeyCommand({}));
    await server.aws.kms().send(new ListKeysCommand({}));
    await server.aws.kms({ region: 'eu-west-1' }).send(new CreateKeyCommand({}));
    await server.aws.kms({ account: '111122223333' }).send(new CreateKeyCommand({}));
    expect(names(await lookUp(server.cloudtrail))).toEqual(['ListKeys', 'CreateKey']);
    expect(names(await lookUp(server.aws.cloudtrail({ region: 'eu-west-1' })))).toEqual(['CreateKey']);
  });

  it('tells of each event what one looks for, and the whole record as JSON', async () => {
    const { KeyMetadata } = await server.aws.kms().send(new CreateKeyCommand({}));
    const { Events: [found] = [] } = await send({});
    expect(found).toMatchObject({
      EventName: 'CreateKey',
      EventSource: 'kms.amazonaws.com',
      ReadOnly: 'false',
      Username: 'root',
      AccessKeyId: 'test',
      EventTime: expect.any(Date),
    });
    expect(found?.Resources).toContainEqual({
      ResourceType: 'AWS::KMS::Key',
      ResourceName: KeyMetadata?.Arn,
    });
    const record = JSON.parse(found?.CloudTrailEvent ?? '{}');
    expect(record).toMatchObject({ eventID: found?.EventId, eventVersion: '1.11', eventType: 'AwsApiCall' });
    // The same event keeps its id from one look to the next.
    const { Events: again = [] } = await send(by('EventId', found?.EventId ?? ''));
    expect(again.map(({ EventId }) => EventId)).toEqual([found?.EventId]);
  });

  it('finds events by each attribute', async () => {
    const { keys } = await createUser(server.aws, 'fritz', [may('kms:*')]);
    const { accessKeyId } = keys;
    const fritz = server.aws.kms(keys);
    const { KeyMetadata } = await fritz.send(new CreateKeyCommand({}));
    await server.s3.send(new CreateBucketCommand({ Bucket: 'looked-for' }));
    const found = async (key: string, value: string) =>
      names(await lookUp(server.cloudtrail, by(key, value)));
    expect(await found('EventName', 'CreateBucket')).toEqual(['CreateBucket']);
    expect(await found('EventSource', 'iam.amazonaws.com')).toEqual([
      'PutUserPolicy',
      'CreateAccessKey',
      'CreateUser',
    ]);
    expect(await found('Username', 'fritz')).toEqual(['CreateKey']);
    expect(await found('AccessKeyId', accessKeyId)).toEqual(['CreateKey']);
    expect(await found('ResourceName', KeyMetadata?.KeyId ?? '')).toEqual(['CreateKey']);
    expect(await found('ResourceName', 'fritz')).toHaveLength(3);
    expect(await found('ResourceType', 'AWS::S3::Bucket')).toEqual(['CreateBucket']);
    expect(await found('ReadOnly', 'true')).not.toContain('CreateKey');
    expect(await found('EventName', 'createbucket')).toEqual([]);
    const [event] = await lookUp(server.cloudtrail, by('Username', 'fritz'));
    expect(event.userIdentity).toMatchObject({
      type: 'IAMUser',
      userName: 'fritz',
      accountId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:user/fritz`,
      principalId: expect.stringMatching(/^AIDA/),
      accessKeyId,
    });
  });

  it('shows no data events', async () => {
    await server.s3.send(new CreateBucketCommand({ Bucket: 'data' }));
    await server.s3.send(new PutObjectCommand({ Bucket: 'data', Key: 'k', Body: 'x' }));
    expect(names(await lookUp(server.cloudtrail, by('EventSource', 's3.amazonaws.com')))).toEqual([
      'CreateBucket',
    ]);
  });

  it('keeps to a time', async () => {
    const start = server.aws.clock.now();
    await server.aws.kms().send(new CreateKeyCommand({}));
    server.aws.clock.advance(3_600_000);
    await server.aws.kms().send(new ListKeysCommand({}));
    const hour = new Date(start + 1_800_000);
    expect(names(await lookUp(server.cloudtrail, { EndTime: hour }))).toEqual(['CreateKey']);
    const later = await lookUp(server.cloudtrail, { StartTime: hour, EndTime: new Date(start + 7_200_000) });
    expect(names(later)).toContain('ListKeys');
    expect(names(later)).not.toContain('CreateKey');
    expect(await refusal(send({ StartTime: hour, EndTime: new Date(start) }))).toMatch(
      /^InvalidTimeRangeException/,
    );
  });

  it('goes page by page, with a token that is good for this request alone', async () => {
    for (let made = 0; made < 5; made += 1) await server.aws.kms().send(new CreateKeyCommand({}));
    const query = { ...by('EventName', 'CreateKey'), MaxResults: 2 };
    const ids: (string | undefined)[] = [];
    const sizes: number[] = [];
    let NextToken: string | undefined;
    do {
      const page = await send({ ...query, ...(NextToken && { NextToken }) });
      sizes.push(page.Events?.length ?? 0);
      ids.push(...(page.Events ?? []).map(({ EventId }) => EventId));
      ({ NextToken } = page);
    } while (NextToken);
    expect(sizes).toEqual([2, 2, 1]);
    expect(new Set(ids).size).toBe(5);
    const first = await send(query);
    const other = { ...by('EventName', 'ListKeys'), NextToken: first.NextToken };
    expect(await refusal(send(other))).toMatch(/^InvalidNextTokenException/);
    expect(await refusal(send({ NextToken: 'nonsense' }))).toMatch(/^InvalidNextTokenException/);
  });

  it('refuses what its page says it refuses', async () => {
    expect(await refusal(send({ MaxResults: 51 }))).toMatch(/^InvalidMaxResultsException/);
    expect(await refusal(send({ MaxResults: 0 }))).toMatch(/^InvalidMaxResultsException/);
    expect(await refusal(send(by('Colour', 'red')))).toMatch(/^InvalidLookupAttributesException/);
    expect(await refusal(send(by('EventName', '')))).toMatch(/^InvalidLookupAttributesException/);
    expect(await refusal(send({ EventCategory: 'odd' as never }))).toMatch(/^InvalidEventCategoryException/);
    expect((await send({ EventCategory: 'insight' })).Events).toEqual([]);
    const two = [by('EventName', 'a'), by('EventName', 'b')].flatMap((each) => each.LookupAttributes ?? []);
    expect(await refusal(send({ LookupAttributes: two }))).toMatch(/^InvalidLookupAttributesException/);
  });
});

describe('a record', () => {
  it('of a refused call has the error, in CloudTrail’s words', async () => {
    const kms = server.aws.kms();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext: Buffer.from('x') }),
    );
    await refusal(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { wrong: 'one' } })));
    const [decrypt] = await lookUp(server.cloudtrail, by('EventName', 'Decrypt'));
    expect(decrypt).toMatchObject({
      errorCode: 'InvalidCiphertextException',
      requestParameters: { encryptionAlgorithm: 'SYMMETRIC_DEFAULT', encryptionContext: { wrong: 'one' } },
      responseElements: null,
      resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: KeyMetadata?.Arn }],
    });
    expect(decrypt).not.toHaveProperty('errorMessage');
  });

  it('of a change to a key tells its ARN, which the answer does not have', async () => {
    const kms = server.aws.kms();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/told', TargetKeyId: KeyMetadata?.KeyId }));
    await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }));
    await kms.send(new DescribeKeyCommand({ KeyId: 'alias/told' }));
    const events = await lookUp(server.cloudtrail, by('ResourceName', KeyMetadata?.Arn ?? ''));
    expect(events.map(({ eventName, responseElements }) => [eventName, responseElements?.keyId])).toEqual([
      ['DescribeKey', undefined],
      ['DisableKey', KeyMetadata?.Arn],
      ['CreateAlias', KeyMetadata?.Arn],
      ['CreateKey', undefined],
    ]);
  });

  it('of a key used from another account is told to both, each with its own id and one in common', async () => {
    const kms = server.aws.kms();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const allow = (account: string) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [allow(ACCOUNT), allow('111122223333')],
    });
    await kms.send(new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, PolicyName: 'default', Policy }));
    const guest = server.aws.kms({ account: '111122223333' });
    await guest.send(new EncryptCommand({ KeyId: KeyMetadata?.Arn, Plaintext: Buffer.from('x') }));
    const [owners] = await lookUp(server.cloudtrail, by('EventName', 'Encrypt'));
    const [guests] = await lookUp(
      server.aws.cloudtrail({ account: '111122223333' }),
      by('EventName', 'Encrypt'),
    );
    expect(owners.sharedEventID).toBe(guests.sharedEventID);
    expect(owners.eventID).not.toBe(guests.eventID);
    expect(guests.userIdentity).toMatchObject({ type: 'Root', arn: 'arn:aws:iam::111122223333:root' });
    expect(owners.userIdentity).toEqual({
      type: 'AWSAccount',
      principalId: '111122223333',
      accountId: '111122223333',
    });
    expect([owners, guests].map(({ recipientAccountId }) => recipientAccountId)).toEqual([
      ACCOUNT,
      '111122223333',
    ]);
  });

  it('of a call that S3 makes for its caller names both', async () => {
    await server.s3.send(new CreateBucketCommand({ Bucket: 'sealed' }));
    await server.s3.send(
      new PutObjectCommand({ Bucket: 'sealed', Key: 'k', Body: 'x', ServerSideEncryption: 'aws:kms' }),
    );
    const [sealed] = await lookUp(server.cloudtrail, by('EventName', 'GenerateDataKey'));
    expect(sealed).toMatchObject({
      userIdentity: { type: 'Root', accountId: ACCOUNT, invokedBy: 's3.amazonaws.com' },
      sourceIPAddress: 's3.amazonaws.com',
      userAgent: 's3.amazonaws.com',
      requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::sealed/k' } },
      additionalEventData: { keyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('of a bucket’s configuration shows its XML as JSON', async () => {
    await server.s3.send(new CreateBucketCommand({ Bucket: 'configured' }));
    await server.s3.send(
      new PutBucketEncryptionCommand({
        Bucket: 'configured',
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    );
    const [put] = await lookUp(server.cloudtrail, by('EventName', 'PutBucketEncryption'));
    expect(put).toMatchObject({
      requestParameters: {
        bucketName: 'configured',
        Host: 'configured.s3.us-east-1.amazonaws.com',
        encryption: '',
        ServerSideEncryptionConfiguration: {
          xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
          Rule: { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        },
      },
      responseElements: null,
      additionalEventData: { SignatureVersion: 'SigV4', AuthenticationMethod: 'AuthHeader' },
      resources: [{ accountId: ACCOUNT, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::configured' }],
      managementEvent: true,
    });
  });
});
