import { expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { moveTasks, notFound } from './move-task-support.ts';
import { sqsStory } from './story.ts';

const story = sqsStory();
const tasks = moveTasks(story);

test('a task that has ended, as recorded', async () => {
  const { arn, deadArn } = await tasks.buried('ended', 'a', 'b');
  await tasks.start(deadArn, { DestinationArn: arn });
  expect(await tasks.list(deadArn)).toEqual([
    {
      Status: 'COMPLETED',
      SourceArn: deadArn,
      DestinationArn: arn,
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
      StartedTimestamp: expect.any(Number),
    },
  ]);
});

test('a task that runs shows its handle and its rate; the latest comes first, one unless asked for more', async () => {
  const { deadArn } = await tasks.buried('running', 'a', 'b', 'c');
  const first = await tasks.start(deadArn, { MaxNumberOfMessagesPerSecond: 1 });
  const [running] = await tasks.list(deadArn);
  expect(running).toMatchObject({
    Status: 'RUNNING',
    TaskHandle: first,
    MaxNumberOfMessagesPerSecond: 1,
    ApproximateNumberOfMessagesMoved: 1,
    ApproximateNumberOfMessagesToMove: 3,
  });
  expect(running).not.toHaveProperty('DestinationArn');
  await tasks.after(5);
  const second = await tasks.start(deadArn);
  expect(second).not.toBe(first);
  expect(await tasks.list(deadArn)).toHaveLength(1);
  const all = await tasks.list(deadArn, 10);
  expect(all.map(({ ApproximateNumberOfMessagesToMove }) => ApproximateNumberOfMessagesToMove)).toEqual([
    0, 3,
  ]);
});

test('refuses an unknown queue and more than ten', async () => {
  await expect(tasks.list(`arn:aws:sqs:us-east-1:${ACCOUNT}:nowhere`)).rejects.toMatchObject(
    notFound("The resource that you specified for the SourceArn parameter doesn't exist."),
  );
  const { deadArn } = await tasks.buried('many', 'a');
  await expect(tasks.list(deadArn, 11)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});
