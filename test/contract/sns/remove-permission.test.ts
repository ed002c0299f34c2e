import { AddPermissionCommand, PublishCommand, RemovePermissionCommand } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { NOWHERE, noTopic, snsStory } from './story.ts';

const story = snsStory();
const remove = (TopicArn: string, Label: string) =>
  story.sns.send(new RemovePermissionCommand({ TopicArn, Label }));

test('the statement goes and its leave with it; an unknown label is no error', async () => {
  const TopicArn = await story.topic('one');
  const AWSAccountId = ['222222222222'];
  await story.sns.send(
    new AddPermissionCommand({ TopicArn, Label: 'theirs', AWSAccountId, ActionName: ['Publish'] }),
  );
  await remove(TopicArn, 'theirs');
  await remove(TopicArn, 'theirs');
  const stranger = story.server.sns({ account: '222222222222' });
  await expect(stranger.send(new PublishCommand({ TopicArn, Message: 'x' }))).rejects.toMatchObject({
    name: 'AuthorizationErrorException',
  });
});

test('an unknown topic is NotFound', async () => {
  await expect(remove(NOWHERE, 'label')).rejects.toMatchObject(noTopic);
});
