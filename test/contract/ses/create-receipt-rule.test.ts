// CreateReceiptRule through the SDK: places, validation layers, and what is tried before a rule is kept.

import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import {
  DescribeReceiptRuleCommand,
  type ReceiptAction,
  type ReceiptRule,
  type SESClient,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, createSet, query, ruleNames } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
let names = 0;
const fresh = () => {
  names += 1;
  return `rule-${names}`;
};
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await createSet(ses, 'set');
});
afterAll(() => aws.close());

const withAction = (action: ReceiptAction, Name = fresh()) =>
  createRule(ses, 'set', { Name, Actions: [action] });
const refusal = (rule: Partial<ReceiptRule>, after?: string, set = 'set') =>
  expect(createRule(ses, set, { Name: fresh(), Actions: [], ...rule }, after)).rejects;
const PATTERN = 'Member must satisfy regular expression pattern: ^[a-zA-Z0-9_.-]+$';

describe('CreateReceiptRule', () => {
  it('puts a rule to the front, or right behind the one that After names', async () => {
    await createSet(ses, 'order');
    await createRule(ses, 'order', { Name: 'one', Actions: [] });
    await createRule(ses, 'order', { Name: 'two', Actions: [] });
    await createRule(ses, 'order', { Name: 'three', Actions: [] }, 'two');
    expect(await ruleNames(ses, 'order')).toEqual(['two', 'three', 'one']);
  });

  it('takes more than a hundred recipients, as AWS does whatever its quota page says', async () => {
    const Recipients = Array.from({ length: 101 }, (_, n) => `u${n}@example.com`);
    const created = createRule(ses, 'set', { Name: 'many', Recipients, Actions: [] });
    await expect(created).resolves.toBeDefined();
  });

  it('takes an empty list as botocore sends it', async () => {
    const { status } = await query(aws.url, {
      Action: 'CreateReceiptRule',
      RuleSetName: 'set',
      'Rule.Name': 'empty-lists',
      'Rule.Recipients': '',
      'Rule.Actions': '',
    });
    expect(status).toBe(200);
  });
});

describe('its validation', () => {
  it('judges the set’s name alone and first', async () => {
    await refusal({ Name: 'a b' }, undefined, '-set').toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Not a valid ruleSetName: -set',
    });
  });

  it('gathers all violations of shape into one message', async () => {
    await refusal({ Name: '', TlsPolicy: 'Maybe' as 'Require' }, 'a b').toMatchObject({
      name: 'ValidationError',
      message:
        `4 validation errors detected: Value at 'after' failed to satisfy constraint: ${PATTERN}; ` +
        "Value at 'rule.name' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        `Value at 'rule.name' failed to satisfy constraint: ${PATTERN}; ` +
        "Value at 'rule.tlsPolicy' failed to satisfy constraint: Member must satisfy enum value set: [Optional, Require]",
    });
  });

  it('names members by their path on the wire', async () => {
    const { text } = await query(aws.url, {
      Action: 'CreateReceiptRule',
      RuleSetName: 'set',
      'Rule.Name': 'paths',
      'Rule.Actions.member.1.S3Action.ObjectKeyPrefix': 'x',
      'Rule.Actions.member.2.SNSAction.Encoding': 'utf8',
      'Rule.Actions.member.3.LambdaAction.InvocationType': 'Now',
      'Rule.Actions.member.4.StopAction.Scope': 'Rule',
      'Rule.Actions.member.5.BounceAction.StatusCode': '5.1.1',
    });
    const pieces = [
      ['rule.actions.1.member.s3Action.bucketName', 'Member must not be null'],
      ['rule.actions.2.member.sNSAction.encoding', 'Member must satisfy enum value set: [Base64, UTF-8]'],
      ['rule.actions.2.member.sNSAction.topicArn', 'Member must not be null'],
      ['rule.actions.3.member.lambdaAction.functionArn', 'Member must not be null'],
      [
        'rule.actions.3.member.lambdaAction.invocationType',
        'Member must satisfy enum value set: [RequestResponse, Event]',
      ],
      ['rule.actions.4.member.stopAction.scope', 'Member must satisfy enum value set: [RuleSet]'],
      ['rule.actions.5.member.bounceAction.smtpReplyCode', 'Member must not be null'],
      ['rule.actions.5.member.bounceAction.sender', 'Member must not be null'],
      ['rule.actions.5.member.bounceAction.message', 'Member must not be null'],
    ].map(([path, constraint]) => `Value at '${path}' failed to satisfy constraint: ${constraint}`);
    expect(text).toContain(`9 validation errors detected: ${pieces.join('; ')}`);
  });

  it('then judges the form of the rule’s name, then the set’s existence', async () => {
    await refusal({ Name: 'a'.repeat(65) }, undefined, 'missing').toMatchObject({
      message: `Not a valid ruleName: ${'a'.repeat(65)}`,
    });
    await refusal({}, undefined, 'missing').toMatchObject({
      name: 'RuleSetDoesNotExistException',
      message: 'Rule set does not exist: missing',
    });
  });

  it('then whether the name is taken, before the rule that After names', async () => {
    await createRule(ses, 'set', { Name: 'taken', Actions: [] });
    await refusal({ Name: 'taken' }, 'missing').toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Rule already exists: taken',
    });
    await refusal({}, 'missing').toMatchObject({
      name: 'RuleDoesNotExistException',
      message: 'Rule does not exist: missing',
    });
  });

  it('then counts the actions and looks where the stop stands', async () => {
    const header = { AddHeaderAction: { HeaderName: 'bad name', HeaderValue: 'x' } };
    const stop = { StopAction: { Scope: 'RuleSet' as const } };
    await refusal({ Actions: [stop, ...Array(10).fill(header)] }).toMatchObject({
      name: 'LimitExceededException',
      message: 'Too many actions',
    });
    await refusal({ Actions: [stop, header] }).toMatchObject({
      message: 'Stop action, if any, must be placed at the end of the actions list',
    });
    await refusal({ Actions: [header, stop] }).toMatchObject({ message: 'Invalid header name: bad name' });
  });

  it('wants exactly one type in an action', async () => {
    await refusal({
      Actions: [{ StopAction: { Scope: 'RuleSet' }, AddHeaderAction: { HeaderName: 'X', HeaderValue: 'y' } }],
    }).toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Exactly one action type must be specified for each ReceiptAction',
    });
  });

  it('takes two hundred rules to a set', async () => {
    await createSet(ses, 'full');
    for (let n = 0; n < 200; n += 1) await createRule(ses, 'full', { Name: `r${n}`, Actions: [] });
    await refusal({}, 'missing', 'full').toMatchObject({
      name: 'LimitExceededException',
      message: 'Too many rules',
    });
  });

  it.each([
    ['.0', '0 is not a valid index'],
    ['.1500', 'Excessively sparse input would skip 1,499 list elements'],
    ['.01', 'Value found where not expected'],
    ['.x', 'Start of list found where not expected'],
    ['.999999999', 'Index 999999999 is illegal'],
  ])('refuses the list index %s', async (index, message) => {
    const { status, text } = await query(aws.url, {
      Action: 'CreateReceiptRule',
      RuleSetName: 'set',
      'Rule.Name': fresh(),
      [`Rule.Recipients.member${index}`]: 'a@example.com',
    });
    expect(status).toBe(400);
    expect(text).toContain(`<Code>MalformedInput</Code><Message>${message}</Message>`);
  });
});

describe('what it tries before it keeps the rule', () => {
  it('a bucket that is not there', async () => {
    await expect(withAction({ S3Action: { BucketName: 'no-such-bucket' } })).rejects.toMatchObject({
      name: 'InvalidS3ConfigurationException',
      message: 'No such bucket: no-such-bucket',
      Bucket: 'no-such-bucket',
    });
    await expect(withAction({ S3Action: { BucketName: '' } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Bucket name must not be empty',
    });
  });

  it('a bucket whose policy does not let SES in', async () => {
    await aws.s3().send(new CreateBucketCommand({ Bucket: 'closed' }));
    await expect(withAction({ S3Action: { BucketName: 'closed' } }, 'kept-out')).rejects.toMatchObject({
      name: 'InvalidS3ConfigurationException',
      message: 'Could not write to bucket: closed',
    });
    await expect(
      ses.send(new DescribeReceiptRuleCommand({ RuleSetName: 'set', RuleName: 'kept-out' })),
    ).rejects.toMatchObject({ name: 'RuleDoesNotExistException' });
  });

  it.each([
    [undefined, 'AMAZON_SES_SETUP_NOTIFICATION'],
    ['mail', 'mail/AMAZON_SES_SETUP_NOTIFICATION'],
    ['mail/in/', 'mail/in/AMAZON_SES_SETUP_NOTIFICATION'],
  ])('leaves the setup notification under the prefix %j', async (ObjectKeyPrefix, key) => {
    const bucket = `setup-${fresh()}`;
    await createMailBucket(aws.s3(), bucket);
    await withAction({ S3Action: { BucketName: bucket, ObjectKeyPrefix } });
    const { Contents } = await aws.s3().send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([key]);
    const { Body } = await aws.s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const text = (await Body?.transformToString()) ?? '';
    expect(text).toMatch(
      /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000\r\nTo: recipient@example.com\r\n/,
    );
    expect(text).toContain('Subject: Amazon SES Setup Notification\r\n');
  });

  it('a key that SES may not use, and one that is not symmetric', async () => {
    await createMailBucket(aws.s3(), 'keyed');
    const kms = aws.kms();
    const { KeyMetadata: closed } = await kms.send(new CreateKeyCommand({}));
    const use = (KmsKeyArn: string) => withAction({ S3Action: { BucketName: 'keyed', KmsKeyArn } });
    await expect(use(closed?.Arn ?? '')).rejects.toMatchObject({
      name: 'InvalidS3ConfigurationException',
      message: `Unable to use AWS KMS key: ${closed?.Arn}`,
    });

    const { KeyMetadata: pair } = await kms.send(
      new CreateKeyCommand({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    );
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::000000000000:root' },
          Action: 'kms:*',
          Resource: '*',
        },
        { Effect: 'Allow', Principal: { Service: 'ses.amazonaws.com' }, Action: 'kms:*', Resource: '*' },
      ],
    });
    for (const key of [pair, closed]) {
      await kms.send(new PutKeyPolicyCommand({ KeyId: key?.KeyId, PolicyName: 'default', Policy }));
    }
    await expect(use(pair?.Arn ?? '')).rejects.toMatchObject({
      message: `Unable to use AWS KMS key: ${pair?.Arn}`,
    });
    await use(closed?.Arn ?? '');
  });

  it('a role that nobody can assume', async () => {
    await createMailBucket(aws.s3(), 'by-role');
    const IamRoleArn = 'arn:aws:iam::000000000000:role/missing';
    await expect(withAction({ S3Action: { BucketName: 'by-role', IamRoleArn } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Could not assume the provided IAM role',
    });
  });

  it.each(['', 'topic', 'arn:aws:sns:us-east-1:topic'])('a topic that is none: %j', async (TopicArn) => {
    await expect(withAction({ SNSAction: { TopicArn } })).rejects.toMatchObject({
      name: 'InvalidSnsTopicException',
      message: `Invalid SNS topic: ${TopicArn}`,
      Topic: TopicArn,
    });
  });

  it('a function that is none', async () => {
    await expect(withAction({ LambdaAction: { FunctionArn: 'fn' } })).rejects.toMatchObject({
      name: 'InvalidLambdaFunctionException',
      message: 'Invalid Lambda function: fn',
      FunctionArn: 'fn',
    });
    await expect(withAction({ LambdaAction: { FunctionArn: '' } })).rejects.toMatchObject({
      message: 'Lambda function ARN must not be empty',
    });
  });

  it('a bounce, its reply code, its message and its sender', async () => {
    const bounce = { SmtpReplyCode: '550', Message: 'gone', Sender: 'a@unverified.com' };
    await expect(withAction({ BounceAction: { ...bounce, SmtpReplyCode: '' } })).rejects.toMatchObject({
      message: 'Invalid SMTP reply code: ',
    });
    await expect(withAction({ BounceAction: { ...bounce, Message: '' } })).rejects.toMatchObject({
      message: 'Invalid SMTP response message: ',
    });
    await expect(withAction({ BounceAction: bounce })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: 'Identity is not verified: a@unverified.com',
    });
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'unverified.com' }));
    await withAction({ BounceAction: bounce });
  });
});
