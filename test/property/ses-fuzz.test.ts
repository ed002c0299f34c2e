// Nonsense at every door mail comes in by: no crash, no 500, no leak, and an honest client is served after it.
//
// A few hundred inputs; `FUZZ_INPUTS=100000` for the long run, whose figures it prints.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RawSmtp } from '../contract/ses/raw-smtp.ts';
import { createMailBucket, createRule, receiveAt } from '../contract/ses/rules.ts';
import { Dice, fuzzInputs, fuzzSeed } from '../support/fuzz.ts';
import { type ServerProcess, startProcess } from '../support/process.ts';
import { anyMail, realMails } from './ses-fuzz-mails.ts';
import { anyBounce, anyRawContent, anyRawEmail, type Sending } from './ses-fuzz-sending.ts';
import { anySession, play } from './ses-fuzz-smtp.ts';

const INPUTS = fuzzInputs(400);
const AT_ONCE = 100;
/** A server that has been warm for a while may hold so much more than one that has just become it. */
const GROWTH_MIB = 150;

const real = realMails();
const agent = new Agent({ connections: 32, pipelining: 1 });
let server: ServerProcess;
let dataDir: string;
/** Messages to bounce. */
let received: string[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'waxseal-fuzz-'));
  server = await startProcess({ WAXSEAL_DATA_DIR: dataDir, WAXSEAL_SES_VERDICT_LABELS: 'true' });
  const settings = {
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ses = new SESClient(settings);
  const sns = new SNSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  await createMailBucket(s3, 'mail');
  await receiveAt(ses, 'example.com');
  await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.net' }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'mail' }));
  const KmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:alias/aws/ses';
  const common = { Enabled: true, ScanEnabled: true };
  const add = (Name: string, Recipients: string[], Actions: object[]) =>
    createRule(ses, 'inbound', { ...common, Name, Recipients, Actions });
  await add('seal', ['example.com'], [{ S3Action: { BucketName: 'mail', KmsKeyArn } }]);
  await add('tell', ['topic.example.com'], [{ SNSAction: { TopicArn, Encoding: 'UTF-8' } }]);
  const bounce = { SmtpReplyCode: '550', Message: 'no', Sender: 'bounce@example.com' };
  await add('bounce', ['bounce.example.com'], [{ BounceAction: bounce }]);
  for (const client of [ses, sns, s3]) client.destroy();
  received = await Promise.all(['ann@example.net', 'carl@example.com', ''].map(receivedFrom));
});
afterAll(async () => {
  await agent.close();
  await server.stop('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

async function receivedFrom(from: string): Promise<string> {
  const answer = await request(
    `${server.url}/_waxseal/mail?${new URLSearchParams({ from, to: 'bob@example.com' })}`,
    {
      method: 'POST',
      headers: { 'content-type': 'message/rfc822' },
      body: real[0] ?? '',
    },
  );
  return ((await answer.body.json()) as { messageId: string }).messageId;
}

const residentMiB = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1024;

type Doors = Readonly<Record<string, (dice: Dice) => Promise<readonly string[]>>>;

/** Each answers the codes it was given. */
const doors: Doors = {
  async smtp(dice) {
    const lines = await play(server.smtpPort, anySession(dice, real));
    return [...new Set(lines.map((line) => line.slice(0, 3)))];
  },
  async control(dice) {
    const to = dice.oneOf([
      'bob@example.com',
      'bob@topic.example.com',
      'bob@bounce.example.com',
      'nobody',
      '',
    ]);
    const from = dice.oneOf(['ann@example.net', '', 'a\r\nb', 'x'.repeat(300)]);
    const query = new URLSearchParams({ from, to });
    return post(`/_waxseal/mail?${query}`, { 'content-type': 'message/rfc822' }, anyMail(dice, real));
  },
  sendRawEmail: (dice) => send(anyRawEmail(dice, real)),
  sendRawContent: (dice) => send(anyRawContent(dice, real)),
  sendBounce: (dice) => send(anyBounce(dice, received)),
};
const send = ({ path, headers, body }: Sending) => post(path, headers, body);

async function post(path: string, headers: Record<string, string>, body: Buffer | string): Promise<string[]> {
  const { statusCode, body: answer } = await request(server.url + path, {
    dispatcher: agent,
    method: 'POST',
    headers,
    body,
  });
  const text = await answer.text();
  if (statusCode >= 500) throw new Error(`${path} answered ${statusCode}: ${text}`);
  return [String(statusCode)];
}

/** Answers how often each door said what. */
async function attack(inputs: number, seed: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let next = 0;
  const worker = async () => {
    while (next < inputs) {
      const dice = new Dice(seed * 1_000_003 + next++);
      const door = dice.oneOf(Object.keys(doors));
      for (const code of (await doors[door]?.(dice)) ?? []) {
        counts[`${door} ${code}`] = (counts[`${door} ${code}`] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await post('/_waxseal/mail/wait', {}, '');
  return counts;
}

it(
  `${INPUTS} inputs at the doors of SMTP, the control API, SendRawEmail, SESv2's raw MIME and SendBounce`,
  async () => {
    const seed = fuzzSeed();
    const warm = Math.ceil(INPUTS / 5);
    await attack(warm, seed);
    const before = residentMiB();
    const begin = performance.now();
    const counts = await attack(INPUTS - warm, seed + 1);
    const after = residentMiB();
    if (INPUTS > 10_000) {
      const seconds = (performance.now() - begin) / 1000;
      process.stdout.write(`${JSON.stringify({ inputs: INPUTS, seed, seconds, before, after, counts })}\n`);
    }
    expect(server.child.exitCode).toBeNull();
    expect(after - before).toBeLessThan(GROWTH_MIB);

    const honest = await RawSmtp.open(server.smtpPort);
    expect(await honest.begin('ann@example.net', 'bob@example.com')).toMatch(/^354/);
    expect(await honest.data(Buffer.from('Subject: x\r\n\r\nx\r\n'))).toMatch(/^250/);
    honest.close();
  },
  30_000 + INPUTS * 60,
);
