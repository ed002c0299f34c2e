// Each action's effect happens once, wherever a kill -9 falls: between two actions, in the middle of one, anywhere.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  type ReceiptAction,
  SESClient,
  SendEmailCommand,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crashRounds } from '../support/crash-rounds.ts';
import { type ServerProcess, startProcess } from '../support/process.ts';

const ROUNDS = crashRounds(3);

const ACCOUNT = '000000000000';
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:judge`;
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:mail`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:heard`;

let dataDir: string;
let server: ServerProcess;
let environment: Record<string, string>;
/** Plays the function; `onCall` decides what happens to whom. */
let stranger: Server;
let calls: IncomingMessage['headers'][];
let onCall: (call: number) => 'answer' | 'kill';

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-once-'));
  calls = [];
  onCall = () => 'answer';
  stranger = createServer((request, response) => {
    calls.push(request.headers);
    if (onCall(calls.length) === 'kill') server.child.kill('SIGKILL');
    else request.resume().on('end', () => response.end('null'));
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  environment = { WAXSEAL_DATA_DIR: dataDir, WAXSEAL_FUNCTIONS: `${FUNCTION}=http://127.0.0.1:${port}/` };
  server = await startProcess(environment);
});
afterEach(async () => {
  await server.stop('SIGKILL');
  stranger.close();
  await rm(dataDir, { recursive: true, force: true });
});

const settings = () => ({
  endpoint: server.url,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

async function prepare(...Actions: ReceiptAction[]): Promise<void> {
  const s3 = new S3Client({ ...settings(), forcePathStyle: true });
  const ses = new SESClient(settings());
  const sns = new SNSClient(settings());
  const sqs = new SQSClient(settings());
  await s3.send(new CreateBucketCommand({ Bucket: 'inbox' }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'inbox', VersioningConfiguration }));
  const allow = { Effect: 'Allow', Principal: { Service: 'ses.amazonaws.com' }, Action: 's3:PutObject' };
  const Statement = [{ ...allow, Resource: 'arn:aws:s3:::inbox/*' }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'inbox', Policy }));
  await sns.send(new CreateTopicCommand({ Name: 'mail' }));
  const letIn = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: QUEUE };
  const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [letIn] }) };
  await sqs.send(new CreateQueueCommand({ QueueName: 'heard', Attributes }));
  await sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol: 'sqs', Endpoint: QUEUE }));
  await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
  await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName: 'in' }));
  const Rule = { Name: 'all', Enabled: true, Recipients: ['in@example.com'], Actions };
  await ses.send(new CreateReceiptRuleCommand({ RuleSetName: 'in', Rule }));
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'in' }));
  for (const client of [s3, ses, sns, sqs]) client.destroy();
}

/** Answers the message id of the 250. */
async function deliver(): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, ignoreTLS: true });
  const mail = { from: 'ann@sender.example', to: 'in@example.com', subject: 'once', text: 'only' };
  const { response } = await transport.sendMail(mail);
  transport.close();
  return response.split(' ').at(-1) ?? '';
}

async function restart(): Promise<void> {
  server = await startProcess(environment);
  await fetch(`${server.url}/_waxseal/mail/wait`, { method: 'POST' });
}
const died = () => new Promise<void>((resolve) => server.child.once('exit', () => resolve()));
const get = async <T>(path: string) => (await fetch(`${server.url}${path}`)).json() as Promise<T>;

/** The SNS message ids that were heard of each mail (SNS may tell a queue twice; the id tells). */
async function heard(): Promise<Map<string, Set<string>>> {
  const sqs = new SQSClient(settings());
  const QueueUrl = `${server.url}/${ACCOUNT}/heard`;
  const found = new Map<string, Set<string>>();
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) break;
    for (const { Body = '' } of Messages) {
      const { MessageId, Message } = JSON.parse(Body);
      const { mail, receipt } = JSON.parse(Message);
      if (mail.messageId === 'AMAZON_SES_SETUP_NOTIFICATION') continue;
      const key = `${mail.messageId} ${receipt.action.type}`;
      found.set(key, (found.get(key) ?? new Set()).add(MessageId));
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
  sqs.destroy();
  return found;
}
/** How many versions each mail's object has. */
async function versions(): Promise<Map<string, number>> {
  const s3 = new S3Client({ ...settings(), forcePathStyle: true });
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }));
  s3.destroy();
  const found = new Map<string, number>();
  for (const { Key = '' } of Versions) found.set(Key, (found.get(Key) ?? 0) + 1);
  found.delete('AMAZON_SES_SETUP_NOTIFICATION');
  return found;
}
interface Sent {
  readonly id: string;
  readonly destinations: readonly string[];
  readonly deliveries: readonly { readonly status: string; readonly messageId?: string }[];
}
interface Received {
  readonly messageId: string;
  readonly actions: readonly {
    readonly type: string;
    readonly status: string;
    readonly error?: { readonly code: string };
    readonly attempts: readonly object[];
  }[];
}

const store: ReceiptAction = { S3Action: { BucketName: 'inbox', TopicArn: TOPIC } };
const publish: ReceiptAction = { SNSAction: { TopicArn: TOPIC } };
const bounce: ReceiptAction = {
  BounceAction: { SmtpReplyCode: '550', Message: 'No', Sender: 'mailer@example.com', TopicArn: TOPIC },
};
const invoke = (InvocationType: 'Event' | 'RequestResponse'): ReceiptAction => ({
  LambdaAction: { FunctionArn: FUNCTION, InvocationType },
});

describe('a kill -9 while a function runs', () => {
  it('repeats nothing that was done before it, nor the function whose answer was awaited', async () => {
    await prepare(store, publish, bounce, invoke('RequestResponse'), publish);
    onCall = () => 'kill';
    const killed = died();
    const id = await deliver();
    await killed;
    await restart();

    const [mail] = await get<Received[]>('/_waxseal/mail');
    expect(mail?.actions.map(({ type, status }) => [type, status])).toEqual([
      ['S3', 'done'],
      ['SNS', 'done'],
      ['Bounce', 'done'],
      ['Lambda', 'failed'],
      ['SNS', 'done'],
    ]);
    expect(mail?.actions[3]).toMatchObject({
      error: { code: 'Interrupted' },
      attempts: [{ interrupted: true }, {}],
    });
    expect(calls).toHaveLength(1);
    expect(await versions()).toEqual(new Map([[id, 1]]));
    expect(await get<Sent[]>('/_waxseal/sent')).toHaveLength(1);
    const told = await heard();
    // The S3 and the Bounce action's notifications, and both SNS actions.
    expect([...told].map(([key, ids]) => [key, ids.size]).sort()).toEqual([
      [`${id} Bounce`, 1],
      [`${id} S3`, 1],
      [`${id} SNS`, 2],
    ]);
  }, 60_000);

  it('invokes an Event function again, as Lambda’s own queue does, under the same request id', async () => {
    await prepare(bounce, invoke('Event'), store);
    onCall = (call) => (call === 1 ? 'kill' : 'answer');
    const killed = died();
    const id = await deliver();
    await killed;
    await restart();

    const [mail] = await get<Received[]>('/_waxseal/mail');
    expect(mail?.actions.map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    expect(mail?.actions[1]?.attempts).toMatchObject([{ interrupted: true }, {}]);
    expect(calls).toHaveLength(2);
    expect(calls[0]?.['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(calls[1]?.['x-amzn-requestid']).toBe(calls[0]?.['x-amzn-requestid']);
    expect(await get<Sent[]>('/_waxseal/sent')).toHaveLength(1);
    expect(await versions()).toEqual(new Map([[id, 1]]));
  }, 60_000);
});

describe('a kill -9 at no moment that anyone chose', () => {
  it(
    'leaves every promised mail stored, bounced and told of exactly once',
    async () => {
      await prepare(store, bounce, publish);
      const promised: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const killed = died();
        const target = promised.length + 3 + round * 2;
        const client = async () => {
          for (;;) {
            promised.push(await deliver());
            // In the middle of the others' actions.
            if (promised.length >= target) server.child.kill('SIGKILL');
          }
        };
        await Promise.all([killed, ...Array.from({ length: 4 }, () => client().catch(() => {}))]);
        await restart();
      }
      expect(promised.length).toBeGreaterThan(10);

      const stored = await versions();
      const told = await heard();
      const bounces = await get<Sent[]>('/_waxseal/sent');
      const mails = await get<Received[]>('/_waxseal/mail');
      const all = mails.map(({ messageId }) => messageId);
      expect(promised.filter((id) => !all.includes(id))).toEqual([]);
      expect(mails.flatMap(({ actions }) => actions).filter(({ status }) => status !== 'done')).toEqual([]);
      expect([...stored].sort()).toEqual(all.map((id) => [id, 1]).sort());
      expect(bounces).toHaveLength(all.length);
      const expected = all.flatMap((id) => ['Bounce', 'S3', 'SNS'].map((type) => [`${id} ${type}`, 1]));
      expect([...told].map(([key, ids]) => [key, ids.size]).sort()).toEqual(expected.sort());
    },
    ROUNDS * 80_000,
  );

  it(
    'leaves every answered SendEmail received exactly once',
    async () => {
      await prepare(store);
      const answered: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const killed = died();
        const target = answered.length + 5 + round * 3;
        const client = async () => {
          const ses = new SESClient(settings());
          for (;;) {
            const Message = { Subject: { Data: 'sent' }, Body: { Text: { Data: 'x' } } };
            const Destination = { ToAddresses: ['in@example.com'] };
            const { MessageId = '' } = await ses.send(
              new SendEmailCommand({ Source: 'ann@example.com', Destination, Message }),
            );
            answered.push(MessageId);
            if (answered.length >= target) server.child.kill('SIGKILL');
          }
        };
        await Promise.all([killed, ...Array.from({ length: 4 }, () => client().catch(() => {}))]);
        await restart();
      }

      const sent = await get<Sent[]>('/_waxseal/sent');
      expect(answered.filter((id) => !sent.some((mail) => mail.id === id))).toEqual([]);
      const receivedAs = sent.map(({ deliveries }) => deliveries[0]?.messageId);
      expect(sent.filter(({ deliveries }) => deliveries[0]?.status !== 'received')).toEqual([]);
      const mails = await get<Received[]>('/_waxseal/mail');
      expect(mails.map(({ messageId }) => messageId).sort()).toEqual(receivedAs.sort());
      expect([...(await versions()).values()]).toEqual(mails.map(() => 1));
    },
    ROUNDS * 80_000,
  );
});
