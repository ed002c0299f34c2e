// A 250 is a promise: the message and its actions survive a kill -9 right after it, and each acts once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateReceiptRuleCommand,
  CreateReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { createTransport } from 'nodemailer';
import { request } from 'undici';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { crashRounds } from '../support/crash-rounds.ts';
import { type ServerProcess, startProcess } from '../support/process.ts';

const ROUNDS = crashRounds(3);
/** In a row of the queue, in pieces in memory, in a blob: what a message is until its actions have run. */
const SIZES = [200_000, 600_000, 3_000_000];
const SETUP = 'mail/AMAZON_SES_SETUP_NOTIFICATION';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'waxseal-mail-crash-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const settings = (url: string) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

async function prepare(url: string): Promise<void> {
  const s3 = new S3Client({ ...settings(url), forcePathStyle: true });
  const ses = new SESClient(settings(url));
  await s3.send(new CreateBucketCommand({ Bucket: 'inbox' }));
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'ses.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::inbox/*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'inbox', Policy }));
  await ses.send(new VerifyDomainIdentityCommand({ Domain: 'example.com' }));
  await ses.send(new CreateReceiptRuleSetCommand({ RuleSetName: 'in' }));
  // The managed key needs no statement of its own.
  const KmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:alias/aws/ses';
  const Actions = [{ S3Action: { BucketName: 'inbox', ObjectKeyPrefix: 'mail', KmsKeyArn } }];
  const Rule = { Name: 'store', Enabled: true, Recipients: ['example.com'], Actions };
  await ses.send(new CreateReceiptRuleCommand({ RuleSetName: 'in', Rule }));
  await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'in' }));
  s3.destroy();
  ses.destroy();
}

/** Answers the message id of the 250. */
async function send(server: ServerProcess, size: number): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: server.smtpPort, ignoreTLS: true });
  const { response } = await transport.sendMail({
    from: 'a@sender.example',
    to: 'b@example.com',
    subject: 'promised',
    text: 'x'.repeat(size),
  });
  transport.close();
  return response.split(' ').at(-1) ?? '';
}

it(
  'every mail that was answered 250 is stored once, whatever was killed',
  async () => {
    const promised: string[] = [];
    let server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    await prepare(server.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      promised.push(...(await Promise.all(SIZES.map((size) => send(server, size)))));
      await server.stop('SIGKILL');
      server = await startProcess({ WAXSEAL_DATA_DIR: dataDir });
    }
    const { body } = await request(`${server.url}/_waxseal/mail/wait`, { method: 'POST' });
    await body.dump();
    const s3 = new S3Client({ ...settings(server.url), forcePathStyle: true });
    const listed = await s3.send(new ListObjectsV2Command({ Bucket: 'inbox' }));
    const keys = listed.Contents?.map(({ Key }) => Key).filter((key) => key !== SETUP);
    expect(keys?.sort()).toEqual(promised.map((id) => `mail/${id}`).sort());
    s3.destroy();
    await server.stop('SIGTERM');
  },
  ROUNDS * 40_000,
);
