// Signatures, checked as the developer guide tells a subscriber to: the canonical text, the certificate at
// SigningCertURL, SHA1 or SHA256 by SignatureVersion.
import { createVerify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfirmSubscriptionCommand, CreateTopicCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpEndpoint, listenHttp } from '../../support/http-endpoint.ts';
import { ACCOUNT, startTestServer } from '../../support/server.ts';
import { snsStory } from './story.ts';

const story = snsStory();
let endpoint: HttpEndpoint;
beforeAll(async () => {
  endpoint = await listenHttp();
});
afterAll(() => endpoint.close());

type Message = Readonly<Record<string, string>>;
const NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const CONFIRMATION = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

async function isGenuine(message: Message, members = NOTIFICATION): Promise<boolean> {
  const certificate = await fetch(message.SigningCertURL ?? '');
  const { publicKey } = new X509Certificate(await certificate.text());
  const verify = createVerify(message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1');
  for (const name of members) {
    if (message[name] !== undefined && message[name] !== null) verify.update(`${name}\n${message[name]}\n`);
  }
  return verify.verify(publicKey, message.Signature ?? '', 'base64');
}

async function heardBy(name: string, attributes: Record<string, string>, more: object): Promise<Message> {
  const topic = await story.topic(name, attributes);
  const queue = await story.queue(name, topic);
  await story.subscribe(topic, queue.arn);
  await story.publish(topic, 'text', more);
  const [received] = await story.receive(queue.url);
  return JSON.parse(received?.Body ?? '{}');
}

test.each([
  ['1', {}, {}],
  ['1', {}, { Subject: 'News' }],
  ['2', { SignatureVersion: '2' }, { Subject: 'News' }],
])('a notification is signed by version %s (%j, %j)', async (version, attributes, more) => {
  const message = await heardBy(`v${version}-${Object.keys(more).length}`, attributes, more);
  expect(message.SignatureVersion).toBe(version);
  expect(message.SigningCertURL).toMatch(/\/SimpleNotificationService-[0-9a-f]{32}\.pem$/);
  expect(await isGenuine(message)).toBe(true);
  expect(await isGenuine({ ...message, Message: 'another text' })).toBe(false);
});

test('each protocol text of MessageStructure json is signed as it is sent', async () => {
  const topic = await story.topic('structured');
  const queue = await story.queue('structured', topic);
  await story.subscribe(topic, queue.arn);
  await story.publish(topic, JSON.stringify({ default: 'for all', sqs: 'for queues' }), {
    MessageStructure: 'json',
  });
  const [received] = await story.receive(queue.url);
  const message = JSON.parse(received?.Body ?? '{}');
  expect(message.Message).toBe('for queues');
  expect(await isGenuine(message)).toBe(true);
});

test("a function's event is signed by version 1 whatever the topic says", async () => {
  const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:signed`;
  await fetch(`${story.server.url}/_waxseal/functions`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [arn]: endpoint.url }),
  });
  const topic = await story.topic('functions', { SignatureVersion: '2' });
  await story.subscribe(topic, arn, {}, 'lambda');
  endpoint.posted.length = 0;
  await story.publish(topic, 'text');
  const { Sns } = JSON.parse(endpoint.posted[0]?.body ?? '{}').Records[0];
  expect(Sns).toMatchObject({ SignatureVersion: '1', Subject: null });
  expect(await isGenuine({ ...Sns, SigningCertURL: Sns.SigningCertUrl })).toBe(true);
});

test('both confirmations are signed, token and link included', async () => {
  const topic = await story.topic('asked', { SignatureVersion: '2' });
  endpoint.posted.length = 0;
  const arn = await story.subscribe(topic, endpoint.url, {}, 'http');
  await story.server.idle();
  const question = JSON.parse(endpoint.posted[0]?.body ?? '{}');
  expect(question).toMatchObject({ Type: 'SubscriptionConfirmation', SignatureVersion: '2' });
  expect(await isGenuine(question, CONFIRMATION)).toBe(true);
  await story.sns.send(new ConfirmSubscriptionCommand({ TopicArn: topic, Token: question.Token }));
  await story.sns.send(new UnsubscribeCommand({ SubscriptionArn: arn }));
  await story.server.idle();
  const farewell = JSON.parse(endpoint.posted[1]?.body ?? '{}');
  expect(farewell.Type).toBe('UnsubscribeConfirmation');
  expect(await isGenuine(farewell, CONFIRMATION)).toBe(true);
});

test('there is no other certificate', async () => {
  const { status } = await fetch(`${story.server.url}/_waxseal/sns/SimpleNotificationService-other.pem`);
  expect(status).toBe(404);
});

test('the certificate outlives a reset: the key is not sought anew', async () => {
  const before = await heardBy('before', {}, {});
  await story.server.reset();
  const after = await heardBy('after', {}, {});
  expect(after.SigningCertURL).toBe(before.SigningCertURL);
  expect(await isGenuine(after)).toBe(true);
});

test('a server that closes before its key was found says nothing of it', async () => {
  const server = await startTestServer();
  await server.sns().send(new CreateTopicCommand({ Name: 'brief' }));
  await expect(server.close()).resolves.toBeUndefined();
});

test('the certificate outlives the process', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'waxseal-sns-'));
  const certificateOf = async () => {
    await using server = await startTestServer({ dataDir });
    const answer = await fetch(`${server.url}/_waxseal/sns/unknown.pem`);
    const { message } = (await answer.json()) as { message: string };
    const file = message.split(' ').at(-1);
    return (await fetch(`${server.url}/_waxseal/sns/${file}`)).text();
  };
  const before = await certificateOf();
  expect(before).toMatch(/^-----BEGIN CERTIFICATE-----/);
  expect(await certificateOf()).toBe(before);
  await rm(dataDir, { recursive: true });
});
