// Topics of SNS itself: tried before a rule is kept, and told what arrived.
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let TopicArn: string;
let QueueUrl: string;

const policy = (Service: string, Action: string, Resource: string, Condition: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action, Resource, Condition }],
  });
/** A topic's own account needs no statement for SES; this policy lets in whom it names and nobody else. */
const allow = (service: string) =>
  aws.sns().send(
    new SetTopicAttributesCommand({
      TopicArn,
      AttributeName: 'Policy',
      AttributeValue: policy(service, 'sns:Publish', TopicArn, {
        StringEquals: { 'AWS:SourceAccount': ACCOUNT },
      }),
    }),
  );
async function nextMessage() {
  await aws.idle();
  const { Messages } = await aws.sqs().send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return (Messages ?? []).map(({ Body }) => JSON.parse(JSON.parse(Body ?? '{}').Message));
}

beforeAll(async () => {
  aws = await startTestServer();
  TopicArn = (await aws.sns().send(new CreateTopicCommand({ Name: 'mail' }))).TopicArn ?? '';
  QueueUrl = (await aws.sqs().send(new CreateQueueCommand({ QueueName: 'mail' }))).QueueUrl ?? '';
  const { Attributes } = await aws
    .sqs()
    .send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const queueArn = Attributes?.QueueArn ?? '';
  await aws.sqs().send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: {
        Policy: policy('sns.amazonaws.com', 'sqs:SendMessage', queueArn, {
          ArnEquals: { 'aws:SourceArn': TopicArn },
        }),
      },
    }),
  );
  await aws.sns().send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queueArn }));
  await createMailBucket(aws.s3(), 'mail');
  await receiveAt(aws.ses(), 'example.com');
});
afterAll(() => aws.close());

describe('a topic in a rule', () => {
  const store = () => ({ S3Action: { BucketName: 'mail', TopicArn } });

  it('that is not there, or does not let SES publish, keeps the rule out', async () => {
    const missing = `${TopicArn}-missing`;
    await expect(
      createRule(aws.ses(), 'inbound', { Name: 'missing', Actions: [{ SNSAction: { TopicArn: missing } }] }),
    ).rejects.toMatchObject({
      name: 'InvalidSnsTopicException',
      message: `Could not publish to SNS topic: ${missing}`,
      Topic: missing,
    });
    await allow('events.amazonaws.com');
    await expect(
      createRule(aws.ses(), 'inbound', { Name: 'closed', Actions: [store()] }),
    ).rejects.toMatchObject({
      message: `Could not publish to SNS topic: ${TopicArn}`,
    });
  });

  it('that lets SES publish gets the setup notification', async () => {
    await allow('ses.amazonaws.com');
    await createRule(aws.ses(), 'inbound', {
      Name: 'told',
      Enabled: true,
      Recipients: ['told@example.com'],
      Actions: [store()],
    });
    expect(await nextMessage()).toMatchObject([
      { notificationType: 'Received', mail: { messageId: 'AMAZON_SES_SETUP_NOTIFICATION' } },
    ]);
  });

  it('is told of the object that was stored', async () => {
    const raw = Buffer.from('From: a@b.net\r\nSubject: Hi\r\n\r\n');
    const { messageId, mails } = await aws.deliver(raw, { from: 'a@b.net', to: ['told@example.com'] });
    expect(mails[0]?.actions[0]?.result?.notification).toMatch(/^[0-9a-f-]{36}$/);
    expect(await nextMessage()).toMatchObject([
      { mail: { messageId }, receipt: { action: { type: 'S3', bucketName: 'mail', objectKey: messageId } } },
    ]);
  });

  it('is told by the role of an S3 action, whose permission alone counts then', async () => {
    await allow('events.amazonaws.com');
    const iam = aws.iam();
    const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'receiver',
        AssumeRolePolicyDocument: document({
          Effect: 'Allow',
          Principal: { Service: 'ses.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    const permit = (...actions: string[]) => {
      const PolicyDocument = document({ Effect: 'Allow', Action: actions, Resource: '*' });
      return iam.send(new PutRolePolicyCommand({ RoleName: 'receiver', PolicyName: 'do', PolicyDocument }));
    };
    const Actions = [{ S3Action: { BucketName: 'mail', TopicArn, IamRoleArn: Role?.Arn } }];
    const rule = { Name: 'by-role', Enabled: true, Recipients: ['role@example.com'], Actions };
    await permit('s3:PutObject');
    await expect(createRule(aws.ses(), 'inbound', rule)).rejects.toMatchObject({
      message: `Could not publish to SNS topic: ${TopicArn}`,
    });
    await permit('s3:PutObject', 'sns:Publish');
    await createRule(aws.ses(), 'inbound', rule);
    await nextMessage();
    const raw = Buffer.from('From: a@b.net\r\n\r\n');
    const { messageId } = await aws.deliver(raw, { from: 'a@b.net', to: ['role@example.com'] });
    expect(await nextMessage()).toMatchObject([{ mail: { messageId } }]);
    await allow('ses.amazonaws.com');
  });

  it('gets the whole message from an SNS action', async () => {
    await createRule(aws.ses(), 'inbound', {
      Name: 'whole',
      Enabled: true,
      Recipients: ['whole@example.com'],
      Actions: [{ SNSAction: { TopicArn } }],
    });
    await nextMessage();
    const raw = Buffer.from('From: a@b.net\r\nSubject: Whole\r\n\r\nbody\r\n');
    const { mails } = await aws.deliver(raw, { from: 'a@b.net', to: ['whole@example.com'] });
    expect(mails[0]?.actions[0]?.status).toBe('done');
    const [message] = await nextMessage();
    expect(message.content.endsWith(raw.toString())).toBe(true);
  });
});
