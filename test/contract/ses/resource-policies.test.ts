// What SES shows of itself to the policies of buckets and keys: for whom it acts, and by which rule (facts §4).
import { CreateKeyCommand, DisableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
} from '@aws-sdk/client-s3';
import type { SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMail, storedMail } from '../../support/sealed-mail.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, receiveAt } from './rules.ts';

const SOURCE_ARN = `arn:aws:ses:us-east-1:${ACCOUNT}:receipt-rule-set/inbound:receipt-rule/`;
const RAW = Buffer.from('Subject: Hi\r\n\r\nbody\r\n');

let aws: TestServer;
let ses: SESClient;
let count = 0;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
});
afterAll(() => aws.close());

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const letSesIn = (Action: string, Resource: string, Condition?: object) => ({
  Effect: 'Allow',
  Principal: { Service: 'ses.amazonaws.com' },
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const rule = (Name: string, BucketName: string, KmsKeyArn?: string) =>
  createRule(ses, 'inbound', {
    Name,
    Enabled: true,
    Recipients: [`${Name}@example.com`],
    Actions: [{ S3Action: { BucketName, KmsKeyArn } }],
  });
const deliver = (name: string) => aws.deliver(RAW, { from: 'ann@example.net', to: [`${name}@example.com`] });

const conditions: [string, string, (rule: string) => object][] = [
  ['AWS:SourceAccount', '1', () => ({ StringEquals: { 'AWS:SourceAccount': ACCOUNT } })],
  ['AWS:SourceArn', '2', (name) => ({ StringEquals: { 'AWS:SourceArn': SOURCE_ARN + name } })],
  ['aws:Referer, as older guides and CDK ask', '3', () => ({ StringEquals: { 'aws:Referer': ACCOUNT } })],
];

describe('a bucket policy', () => {
  const admit = async (bucket: string, condition?: object) => {
    const Policy = document(letSesIn('s3:PutObject', `arn:aws:s3:::${bucket}/*`, condition));
    await aws.s3().send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  };
  const create = async (condition?: object) => {
    count += 1;
    const Bucket = `mail-${count}`;
    await aws.s3().send(new CreateBucketCommand({ Bucket }));
    await admit(Bucket, condition);
    return Bucket;
  };

  it.each(conditions)('on %s lets SES in', async (_key, name, condition) => {
    const bucket = await create(condition(`bucket${name}`));
    await rule(`bucket${name}`, bucket);
    const { messageId } = await deliver(`bucket${name}`);
    expect((await storedMail(aws.s3(), bucket, messageId)).body.subarray(-RAW.length)).toEqual(RAW);
  });

  it.each([
    ['another account', { StringEquals: { 'AWS:SourceAccount': '111122223333' } }],
    ['another rule', { StringEquals: { 'AWS:SourceArn': `${SOURCE_ARN}other` } }],
    ['another referer', { StringEquals: { 'aws:Referer': '111122223333' } }],
  ])('that wants %s keeps the rule out', async (_what, condition) => {
    const bucket = await create(condition);
    await expect(rule('refused', bucket)).rejects.toMatchObject({
      name: 'InvalidS3ConfigurationException',
      message: `Could not write to bucket: ${bucket}`,
    });
  });

  it('that changes its mind later has the mail waiting', async () => {
    const bucket = await create();
    await rule('later', bucket);
    await admit(bucket, { StringEquals: { 'AWS:SourceAccount': '111122223333' } });
    const { messageId, mails } = await deliver('later');
    expect(mails[0]?.actions[0]).toMatchObject({ status: 'retrying', error: { code: 'AccessDenied' } });
    await admit(bucket);
    aws.clock.advance(60_000);
    await aws.idle();
    expect((await storedMail(aws.s3(), bucket, messageId)).body.subarray(-RAW.length)).toEqual(RAW);
  });
});

describe('a bucket that locks what comes in', () => {
  it('takes the mail, which crossed no wire on its way, and locks it', async () => {
    const Bucket = 'locked-mail';
    await aws.s3().send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    const Rule = { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } } as const;
    await aws.s3().send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule },
      }),
    );
    const Policy = document(letSesIn('s3:PutObject', `arn:aws:s3:::${Bucket}/*`));
    await aws.s3().send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await rule('locked', Bucket);
    const { messageId } = await deliver('locked');
    const head = await aws.s3().send(new HeadObjectCommand({ Bucket, Key: messageId }));
    expect(head.ObjectLockMode).toBe('COMPLIANCE');
  });
});

describe('a key policy', () => {
  const createKey = async (condition: object) => {
    const { KeyMetadata } = await aws.kms().send(new CreateKeyCommand({}));
    const root = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const Policy = document(root, letSesIn('kms:GenerateDataKey*', '*', condition));
    await aws
      .kms()
      .send(new PutKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, PolicyName: 'default', Policy }));
    return KeyMetadata?.Arn ?? '';
  };
  beforeAll(async () => {
    await aws.s3().send(new CreateBucketCommand({ Bucket: 'sealed' }));
    const Policy = document(letSesIn('s3:PutObject', 'arn:aws:s3:::sealed/*'));
    await aws.s3().send(new PutBucketPolicyCommand({ Bucket: 'sealed', Policy }));
  });

  it.each(conditions.slice(0, 2))(
    'of the newer guide, on %s, lets SES seal',
    async (_key, name, condition) => {
      await rule(`key${name}`, 'sealed', await createKey(condition(`key${name}`)));
      const { messageId } = await deliver(`key${name}`);
      const opened = await openMail(aws.kms(), await storedMail(aws.s3(), 'sealed', messageId));
      expect(opened.subarray(-RAW.length)).toEqual(RAW);
    },
  );

  it('that wants another rule keeps this one out, and a key disabled later keeps the mail waiting', async () => {
    const other = await createKey({ StringEquals: { 'AWS:SourceArn': `${SOURCE_ARN}other` } });
    await expect(rule('refused', 'sealed', other)).rejects.toMatchObject({
      message: `Unable to use AWS KMS key: ${other}`,
    });
    const key = await createKey({ StringEquals: { 'AWS:SourceAccount': ACCOUNT } });
    await rule('disabled', 'sealed', key);
    await aws.kms().send(new DisableKeyCommand({ KeyId: key }));
    const { messageId, mails } = await deliver('disabled');
    expect(mails[0]?.actions[0]).toMatchObject({
      status: 'retrying',
      error: { code: 'DisabledException' },
    });
    const { KeyCount } = await aws
      .s3()
      .send(new ListObjectsV2Command({ Bucket: 'sealed', Prefix: messageId }));
    expect(KeyCount).toBe(0);
  });
});
