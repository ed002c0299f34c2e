import { ListQueueTagsCommand, TagQueueCommand, UntagQueueCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();
const untag = (QueueUrl: string, ...TagKeys: string[]) =>
  story.sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys }));

test('the named tags go, unknown names are no error', async () => {
  const QueueUrl = await story.queue('one');
  await story.sqs.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2' } }));
  await untag(QueueUrl, 'a', 'never');
  const { Tags } = await story.sqs.send(new ListQueueTagsCommand({ QueueUrl }));
  expect(Tags).toEqual({ b: '2' });
});

test('no keys at all are refused', async () => {
  await expect(untag(await story.queue('none'))).rejects.toMatchObject({
    message: 'Tag keys must be between 1 and 128 characters in length.',
  });
});

test('an unknown queue is QueueDoesNotExist', async () => {
  await expect(untag(NOWHERE, 'a')).rejects.toMatchObject(unknownQueue);
});
