// What a kill -9 leaves of notifications: every answered Publish reaches each queue that listens, and reaches it once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { drain } from '../contract/s3/notification-support.ts';
import { killedWriting } from '../support/killed-writing.ts';
import { settled, startProcess } from '../support/process.ts';

const WRITERS = 8;
const ENOUGH = 60;
/** Each is served by itself, so that the end meets some of them between their message and the note of it. */
const QUEUES = Array.from({ length: 8 }, (_, index) => `mail-${index}`);
const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;

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

async function listen(sns: SNSClient, sqs: SQSClient, TopicArn: string | undefined, QueueName: string) {
  const Endpoint = arnOf(QueueName);
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: Endpoint,
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
}

it('every answered Publish arrives after a kill -9, and no message twice', async () => {
  // Each commit waits for the disk, so the end falls between two of them.
  const first = await startProcess({ WAXSEAL_DATA_DIR: dataDir, WAXSEAL_DURABILITY: 'full' });
  const { sns, sqs } = clients(first.url);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'mail' }));
  for (const name of QUEUES) await listen(sns, sqs, TopicArn, name);

  const load = { writers: WRITERS, enough: ENOUGH };
  const answered = await killedWriting(first, load, async (writer, index) => {
    const Message = `${writer}-${index}`;
    await sns.send(new PublishCommand({ TopicArn, Message }));
    return Message;
  });

  const second = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
  try {
    await settled(second);
    const after = clients(second.url);
    for (const name of QUEUES) {
      const received = await drain(after.sqs, name);
      expect([...answered].filter((message) => !received.includes(message))).toEqual([]);
      expect(received.filter((message, index) => received.indexOf(message) !== index)).toEqual([]);
    }
    expect(answered.size).toBeGreaterThanOrEqual(ENOUGH);
  } finally {
    second.child.kill('SIGKILL');
  }
});
