// Received and sent mail is kept within bounds: the oldest goes first, what is not done with never.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { SendEmailCommand } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { sendV2 } from '../sesv2/call.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

const message = (name: string) => Buffer.from(`From: a@sender.example\r\nSubject: ${name}\r\n\r\n`);
const deliver = (aws: TestServer, name: string) =>
  aws.deliver(message(name), { from: 'a@sender.example', to: ['bob@example.com'] });
const subjects = (aws: TestServer) => aws.receiving.mails().map(({ commonHeaders }) => commonHeaders.subject);
async function send(aws: TestServer, subject: string, text = ''): Promise<void> {
  const Message = { Subject: { Data: subject }, Body: { Text: { Data: text } } };
  const Destination = { ToAddresses: ['bob@elsewhere.org'] };
  await aws.ses().send(new SendEmailCommand({ Source: 'ann@example.com', Destination, Message }));
}
async function sentSubjects(aws: TestServer): Promise<string[]> {
  const answer = await fetch(`${aws.url}/_waxseal/sent`);
  return ((await answer.json()) as { parts: { subject: string } }[]).map(({ parts }) => parts.subject);
}

describe('mail that is done with', () => {
  it('is kept up to the number of the setting, received and sent alike', async () => {
    await using aws = await startTestServer({ sesKeepMails: 3 });
    await receiveAt(aws.ses(), 'example.com');
    await createRule(aws.ses(), 'inbound', { Name: 'all', Enabled: true, Actions: [] });
    for (const name of ['1', '2', '3', '4', '5']) {
      await deliver(aws, name);
      await send(aws, name);
    }
    expect(subjects(aws)).toEqual(['3', '4', '5']);
    expect(await sentSubjects(aws)).toEqual(['3', '4', '5']);
    await aws.reset();
    await receiveAt(aws.ses(), 'example.com');
    for (const name of ['6', '7']) await send(aws, name);
    expect(await sentSubjects(aws)).toEqual(['6', '7']);
  });

  it('is kept up to the size of the setting, but for the newest', async () => {
    await using aws = await startTestServer({ sesKeepMegabytes: 1 });
    await receiveAt(aws.ses(), 'example.com');
    for (const name of ['1', '2', '3']) await send(aws, name, 'x'.repeat(300_000));
    expect(await sentSubjects(aws)).toEqual(['3']);
  });

  it('goes before what still waits for its action, however old that is', async () => {
    await using aws = await startTestServer({ sesKeepMails: 2 });
    await receiveAt(aws.ses(), 'example.com');
    await createMailBucket(aws.s3(), 'shut');
    const S3Action = { BucketName: 'shut' };
    await createRule(aws.ses(), 'inbound', { Name: 'store', Enabled: true, Actions: [{ S3Action }] });
    await aws.s3().send(new DeleteBucketPolicyCommand({ Bucket: 'shut' }));
    for (const name of ['1', '2', '3']) await deliver(aws, name);
    expect(subjects(aws)).toEqual(['1', '2', '3']);
    expect(aws.receiving.mails().every(({ actions }) => actions[0]?.status === 'retrying')).toBe(true);
  });
});

describe('sent mail', () => {
  it('lies sealed, what the relay has not taken yet too', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'waxseal-sent-'));
    const aws = await startTestServer({ dataDir, relayHost: '127.0.0.1', relayPort: 1, relayTls: 'off' });
    await receiveAt(aws.ses(), 'example.com');
    await send(aws, 'a subject that nobody may find', 'nor may they find this text');
    const mail = { Subject: { Data: 'that nobody may find' }, Body: { Text: { Data: 'nor may they find' } } };
    await sendV2(aws.url, {
      FromEmailAddress: 'ann@example.com',
      Destination: { ToAddresses: ['bob@elsewhere.org'] },
      Content: { Simple: { ...mail, Headers: [{ Name: 'X-Own', Value: 'bob@elsewhere.org' }] } },
    });
    await aws.close();
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const bytes = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
    for (const text of ['that nobody may find', 'nor may they find', 'bob@elsewhere.org']) {
      expect(bytes.includes(text), text).toBe(false);
      expect(bytes.includes(Buffer.from(text).toString('base64').slice(0, 12)), text).toBe(false);
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is removed one by one or all at once, as LocalStack’s users do', async () => {
    await using aws = await startTestServer();
    await receiveAt(aws.ses(), 'example.com');
    for (const name of ['1', '2', '3']) await send(aws, name);
    const listed = async () =>
      ((await (await fetch(`${aws.url}/_aws/ses`)).json()) as { messages: { Id: string }[] }).messages;
    const [first] = await listed();
    const one = await fetch(`${aws.url}/_aws/ses?id=${first?.Id}`, { method: 'DELETE' });
    expect(one.status).toBe(204);
    expect(await listed()).toHaveLength(2);
    expect((await fetch(`${aws.url}/_aws/ses`, { method: 'DELETE' })).status).toBe(204);
    expect(await listed()).toEqual([]);
  });
});
