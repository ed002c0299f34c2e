import { AddPermissionCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const add = (QueueUrl: string, Label: string, Actions = ['SendMessage'], AWSAccountIds = ['222222222222']) =>
  story.sqs.send(new AddPermissionCommand({ QueueUrl, Label, Actions, AWSAccountIds }));

test('a statement is added in the form recorded on AWS, and lets the account in', async () => {
  const QueueUrl = await story.queue('one');
  await add(QueueUrl, 'theirs');
  const arn = await story.arn(QueueUrl);
  const { Policy = '' } = await story.attributes(QueueUrl);
  expect(JSON.parse(Policy)).toEqual({
    Version: '2008-10-17',
    Id: `${arn}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'theirs',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::222222222222:root' },
        Action: 'SQS:SendMessage',
        Resource: arn,
      },
    ],
  });
  const stranger = story.server.sqs({ account: '222222222222' });
  await stranger.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
});

test('a label twice, an odd action and an unknown queue are refused', async () => {
  const url = await story.queue('two');
  await add(url, 'label');
  await expect(add(url, 'label')).rejects.toMatchObject({
    message: 'Value label for parameter Label is invalid. Reason: Already exists.',
  });
  await expect(add(url, 'other', ['Dance'])).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(add(url, 'other', ['RemovePermission'])).rejects.toMatchObject({
    message:
      'Value SQS:RemovePermission for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.',
  });
  await expect(add(NOWHERE, 'label')).rejects.toMatchObject(unknownQueue);
});
