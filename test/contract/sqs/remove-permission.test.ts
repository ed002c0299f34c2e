import { AddPermissionCommand, RemovePermissionCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const remove = (QueueUrl: string, Label: string) =>
  story.sqs.send(new RemovePermissionCommand({ QueueUrl, Label }));

test('with its last statement the policy goes', async () => {
  const QueueUrl = await story.queue('one');
  const input = { QueueUrl, Label: 'theirs', AWSAccountIds: ['222222222222'], Actions: ['SendMessage'] };
  await story.sqs.send(new AddPermissionCommand(input));
  await remove(QueueUrl, 'theirs');
  expect(await story.attributes(QueueUrl)).not.toHaveProperty('Policy');
});

test('an unknown label and an unknown queue are refused', async () => {
  await expect(remove(await story.queue('one'), 'never')).rejects.toMatchObject({
    message: "Value never for parameter Label is invalid. Reason: can't find label.",
  });
  await expect(remove(NOWHERE, 'never')).rejects.toMatchObject(unknownQueue);
});
