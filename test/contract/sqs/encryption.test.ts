// SSE-KMS: a queue's messages are sealed under data keys that KMS makes for the sender and opens for the receiver,
// so the key's policy decides about both (developer guide, "Key management").
import { CreateKeyCommand, DisableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { fetch } from 'undici';
import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { sqsStory } from './story.ts';

const story = sqsStory();
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const KEY_USE = ['kms:GenerateDataKey', 'kms:Decrypt'];

interface Statement {
  readonly Principal: object;
  readonly Action: string | readonly string[];
  readonly Condition?: object;
}
const policyOf = (statements: readonly Statement[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Principal: ROOT, Action: 'kms:*' }, ...statements].map((statement) => ({
      Effect: 'Allow',
      Resource: '*',
      ...statement,
    })),
  });

async function key(...statements: Statement[]) {
  const kms = story.server.kms();
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: policyOf(statements) }));
  const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
  return {
    arn: Arn,
    admit: (...others: Statement[]) => kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policyOf(others) })),
    disable: () => kms.send(new DisableKeyCommand({ KeyId })),
  };
}

async function kmsCalls(since: number) {
  const answer = await fetch(`${story.server.url}/_waxseal/events`);
  const { events } = (await answer.json()) as {
    events: {
      eventSource: string;
      eventName: string;
      requestParameters?: { encryptionContext?: object };
      userIdentity: { invokedBy?: string };
    }[];
  };
  const all = events.filter(
    ({ eventSource, eventName }) => eventSource === 'kms.amazonaws.com' && eventName !== 'CreateKey',
  );
  return { count: all.length, calls: all.slice(since) };
}

async function refusals(action: string) {
  const answer = await fetch(`${story.server.url}/_waxseal/decisions`);
  const decisions = (await answer.json()) as {
    action: string;
    allowed: boolean;
    principal: string;
    viaService?: string;
    resource: string;
    summary: string;
    statements: readonly { conditions?: unknown }[];
  }[];
  return decisions.filter((each) => each.action === action && !each.allowed);
}

/** A queue that the services may send to, as far as its own policy goes. */
async function openQueue(name: string, KmsMasterKeyId: string): Promise<string> {
  const url = await story.queue(name, { KmsMasterKeyId });
  await story.allow(url, { Service: ['s3.amazonaws.com', 'sns.amazonaws.com'] }, 'sqs:SendMessage');
  return url;
}

describe('a queue under a KMS key', () => {
  test('asks KMS for a data key as the sender, proves it, and opens it for the receiver, with the queue in the context', async () => {
    const { arn } = await key();
    const url = await story.queue('sealed', { KmsMasterKeyId: arn });
    const { count } = await kmsCalls(0);
    await story.send(url, 'secret');
    expect(await story.receive(url)).toMatchObject([{ Body: 'secret' }]);
    const { calls } = await kmsCalls(count);
    expect(calls.map(({ eventName }) => eventName)).toEqual(['GenerateDataKey', 'Decrypt']);
    const encryptionContext = { 'aws:sqs:arn': `arn:aws:sqs:us-east-1:${ACCOUNT}:sealed` };
    for (const { requestParameters, userIdentity } of calls) {
      expect(requestParameters).toMatchObject({ encryptionContext });
      expect(userIdentity).toMatchObject({ invokedBy: 'sqs.amazonaws.com' });
    }
  });

  test('asks again after KmsDataKeyReusePeriodSeconds, and until then reads what it may read', async () => {
    const { arn, disable } = await key();
    const url = await story.queue('reused', {
      KmsMasterKeyId: arn,
      KmsDataKeyReusePeriodSeconds: '60',
      VisibilityTimeout: '0',
    });
    await story.send(url, 'secret');
    await disable();
    await story.send(url, 'a second one');
    expect(await story.receive(url, { MaxNumberOfMessages: 10 })).toHaveLength(2);
    story.server.clock.advance(60_000);
    await expect(story.receive(url)).rejects.toMatchObject({
      name: 'KmsDisabled',
      message: expect.stringContaining(
        'is disabled. (Service: AWSKMS; Status Code: 400; Error Code: DisabledException;',
      ),
    });
    await expect(story.send(url, 'a third one')).rejects.toMatchObject({ name: 'KmsDisabled' });
  });

  test('takes nothing for a receiver whom the key does not admit any more', async () => {
    const other = '111122223333';
    const sender = { Principal: { AWS: `arn:aws:iam::${other}:root` }, Action: KEY_USE };
    const { arn, admit } = await key(sender);
    const url = await story.queue('withheld', { KmsMasterKeyId: arn });
    await story.allow(url, { AWS: other }, 'sqs:*');
    const stranger = story.server.sqs({ account: other });
    await stranger.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'mine' }));
    await admit();
    await expect(
      stranger.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: 'x' }] })),
    ).resolves.toMatchObject({ Successful: [{ Id: 'a' }] });
    story.server.clock.advance(300_000);
    await expect(
      stranger.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'mine' })),
    ).rejects.toMatchObject({ name: 'KmsAccessDenied' });
    await expect(stranger.send(new ReceiveMessageCommand({ QueueUrl: url }))).rejects.toMatchObject({
      name: 'KmsAccessDenied',
    });
    const [first] = await story.receive(url, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(first).toMatchObject({ Body: 'mine', Attributes: { ApproximateReceiveCount: '1' } });
  });

  test('keeps its messages sealed when encryption is turned off, and as they were in a dead-letter queue', async () => {
    const { arn, disable } = await key();
    const dead = await story.queue('sealed-dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: await story.arn(dead), maxReceiveCount: 1 });
    const url = await story.queue('sealed-source', {
      KmsMasterKeyId: arn,
      RedrivePolicy,
      VisibilityTimeout: '0',
      KmsDataKeyReusePeriodSeconds: '60',
    });
    await story.send(url, 'secret');
    const Attributes = { KmsMasterKeyId: '' };
    await story.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
    expect(await story.receive(url)).toMatchObject([{ Body: 'secret' }]);
    expect(await story.receive(url)).toEqual([]);
    expect(await story.receive(dead, { VisibilityTimeout: 0 })).toMatchObject([{ Body: 'secret' }]);
    await disable();
    story.server.clock.advance(300_000);
    await expect(story.receive(dead)).rejects.toMatchObject({ name: 'KmsDisabled' });
  });

  test('works under alias/aws/sqs for its own account, and says when there is no such key', async () => {
    const url = await story.queue('managed', { KmsMasterKeyId: 'alias/aws/sqs' });
    await story.send(url, 'secret');
    expect(await story.receive(url)).toMatchObject([{ Body: 'secret' }]);
    const nowhere = await story.queue('unkeyed', { KmsMasterKeyId: 'alias/nowhere' });
    await expect(story.send(nowhere, 'x')).rejects.toMatchObject({ name: 'KmsNotFound' });
  });
});

describe('S3 events to a queue under a KMS key', () => {
  const admitted = (Condition?: object): Statement => ({
    Principal: { Service: 's3.amazonaws.com' },
    Action: KEY_USE,
    ...(Condition && { Condition }),
  });

  async function bucketFor(Bucket: string, url: string, SkipDestinationValidation = false) {
    const s3 = story.server.s3();
    await s3.send(new CreateBucketCommand({ Bucket }));
    const QueueArn = await story.arn(url);
    const configure = () =>
      s3.send(
        new PutBucketNotificationConfigurationCommand({
          Bucket,
          SkipDestinationValidation,
          NotificationConfiguration: {
            QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }],
          },
        }),
      );
    const put = async (Key: string) => {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
      await story.server.idle();
    };
    return { configure, put };
  }
  const keysHeard = async (url: string) =>
    (await story.receive(url, { MaxNumberOfMessages: 10 })).flatMap(({ Body = '{}' }) =>
      (JSON.parse(Body).Records ?? []).map(
        (record: { s3: { object: { key: string } } }) => record.s3.object.key,
      ),
    );

  test('arrive where the key admits s3.amazonaws.com for the bucket', async () => {
    const { arn } = await key(admitted({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::told' } }));
    const url = await openQueue('told', arn);
    const { configure, put } = await bucketFor('told', url);
    await configure();
    await put('a');
    expect(await keysHeard(url)).toEqual(['a']);
  });

  test('are refused at configuration where the key does not admit S3', async () => {
    const { arn } = await key();
    const url = await openQueue('untold', arn);
    const { configure } = await bucketFor('untold', url);
    await expect(configure()).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'Unable to validate the following destination configurations',
    });
    const managed = await openQueue('untold-managed', 'alias/aws/sqs');
    await story.send(managed, 'so that the key is there');
    const { configure: again } = await bucketFor('untold-managed', managed);
    await expect(again()).rejects.toMatchObject({ name: 'InvalidArgument' });
  });

  test('are not delivered where the key does not admit S3, and the decisions say why', async () => {
    const { arn } = await key(admitted({ StringEquals: { 'aws:SourceAccount': '111122223333' } }));
    const url = await openQueue('lost', arn);
    const { configure, put } = await bucketFor('lost', url, true);
    await configure();
    await put('a');
    expect(await keysHeard(url)).toEqual([]);
    const [refusal] = await refusals('kms:GenerateDataKey');
    expect(refusal).toMatchObject({
      principal: 's3.amazonaws.com',
      viaService: 'sqs.us-east-1.amazonaws.com',
      resource: arn,
    });
    expect(JSON.stringify(refusal?.statements)).toContain('aws:SourceAccount');
    expect(JSON.stringify(refusal?.statements)).toContain(ACCOUNT);
  });
});

test('SNS delivers to a queue under a KMS key only where the key admits sns.amazonaws.com', async () => {
  const { arn, admit } = await key();
  const url = await openQueue('fanout', arn);
  const sns = story.server.sns();
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'fanout' }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: await story.arn(url) }));
  const publish = async (Message: string) => {
    await sns.send(new PublishCommand({ TopicArn, Message }));
    await story.server.idle();
  };
  await publish('lost');
  expect((await refusals('kms:GenerateDataKey'))[0]).toMatchObject({
    principal: 'sns.amazonaws.com',
    resource: arn,
  });
  const Condition = { ArnEquals: { 'aws:SourceArn': TopicArn } };
  await admit({ Principal: { Service: 'sns.amazonaws.com' }, Action: KEY_USE, Condition });
  await publish('heard');
  const heard = await story.receive(url, { MaxNumberOfMessages: 10 });
  expect(heard.map(({ Body = '{}' }) => JSON.parse(Body).Message)).toEqual(['heard']);
});
