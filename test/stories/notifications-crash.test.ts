// What a kill -9 leaves of notifications: every answered Publish reaches its queue, at least once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startProcess } from '../support/process.ts';

const WRITERS = 8;
const ENOUGH = 60;
const ARN = 'arn:aws:sqs:us-east-1:000000000000:mail';

const clients = (endpoint: string) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const settings = { endpoint, region: 'us-east-1', maxAttempts: 1, credentials };
  return { sns: new SNSClient(settings), sqs: new SQSClient(settings) };
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** All that the queue holds, waiting for what is still on its way until `wanted` is there. */
async function drain(sqs: SQSClient, QueueUrl: string | undefined, wanted: ReadonlySet<string>) {
  const bodies = new Set<string>();
  for (;;) {
    const missing = [...wanted].some((body) => !bodies.has(body));
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: missing ? 5 : 0 }),
    );
    if (Messages.length === 0) return bodies;
    for (const { Body = '' } of Messages) bodies.add(Body);
    const Entries = Messages.map(({ ReceiptHandle = '' }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}

it('every answered Publish arrives after a kill -9', async () => {
  const first = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  const { sns, sqs } = clients(first.url);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'mail' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }));
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: ARN,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: ARN, Attributes }));

  const answered = new Set<string>();
  const ended = new Promise<void>((resolve) => first.child.once('exit', () => resolve()));
  const write = async (writer: number) => {
    for (let index = 0; ; index += 1) {
      const Message = `${writer}-${index}`;
      await sns.send(new PublishCommand({ TopicArn, Message }));
      answered.add(Message);
      if (answered.size === ENOUGH) first.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer).catch(() => undefined)));
  await ended;

  const second = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  try {
    const received = await drain(clients(second.url).sqs, QueueUrl, answered);
    expect([...answered].filter((message) => !received.has(message))).toEqual([]);
    expect(answered.size).toBeGreaterThanOrEqual(ENOUGH);
  } finally {
    second.child.kill('SIGKILL');
  }
});
