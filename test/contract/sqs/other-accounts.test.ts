// What a queue's policy can let another account do, and what it cannot.
import {
  AddPermissionCommand,
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ListQueueTagsCommand,
  RemovePermissionCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { sqsStory } from './story.ts';

const story = sqsStory();
const OTHER = '222222222222';
const stranger = () => story.server.sqs({ account: OTHER });

async function openQueue(name: string) {
  const QueueUrl = await story.queue(name);
  await story.allow(QueueUrl, { AWS: OTHER }, 'sqs:*');
  return QueueUrl;
}

test('messages and attributes are open to an account that the policy lets in', async () => {
  const QueueUrl = await openQueue('open');
  await stranger().send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const { Attributes } = await stranger().send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '1' });
});

const settings = (QueueUrl: string) =>
  [
    [
      'AddPermission',
      new AddPermissionCommand({ QueueUrl, Label: 'l', AWSAccountIds: [OTHER], Actions: ['*'] }),
    ],
    ['RemovePermission', new RemovePermissionCommand({ QueueUrl, Label: 'l' })],
    ['SetQueueAttributes', new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '1' } })],
    ['TagQueue', new TagQueueCommand({ QueueUrl, Tags: { a: 'b' } })],
    ['UntagQueue', new UntagQueueCommand({ QueueUrl, TagKeys: ['a'] })],
    ['ListQueueTags', new ListQueueTagsCommand({ QueueUrl })],
    ['DeleteQueue', new DeleteQueueCommand({ QueueUrl })],
  ] as const;

test('the queue itself is its own account’s, whatever the policy says', async () => {
  const QueueUrl = await openQueue('closed');
  for (const [name, command] of settings(QueueUrl)) {
    await expect(stranger().send(command as TagQueueCommand), name).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`sqs:${name.toLowerCase()}`),
    });
  }
  for (const [, command] of settings(QueueUrl)) await story.sqs.send(command as TagQueueCommand);
});

test('so are the tasks that move its messages', async () => {
  const SourceArn = await story.arn(await openQueue('moved'));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
  await story.queue('source', { RedrivePolicy });
  await expect(stranger().send(new ListMessageMoveTasksCommand({ SourceArn }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await expect(stranger().send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  const TaskHandle = Buffer.from(
    JSON.stringify({ taskId: crypto.randomUUID(), sourceArn: SourceArn }),
  ).toString('base64');
  await expect(stranger().send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});
