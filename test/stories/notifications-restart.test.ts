// What is owed survives the process: a delivery that waits for its endpoint, a message that waits in its queue; and
// nothing of what they say lies readable on the disk.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { fetch } from 'undici';
import { expect, test } from 'vitest';
import { listenHttp } from '../support/http-endpoint.ts';
import { startTestServer } from '../support/server.ts';

const SECRET = 'What-the-mail-says';

async function diskHolds(folder: string, text: string): Promise<boolean> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const contents = await Promise.all(files.map((file) => readFile(file)));
  return contents.some((bytes) => bytes.includes(text));
}

test('a delivery and a message outlive the process, sealed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-notifications-'));
  const endpoint = await listenHttp();
  const first = await startTestServer({ dataDir });
  const { TopicArn } = await first.sns().send(new CreateTopicCommand({ Name: 'mail' }));
  const subscribe = new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: endpoint.url });
  await first.sns().send(subscribe);
  await first.idle();
  await fetch(JSON.parse(endpoint.posted[0]?.body ?? '{}').SubscribeURL);
  const { QueueUrl } = await first.sqs().send(new CreateQueueCommand({ QueueName: 'mail' }));
  await first.sqs().send(new SendMessageCommand({ QueueUrl, MessageBody: SECRET }));

  endpoint.answer(503);
  await first.sns().send(new PublishCommand({ TopicArn, Message: SECRET, Subject: SECRET }));
  await first.idle();
  expect(endpoint.posted).toHaveLength(2);
  expect(await diskHolds(dataDir, SECRET)).toBe(false);
  await first.close();
  expect(await diskHolds(dataDir, SECRET)).toBe(false);

  endpoint.answer(200);
  const second = await startTestServer({ dataDir });
  second.clock.advance(20_000);
  await second.idle();
  expect(endpoint.posted).toHaveLength(3);
  expect(JSON.parse(endpoint.posted[2]?.body ?? '{}').Message).toBe(SECRET);
  const { Messages } = await second.sqs().send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.[0]?.Body).toBe(SECRET);
  await second.close();
  await endpoint.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('a server closes at once under a long poll, and a reset empties everything', async () => {
  const server = await startTestServer();
  const sqs = server.sqs();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }));
  await server.sns().send(new CreateTopicCommand({ Name: 'mail' }));
  const poll = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
  const answered = poll.then(
    ({ Messages }) => Messages,
    () => undefined,
  );
  await server.reset();
  expect(await answered).toBeUndefined();
  await expect(sqs.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });

  const again = await sqs.send(new CreateQueueCommand({ QueueName: 'mail' }));
  const last = sqs
    .send(new ReceiveMessageCommand({ QueueUrl: again.QueueUrl, WaitTimeSeconds: 20 }))
    .catch(() => undefined);
  await server.close();
  await last;
});
