import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, noTopic, snsStory } from './story.ts';

const story = snsStory();
const read = async (TopicArn: string, client = story.sns) =>
  (await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

test('a FIFO topic shows what AWS was recorded to show', async () => {
  const TopicArn = await story.topic('one.fifo', {
    FifoTopic: 'true',
    DisplayName: 'TestTopic',
    SignatureVersion: '2',
  });
  const { Policy = '', EffectiveDeliveryPolicy = '', ...rest } = await read(TopicArn);
  expect(rest).toEqual({
    ContentBasedDeduplication: 'false',
    DisplayName: 'TestTopic',
    FifoTopic: 'true',
    Owner: '000000000000',
    SignatureVersion: '2',
    SubscriptionsConfirmed: '0',
    SubscriptionsDeleted: '0',
    SubscriptionsPending: '0',
    TopicArn,
  });
  expect(JSON.parse(Policy)).toMatchObject({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Principal: { AWS: '*' },
        Resource: TopicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': '000000000000' } },
      },
    ],
  });
  expect(JSON.parse(EffectiveDeliveryPolicy).http.defaultHealthyRetryPolicy).toMatchObject({
    minDelayTarget: 20,
    numRetries: 3,
    backoffFunction: 'linear',
  });
});

test('another account is not let in by the default policy', async () => {
  const stranger = story.server.sns({ account: '222222222222' });
  await expect(read(await story.topic('mine'), stranger)).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
    message: expect.stringContaining('is not authorized to perform: SNS:GetTopicAttributes on resource'),
  });
});

test('an unknown topic and what is no ARN are refused', async () => {
  await expect(read(NOWHERE)).rejects.toMatchObject(noTopic);
  await expect(read('x')).rejects.toMatchObject(
    invalid('TopicArn Reason: An ARN must have at least 6 elements, not 1'),
  );
});
