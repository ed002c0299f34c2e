// "The encryption context is also written to AWS CloudTrail log files": who used which key for which mail, told by
// LookupEvents and by a delivered log file; and what such a record never tells.
import { randomBytes } from 'node:crypto';
import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  type KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allRecords,
  BUCKET,
  by,
  createLogBucket,
  createTrail,
  deliver,
  type Event,
  logFiles,
  lookUp,
  startLogging,
} from '../contract/cloudtrail/trails.ts';
import { createMailBucket, createRule, receiveAt } from '../contract/ses/rules.ts';
import { openMail, storedMails } from '../support/sealed-mail.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../support/server.ts';

let aws: TestServer;
let kms: KMSClient;
let s3: S3Client;
let cloudtrail: CloudTrailClient;
let keyArn: string;

const OWNER = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const SES = {
  Effect: 'Allow',
  Principal: { Service: 'ses.amazonaws.com' },
  Action: ['kms:Encrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
};

async function mail(to: string): Promise<string> {
  const raw = `From: ann@example.net\r\nTo: ${to}\r\nSubject: Under seal\r\n\r\nA secret nobody may read\r\n`;
  const received = (await aws.deliver(Buffer.from(raw), { from: 'ann@example.net', to: [to] })) as {
    messageId?: string;
  };
  await aws.receiving.idle();
  return received.messageId ?? aws.receiving.mails().at(-1)?.messageId ?? '';
}

beforeAll(async () => {
  aws = await startTestServer();
  kms = aws.kms();
  s3 = aws.s3();
  cloudtrail = aws.cloudtrail();
  keyArn = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [OWNER, SES] });
  await kms.send(new PutKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default', Policy }));
  await createMailBucket(s3, 'mail');
  await createLogBucket(s3);
  await createTrail(cloudtrail, 'everything', { S3KeyPrefix: 'audit' });
  await startLogging(cloudtrail, 'everything');
  await receiveAt(aws.ses(), 'example.com');
  await createRule(aws.ses(), 'inbound', {
    Name: 'seal',
    Enabled: true,
    Actions: [{ S3Action: { BucketName: 'mail', KmsKeyArn: keyArn } }],
  });
});
afterAll(() => aws.close());

/** What the page promises of a mail that SES sealed. */
const sealing = (messageId: string) => ({
  eventVersion: '1.11',
  userIdentity: { type: 'AWSService', invokedBy: 'ses.amazonaws.com' },
  eventSource: 'kms.amazonaws.com',
  eventName: 'GenerateDataKey',
  awsRegion: 'us-east-1',
  sourceIPAddress: 'ses.amazonaws.com',
  userAgent: 'ses.amazonaws.com',
  requestParameters: {
    keyId: keyArn,
    keySpec: 'AES_256',
    encryptionContext: {
      'aws:ses:rule-name': 'seal',
      'aws:ses:message-id': messageId,
      'aws:ses:source-account': ACCOUNT,
      // The S3 encryption client's own entry, which the mail's material description repeats.
      kms_cmk_id: keyArn,
    },
  },
  responseElements: null,
  readOnly: true,
  resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: keyArn }],
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: ACCOUNT,
  eventCategory: 'Management',
});

describe('the record of a sealed mail', () => {
  it('is found by LookupEvents: SES asked KMS for a data key, with the context of the page', async () => {
    const id = await mail('ann@example.com');
    const [newest] = await lookUp(cloudtrail, by('EventName', 'GenerateDataKey'));
    expect(newest).toMatchObject(sealing(id));
    expect(newest.requestParameters).toEqual(sealing(id).requestParameters);
    expect(newest.sharedEventID).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('and stands in a log file, the very same record', async () => {
    const id = await mail('bob@example.com');
    const [looked] = await lookUp(cloudtrail, by('ResourceName', keyArn));
    await deliver(aws);
    const records = await allRecords(s3);
    const found = records.find(({ eventID }) => eventID === looked.eventID);
    expect(found).toEqual(looked);
    expect(found).toMatchObject(sealing(id));
    const [file] = await logFiles(s3);
    expect(file).toMatch(
      new RegExp(
        `^audit/AWSLogs/${ACCOUNT}/CloudTrail/us-east-1/\\d{4}/\\d{2}/\\d{2}/${ACCOUNT}_CloudTrail_us-east-1_\\d{8}T\\d{4}Z_[A-Za-z0-9]{16}\\.json\\.gz$`,
      ),
    );
  });

  it('as is the reader who opened it, under the same context', async () => {
    const [stored] = await storedMails(s3, 'mail');
    if (!stored) throw new Error('no mail was stored');
    await openMail(kms, stored);
    const [opened] = await lookUp(cloudtrail, by('EventName', 'Decrypt'));
    expect(opened).toMatchObject({
      userIdentity: { type: 'Root', accountId: ACCOUNT, accessKeyId: 'test' },
      requestParameters: {
        encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        encryptionContext: { 'aws:ses:rule-name': 'seal' },
      },
      responseElements: null,
      resources: [{ ARN: keyArn }],
    });
    expect(opened.requestParameters).not.toHaveProperty('ciphertextBlob');
  });
});

describe('a refused Decrypt', () => {
  it('shows AccessDenied and why, to the caller alone', async () => {
    const [stored] = await storedMails(s3, 'mail');
    const stranger = aws.kms({ account: '111122223333' });
    const blob = Buffer.from(stored?.metadata['x-amz-key-v2'] ?? '', 'base64');
    const EncryptionContext = JSON.parse(stored?.metadata['x-amz-matdesc'] ?? '{}');
    const decrypt = stranger.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext }));
    await expect(decrypt).rejects.toThrow(expect.objectContaining({ name: 'AccessDeniedException' }));
    const [refused] = await lookUp(aws.cloudtrail({ account: '111122223333' }), by('EventName', 'Decrypt'));
    expect(refused).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('arn:aws:iam::111122223333:root is not authorized'),
      responseElements: null,
      recipientAccountId: '111122223333',
    });
    const seen = await lookUp(cloudtrail, by('EventName', 'Decrypt'));
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ errorCode }) => errorCode !== undefined)).toEqual([]);
  });
});

describe('secrets', () => {
  it('never appear: plaintexts, data keys, customer keys, secret access keys, session tokens, mails', async () => {
    const secrets: string[] = ['A secret nobody may read'];
    const note = (bytes: Uint8Array | undefined) => {
      const buffer = Buffer.from(bytes ?? []);
      secrets.push(buffer.toString('base64'), buffer.toString('hex'), JSON.stringify(buffer));
    };
    const plaintext = randomBytes(24);
    note(plaintext);
    await kms.send(new EncryptCommand({ KeyId: keyArn, Plaintext: plaintext }));
    note((await kms.send(new GenerateDataKeyCommand({ KeyId: keyArn, KeySpec: 'AES_256' }))).Plaintext);
    const customerKey = randomBytes(32);
    note(customerKey);
    const sse = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: customerKey.toString('base64') };
    const object = { Bucket: 'mail', Key: 'sse-c' };
    await s3.send(
      new PutObjectCommand({
        ...object,
        ...sse,
        Body: 'the body of an object',
        Metadata: { hidden: 'user-metadata-value' },
      }),
    );
    await s3.send(new GetObjectCommand({ ...object, ...sse }));
    secrets.push('the body of an object', 'user-metadata-value');
    await aws.iam().send(new CreateUserCommand({ UserName: 'carol' }));
    const { AccessKey } = await aws.iam().send(new CreateAccessKeyCommand({ UserName: 'carol' }));
    secrets.push(AccessKey?.SecretAccessKey ?? 'none');
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
    });
    const { Role } = await aws
      .iam()
      .send(new CreateRoleCommand({ RoleName: 'auditor', AssumeRolePolicyDocument }));
    const { Credentials } = await aws
      .sts()
      .send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'audit' }));
    secrets.push(Credentials?.SecretAccessKey ?? 'none', Credentials?.SessionToken ?? 'none');

    const told = await fetch(`${aws.url}/_waxseal/events`).then((answer) => answer.text());
    await deliver(aws);
    const delivered = JSON.stringify(await allRecords(s3, BUCKET));
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(told).not.toContain(secret);
      expect(delivered).not.toContain(secret);
    }
    // What is no secret is there: the id of the key, the name of the object, who it is that was assumed.
    const { events } = JSON.parse(told) as { events: Event[] };
    const of = (name: string) => events.filter(({ eventName }) => eventName === name).at(-1);
    expect(of('CreateAccessKey').responseElements.accessKey.accessKeyId).toBe(AccessKey?.AccessKeyId);
    expect(of('AssumeRole').responseElements.credentials.accessKeyId).toBe(Credentials?.AccessKeyId);
    expect(of('PutObject')).toMatchObject({
      requestParameters: {
        bucketName: 'mail',
        key: 'sse-c',
        'x-amz-server-side-encryption-customer-algorithm': 'AES256',
      },
      additionalEventData: { SSEApplied: 'SSE_C', SignatureVersion: 'SigV4' },
      eventCategory: 'Data',
      managementEvent: false,
    });
  });
});
