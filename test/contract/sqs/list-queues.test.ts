import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { refusal, sqsStory } from './story.ts';

const story = sqsStory();

test('queues are listed by prefix, in pages where MaxResults asks for them', async () => {
  const { QueueUrls: none } = await story.sqs.send(new ListQueuesCommand({}));
  expect(none).toBeUndefined();
  const urls: string[] = [];
  for (const name of ['a-1', 'a-2', 'a-3']) urls.push(await story.queue(name));
  await story.queue('b-1');
  const list = (more: object) => story.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'a-', ...more }));
  expect((await list({})).QueueUrls).toEqual(urls);
  const first = await list({ MaxResults: 2 });
  expect(first.QueueUrls).toEqual(urls.slice(0, 2));
  const rest = await list({ MaxResults: 2, NextToken: first.NextToken });
  expect(rest.QueueUrls).toEqual(urls.slice(2));
  expect(rest.NextToken).toBeUndefined();
});

test('MaxResults has bounds', async () => {
  await expect(story.sqs.send(new ListQueuesCommand({ MaxResults: 1001 }))).rejects.toMatchObject(
    refusal('InvalidParameterValue'),
  );
});
