// SSE-KMS of a topic: who publishes needs the key (developer guide, "Managing Amazon SNS encryption keys").
import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { PublishBatchCommand, PublishCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { snsStory } from './story.ts';

const story = snsStory();

const policyOf = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
      ...statements,
    ],
  });
const serviceMay = (Service: string, SourceArn: string) => ({
  Effect: 'Allow',
  Principal: { Service },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
  Condition: { ArnLike: { 'aws:SourceArn': SourceArn } },
});
async function key(...statements: object[]): Promise<string> {
  const answer = await story.server.kms().send(new CreateKeyCommand({ Policy: policyOf(...statements) }));
  return answer.KeyMetadata?.Arn ?? '';
}
async function json(path: string) {
  return (await fetch(`${story.server.url}${path}`)).json() as Promise<never>;
}

test('publishing asks KMS once in five minutes, with the topic in the context', async () => {
  const topic = await story.topic('sealed', { KmsMasterKeyId: await key() });
  const queue = await story.queue('sealed', topic);
  await story.subscribe(topic, queue.arn);
  await story.publish(topic, 'one');
  await story.publish(topic, 'two');
  expect((await story.heard(queue.url)).sort()).toEqual(['one', 'two']);
  const asked = async () => {
    const { events } = (await json('/_waxseal/events')) as {
      events: { eventName: string; requestParameters?: { encryptionContext?: object } }[];
    };
    return events.filter(({ requestParameters: parameters }) =>
      JSON.stringify(parameters?.encryptionContext ?? {}).includes(topic),
    );
  };
  const calls = await asked();
  expect(calls.map(({ eventName }) => eventName)).toEqual(['GenerateDataKey', 'Decrypt']);
  expect(calls[0]?.requestParameters?.encryptionContext).toEqual({ 'aws:sns:topicArn': topic });
  story.server.clock.advance(300_000);
  await story.publish(topic, 'three');
  expect(await asked()).toHaveLength(4);
});

test('a publisher whom the key does not admit is refused, and nothing is sent', async () => {
  const other = '111122223333';
  const topic = await story.topic('strict', { KmsMasterKeyId: await key() });
  const queue = await story.queue('strict', topic);
  await story.subscribe(topic, queue.arn);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: other }, Action: 'sns:Publish', Resource: topic }],
  });
  await story.sns.send(
    new SetTopicAttributesCommand({ TopicArn: topic, AttributeName: 'Policy', AttributeValue: Policy }),
  );
  const stranger = story.server.sns({ account: other });
  const refused = {
    name: 'KMSAccessDeniedException',
    message: expect.stringContaining(
      '(Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException;',
    ),
  };
  await expect(stranger.send(new PublishCommand({ TopicArn: topic, Message: 'x' }))).rejects.toMatchObject(
    refused,
  );
  const PublishBatchRequestEntries = [{ Id: 'a', Message: 'x' }];
  await expect(
    stranger.send(new PublishBatchCommand({ TopicArn: topic, PublishBatchRequestEntries })),
  ).rejects.toMatchObject(refused);
  await story.server.idle();
  expect(await story.heard(queue.url)).toEqual([]);
});

test('an unknown key is told', async () => {
  const topic = await story.topic('unkeyed', { KmsMasterKeyId: 'alias/nowhere' });
  await expect(story.publish(topic, 'x')).rejects.toMatchObject({ name: 'KMSNotFoundException' });
});

test('S3 publishes to an encrypted topic only where the key admits s3.amazonaws.com', async () => {
  const s3 = story.server.s3();
  const Bucket = 'sealed-events';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const arn = await key();
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' },
    ],
  });
  const topic = await story.topic('sealed-events', { KmsMasterKeyId: arn, Policy });
  const queue = await story.queue('sealed-events', topic);
  await story.subscribe(topic, queue.arn);
  const configure = () =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          TopicConfigurations: [{ TopicArn: topic, Events: ['s3:ObjectCreated:*'] }],
        },
      }),
    );
  await expect(configure()).rejects.toMatchObject({ name: 'InvalidArgument' });
  const [latest] = (await json('/_waxseal/decisions')) as {
    action: string;
    allowed: boolean;
    viaService: string;
  }[];
  expect(latest).toMatchObject({
    action: 'kms:GenerateDataKey',
    allowed: false,
    principal: 's3.amazonaws.com',
    viaService: 'sns.us-east-1.amazonaws.com',
  });
  const admitting = policyOf(serviceMay('s3.amazonaws.com', `arn:aws:s3:::${Bucket}`));
  await story.server.kms().send(new PutKeyPolicyCommand({ KeyId: arn, Policy: admitting }));
  await configure();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  await story.server.idle();
  expect(await story.heard(queue.url)).toContainEqual(expect.stringContaining('"key":"a"'));
});
