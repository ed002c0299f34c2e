import { AddPermissionCommand, GetTopicAttributesCommand, PublishCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, NOWHERE, noTopic, snsStory } from './story.ts';

const story = snsStory();
const add = (TopicArn: string, Label: string, ...ActionName: string[]) =>
  story.sns.send(new AddPermissionCommand({ TopicArn, Label, ActionName, AWSAccountId: ['222222222222'] }));

test('a statement is added in the form recorded on AWS, and lets the account in', async () => {
  const TopicArn = await story.topic('one');
  const stranger = story.server.sns({ account: '222222222222' });
  const publish = new PublishCommand({ TopicArn, Message: 'x' });
  await expect(stranger.send(publish)).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
  await add(TopicArn, 'test', 'Publish');
  await stranger.send(publish);
  const { Attributes } = await story.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(JSON.parse(Attributes?.Policy ?? '{}').Statement[1]).toEqual({
    Action: 'SNS:Publish',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::222222222222:root' },
    Resource: TopicArn,
    Sid: 'test',
  });
});

test('a label twice, an odd action and an unknown topic are refused', async () => {
  const topic = await story.topic('strict');
  await add(topic, 'label', 'Publish');
  await expect(add(topic, 'label', 'Publish')).rejects.toMatchObject(invalid('Statement already exists'));
  await expect(add(topic, 'other', 'Dance')).rejects.toMatchObject(
    invalid('Policy statement action out of service scope!'),
  );
  await expect(add(NOWHERE, 'label', 'Publish')).rejects.toMatchObject(noTopic);
});
