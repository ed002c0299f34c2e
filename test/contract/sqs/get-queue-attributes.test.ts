import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { NOWHERE, sqsStory, unknownQueue } from './story.ts';

const story = sqsStory();

test('counts tell what is there, in flight and delayed', async () => {
  const url = await story.queue('one');
  await story.send(url, 'a', 'b');
  await story.receive(url);
  expect(await story.attributes(url)).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '0',
    CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
  });
});

test('only what was asked for is told, nothing where nothing was', async () => {
  const QueueUrl = await story.queue('one');
  expect(await story.attributes(QueueUrl, ['VisibilityTimeout'])).toEqual({ VisibilityTimeout: '30' });
  expect(await story.sqs.send(new GetQueueAttributesCommand({ QueueUrl }))).not.toHaveProperty('Attributes');
});

test('an unknown attribute and an unknown queue are refused', async () => {
  const odd = story.attributes(await story.queue('one'), ['Odd' as 'All']);
  await expect(odd).rejects.toMatchObject({
    name: 'InvalidAttributeName',
    message: 'Unknown Attribute Odd.',
  });
  await expect(story.attributes(NOWHERE)).rejects.toMatchObject(unknownQueue);
});
