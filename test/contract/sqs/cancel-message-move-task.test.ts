import { expect, test } from 'vitest';
import { ACCOUNT } from '../../support/server.ts';
import { invalid, moveTasks, notFound } from './move-task-support.ts';
import { sqsStory } from './story.ts';

const story = sqsStory();
const tasks = moveTasks(story);
const handle = (taskId: string, sourceArn: string) =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');

test('ends a task; what was moved stays moved', async () => {
  const { url, dead, deadArn } = await tasks.buried('stopped', 'a', 'b', 'c');
  const task = await tasks.start(deadArn, { MaxNumberOfMessagesPerSecond: 1 });
  expect(await tasks.cancel(task)).toMatchObject({ ApproximateNumberOfMessagesMoved: 1 });
  await tasks.after(5);
  expect((await tasks.list(deadArn))[0]).toMatchObject({
    Status: 'CANCELLED',
    ApproximateNumberOfMessagesMoved: 1,
    ApproximateNumberOfMessagesToMove: 3,
  });
  expect(await tasks.bodies(url)).toEqual(['a']);
  expect(await tasks.bodies(dead)).toEqual(['b', 'c']);
  await expect(tasks.cancel(task)).rejects.toMatchObject(notFound('Task does not exist.'));
});

test('refuses handles that are none, as recorded', async () => {
  const { deadArn } = await tasks.buried('odd', 'a');
  await expect(tasks.cancel('foobared')).rejects.toMatchObject(
    invalid('Value for parameter TaskHandle is invalid.'),
  );
  await expect(tasks.cancel(handle('x', `arn:aws:sqs:us-east-1:${ACCOUNT}:nowhere`))).rejects.toMatchObject(
    notFound("The resource that you specified for the SourceArn parameter doesn't exist."),
  );
  await expect(tasks.cancel(handle('x', deadArn))).rejects.toMatchObject(notFound('Task does not exist.'));
});
