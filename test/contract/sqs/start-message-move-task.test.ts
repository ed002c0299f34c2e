import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { ACCOUNT, startTestServer } from '../../support/server.ts';
import { createUser } from '../../support/users.ts';
import { invalid, moveTasks, notFound } from './move-task-support.ts';
import { sqsStory } from './story.ts';

const story = sqsStory();
const tasks = moveTasks(story);

test('messages go back to the queue they came from, as new ones', async () => {
  const { url, dead, deadArn } = await tasks.buried('back', 'a', 'b');
  const handle = await tasks.start(deadArn);
  expect(JSON.parse(Buffer.from(handle, 'base64').toString())).toMatchObject({ sourceArn: deadArn });
  const received = await story.receive(url, {
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['ApproximateReceiveCount', 'DeadLetterQueueSourceArn'],
  });
  expect(received.map(({ Body, Attributes }) => [Body, Attributes])).toEqual([
    ['a', { ApproximateReceiveCount: '1' }],
    ['b', { ApproximateReceiveCount: '1' }],
  ]);
  expect(await tasks.bodies(dead)).toEqual([]);
});

test('or to another queue', async () => {
  const { url, deadArn } = await tasks.buried('elsewhere', 'a');
  const other = await story.queue('elsewhere-other');
  await tasks.start(deadArn, { DestinationArn: await story.arn(other) });
  expect(await tasks.bodies(other)).toEqual(['a']);
  expect(await tasks.bodies(url)).toEqual([]);
});

test('so many a second, on the clock', async () => {
  const { url, deadArn } = await tasks.buried('slow', 'a', 'b', 'c');
  await tasks.start(deadArn, { MaxNumberOfMessagesPerSecond: 1 });
  const arrived = async () => (await story.attributes(url)).ApproximateNumberOfMessages;
  expect(await arrived()).toBe('1');
  await tasks.after(1);
  expect(await arrived()).toBe('2');
  await tasks.after(1);
  expect(await arrived()).toBe('3');
});

test('one task a queue at a time', async () => {
  const { deadArn } = await tasks.buried('once', 'a', 'b');
  await tasks.start(deadArn, { MaxNumberOfMessagesPerSecond: 1 });
  await expect(tasks.start(deadArn)).rejects.toMatchObject(
    invalid(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    ),
  );
  await tasks.after(3);
  await tasks.start(deadArn);
});

test('a task whose queue goes, or that cannot tell where a message came from, fails', async () => {
  const { deadArn, dead } = await tasks.buried('gone', 'a', 'b');
  const other = await story.queue('gone-other');
  const DestinationArn = await story.arn(other);
  await tasks.start(deadArn, { DestinationArn, MaxNumberOfMessagesPerSecond: 1 });
  await story.sqs.send(new DeleteQueueCommand({ QueueUrl: other }));
  await tasks.after(1);
  const [failed] = await tasks.list(deadArn);
  expect(failed).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    ApproximateNumberOfMessagesMoved: 1,
  });
  expect(failed).not.toHaveProperty('TaskHandle');
  await story.send(dead, 'by hand');
  await tasks.start(deadArn);
  expect((await tasks.list(deadArn))[0]).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'CouldNotDetermineMessageSource',
    ApproximateNumberOfMessagesMoved: 1,
  });
});

test('is refused for a queue that is no dead-letter queue, and for queues that are not there', async () => {
  const arn = await story.arn(await story.queue('plain'));
  await expect(tasks.start(arn)).rejects.toMatchObject(
    invalid('Source queue must be configured as a Dead Letter Queue.'),
  );
  const nowhere = `arn:aws:sqs:us-east-1:${ACCOUNT}:nowhere`;
  await expect(tasks.start(nowhere)).rejects.toMatchObject(
    notFound("The resource that you specified for the SourceArn parameter doesn't exist."),
  );
  const { deadArn } = await tasks.buried('refused', 'a');
  await expect(tasks.start(deadArn, { DestinationArn: nowhere })).rejects.toMatchObject(
    notFound("The resource that you specified for the DestinationArn parameter doesn't exist."),
  );
  await expect(tasks.start(deadArn, { MaxNumberOfMessagesPerSecond: 501 })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('needs leave on the dead-letter queue and on where the messages go', async () => {
  const { url, dead, deadArn } = await tasks.buried('foreign', 'a');
  const { arn, keys } = await createUser(story.server, 'mover');
  const mover = story.server.sqs(keys);
  const start = () => mover.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }));
  await expect(start()).rejects.toMatchObject({ name: 'AccessDenied' });
  await story.allow(dead, { AWS: arn }, 'sqs:*');
  await expect(start()).rejects.toMatchObject({
    message: expect.stringContaining('sqs:sendmessage'),
  });
  await story.allow(url, { AWS: arn }, 'sqs:SendMessage');
  await start();
  await story.server.idle();
  expect(await tasks.bodies(url)).toEqual(['a']);
});

test('a task goes on after a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-move-'));
  const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;
  {
    await using server = await startTestServer({ dataDir });
    const sqs = server.sqs();
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 });
    const { QueueUrl: dead } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await sqs.send(new CreateQueueCommand({ QueueName: 'source', Attributes: { RedrivePolicy } }));
    await sqs.send(new CreateQueueCommand({ QueueName: 'target' }));
    for (const MessageBody of ['a', 'b'])
      await sqs.send(new SendMessageCommand({ QueueUrl: dead, MessageBody }));
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arnOf('dead'),
        DestinationArn: arnOf('target'),
        MaxNumberOfMessagesPerSecond: 1,
      }),
    );
    await server.idle();
  }
  await using server = await startTestServer({ dataDir });
  await server.idle();
  const sqs = server.sqs();
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: 'target', AttributeNames: ['All'] }),
  );
  expect(Attributes?.ApproximateNumberOfMessages).toBe('2');
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: 'target', MaxNumberOfMessages: 10 }),
  );
  expect(Messages.map(({ Body }) => Body)).toEqual(['a', 'b']);
  await rm(dataDir, { recursive: true });
});
