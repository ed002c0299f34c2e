// What waits: durable, sealed, resumed after a restart, gone when it is done.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMail, storedMail, storedMails } from '../../support/sealed-mail.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { RawSmtp } from './raw-smtp.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

const SECRET = 'the plaintext that nobody may find';
const small = Buffer.from(`From: ann@secret-sender.net\r\nSubject: ${SECRET}\r\n\r\n${SECRET}\r\n`);
const large = Buffer.concat([small, Buffer.alloc(700_000, `${SECRET}\r\n`), Buffer.from('\r\n')]);

let dataDir: string;
let aws: TestServer;
let key: string;

const setKeyPolicy = (withSes: boolean) => {
  const allow = (Principal: object) => ({ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' });
  const Statement = [allow({ AWS: `arn:aws:iam::${ACCOUNT}:root` })];
  if (withSes) Statement.push(allow({ Service: 'ses.amazonaws.com' }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  return aws.kms().send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy }));
};
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const blobs = () => files(join(dataDir, 'blobs'));

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'waxseal-queue-'));
  aws = await startTestServer({ dataDir });
  key = (await aws.kms().send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
  await setKeyPolicy(true);
  await createMailBucket(aws.s3(), 'mail');
  await receiveAt(aws.ses(), 'example.com');
  const Actions = [{ S3Action: { BucketName: 'mail', KmsKeyArn: key } }];
  await createRule(aws.ses(), 'inbound', { Name: 'seal', Enabled: true, Actions });
});
afterAll(async () => {
  await aws.close();
  rmSync(dataDir, { recursive: true });
});

describe('a mail whose action is refused', () => {
  const ids: string[] = [];

  it('is accepted all the same and waits, with nothing of it in the clear on the disk', async () => {
    await setKeyPolicy(false);
    for (const message of [small, large]) {
      const client = await RawSmtp.open(aws.smtp.port);
      await client.begin('ann@secret-sender.net', 'bob@example.com');
      const reply = await client.data(message);
      expect(reply).toMatch(/^250/);
      ids.push(reply.split(' ').at(-1) ?? '');
      client.close();
    }
    await aws.receiving.idle();
    expect(aws.receiving.mails().map(({ actions }) => actions[0]?.status)).toEqual(['retrying', 'retrying']);
    expect(await storedMails(aws.s3(), 'mail')).toEqual([]);
    for (const file of files(dataDir)) {
      const bytes = readFileSync(file);
      expect(bytes.includes(SECRET), file).toBe(false);
      expect(bytes.includes('secret-sender.net'), file).toBe(false);
    }
    expect(blobs().length).toBeGreaterThan(0);
  });

  it('survives a restart and is stored, byte for byte, once the key admits SES', async () => {
    await aws.close();
    aws = await startTestServer({ dataDir });
    expect(aws.receiving.mails().map(({ messageId }) => messageId)).toEqual(ids);
    await setKeyPolicy(true);
    aws.clock.advance(3_600_000);
    await aws.idle();
    expect(aws.receiving.mails().map(({ actions }) => actions[0]?.status)).toEqual(['done', 'done']);
    for (const [index, message] of [small, large].entries()) {
      const opened = await openMail(aws.kms(), await storedMail(aws.s3(), 'mail', ids[index] ?? ''));
      expect(opened.subarray(opened.length - message.length).equals(message)).toBe(true);
    }
  });

  it('leaves nothing but the object and its record', async () => {
    // The large object's own body; the message that waited is gone.
    expect(blobs()).toHaveLength(1);
  });
});

describe('a reset', () => {
  it('forgets what waited', async () => {
    await setKeyPolicy(false);
    await aws.deliver(small, { from: 'ann@secret-sender.net', to: ['bob@example.com'] });
    await aws.reset();
    aws.clock.advance(3_600_000);
    await aws.idle();
    expect(aws.receiving.mails()).toEqual([]);
    await expect(aws.deliver(small, { from: 'a@b.c', to: ['bob@example.com'] })).rejects.toMatchObject({
      responseCode: 550,
    });
  });
});
