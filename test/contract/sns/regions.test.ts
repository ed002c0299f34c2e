// A topic is reached in its own Region only, its subscribers wherever they are (recorded).
import {
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  PublishBatchCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { invalid, snsStory } from './story.ts';

const story = snsStory();

test('from another Region every operation refuses the ARN', async () => {
  const TopicArn = await story.topic('here');
  const abroad = story.server.sns({ region: 'eu-west-1' });
  const refused = invalid('TopicArn');
  await expect(abroad.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject(refused);
  await expect(abroad.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject(refused);
  const PublishBatchRequestEntries = [{ Id: 'a', Message: 'x' }];
  await expect(
    abroad.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })),
  ).rejects.toMatchObject(refused);
  const naming = { AttributeName: 'DisplayName', AttributeValue: 'x' };
  await expect(abroad.send(new SetTopicAttributesCommand({ TopicArn, ...naming }))).rejects.toMatchObject(
    refused,
  );
  const Endpoint = `arn:aws:sqs:us-east-1:${ACCOUNT}:q`;
  await expect(
    abroad.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint })),
  ).rejects.toMatchObject(refused);
  await expect(abroad.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).rejects.toMatchObject(refused);
  await expect(abroad.send(new DeleteTopicCommand({ TopicArn }))).rejects.toMatchObject(refused);
});

test('a queue of another Region hears', async () => {
  const topic = await story.topic('far');
  const abroad = story.server.sqs({ region: 'eu-west-1' });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
      },
    ],
  });
  const { QueueUrl } = await abroad.send(
    new CreateQueueCommand({ QueueName: 'far', Attributes: { Policy } }),
  );
  await story.subscribe(topic, `arn:aws:sqs:eu-west-1:${ACCOUNT}:far`);
  await story.publish(topic, 'hello');
  const { Messages = [] } = await abroad.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages.map(({ Body = '{}' }) => JSON.parse(Body).Message)).toEqual(['hello']);
});
