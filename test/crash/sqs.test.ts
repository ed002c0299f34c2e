// What a kill -9 leaves of a queue: every answered message, sealed under its key; nothing that an answered delete
// took; a message move task that goes on, no message lost or doubled.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProcess } from '../support/process.ts';

const ROUNDS = 2;
/** Each round starts a process from the sources. */
const TIMEOUT = 120_000;
const SENDERS = 6;
const QUEUES = ['plain', 'sealed'] as const;

const clientOf = (url: string) =>
  new SQSClient({
    endpoint: url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** Takes messages until none is left; those hidden by a former receive have a visibility timeout of none. */
async function bodiesOf(sqs: SQSClient, QueueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-sqs-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe('kill -9', { timeout: TIMEOUT }, () => {
  it('keeps every answered message and gives back none that was deleted', async () => {
    const sent = new Set<string>();
    /** Asked to be deleted: the server may have gone before or after. */
    const leaving = new Set<string>();
    const deleted = new Set<string>();
    let server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const setup = clientOf(server.url);
    await setup.send(new CreateQueueCommand({ QueueName: 'plain', Attributes: { VisibilityTimeout: '0' } }));
    const Attributes = { VisibilityTimeout: '0', KmsMasterKeyId: 'alias/aws/sqs' };
    await setup.send(new CreateQueueCommand({ QueueName: 'sealed', Attributes }));
    setup.destroy();

    for (let round = 0; round < ROUNDS; round += 1) {
      const running = server;
      const sqs = clientOf(running.url);
      const target = sent.size + 60 + round * 11;
      const ended = new Promise<void>((resolve) => running.child.once('exit', () => resolve()));
      const send = async (sender: number) => {
        const QueueUrl = QUEUES[sender % QUEUES.length];
        for (let index = 0; ; index += 1) {
          const body = `${QueueUrl} ${round} ${sender} ${index}`;
          try {
            await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
            sent.add(body);
            if (index % 3 === 0) {
              const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
              for (const { Body = '', ReceiptHandle } of Messages) {
                leaving.add(Body);
                await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
                deleted.add(Body);
              }
            }
          } catch {
            return;
          }
          // In the middle of the others' writes, at no moment that anyone chose.
          if (sent.size >= target) running.child.kill('SIGKILL');
        }
      };
      await Promise.all([ended, ...Array.from({ length: SENDERS }, (_, sender) => send(sender))]);
      sqs.destroy();
      server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    }

    const sqs = clientOf(server.url);
    const left = (await Promise.all(QUEUES.map((name) => bodiesOf(sqs, name)))).flat();
    expect(new Set(left).size).toBe(left.length);
    expect([...sent].filter((body) => !leaving.has(body) && !left.includes(body))).toEqual([]);
    expect(left.filter((body) => deleted.has(body))).toEqual([]);
    expect(deleted.size).toBeGreaterThan(0);
    sqs.destroy();
    await server.stop('SIGTERM');
  });

  it('lets a message move task go on, without losing or doubling a message', async () => {
    const bodies = Array.from({ length: 40 }, (_, index) => `message ${index}`);
    const first = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const sqs = clientOf(first.url);
    await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    await sqs.send(new CreateQueueCommand({ QueueName: 'target' }));
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('dead'), maxReceiveCount: 1 });
    await sqs.send(new CreateQueueCommand({ QueueName: 'source', Attributes: { RedrivePolicy } }));
    for (let index = 0; index < bodies.length; index += 10) {
      const Entries = bodies
        .slice(index, index + 10)
        .map((MessageBody, id) => ({ Id: `${id}`, MessageBody }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: 'dead', Entries }));
    }
    await sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arnOf('dead'),
        DestinationArn: arnOf('target'),
        MaxNumberOfMessagesPerSecond: 7,
      }),
    );
    const ended = new Promise<void>((resolve) => first.child.once('exit', () => resolve()));
    first.child.kill('SIGKILL');
    await ended;
    sqs.destroy();

    const second = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    const after = clientOf(second.url);
    const running = async () => {
      const { Results = [] } = await after.send(
        new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead') }),
      );
      return Results[0]?.Status === 'RUNNING';
    };
    while (await running()) {
      await fetch(`${second.url}/_waxseal/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: 1 }),
      });
    }
    const { Attributes } = await after.send(
      new GetQueueAttributesCommand({ QueueUrl: 'dead', AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes?.ApproximateNumberOfMessages).toBe('0');
    expect(await bodiesOf(after, 'target')).toEqual(bodies);
    after.destroy();
    await second.stop('SIGTERM');
  });
});
