// Mails that nobody here wrote, through SMTP, seal, S3 and decryption: byte for byte.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMail, storedMail } from '../../support/sealed-mail.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { RawSmtp } from './raw-smtp.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

/** Python's own test data: broken boundaries, 8-bit headers, digests, encoded words and worse. */
function pythonMails(): string[] {
  try {
    const program =
      'import test.test_email as t, os; print(os.path.join(os.path.dirname(t.__file__), "data"))';
    const folder = execFileSync('python3', ['-c', program], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
/** Debian's spamassassin brings a sample of spam and one of anything else. */
function spamassassinMails(): string[] {
  const folder = '/usr/share/doc/spamassassin/examples';
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^sample-.*\.txt$/.test(name))
    .map((name) => join(folder, name));
}

/** This repository's own history as a mailing list would carry it. */
function patches(): Buffer[] {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  try {
    const mbox = execFileSync('git', ['format-patch', '--stdout', '--root', '-5', 'HEAD'], {
      cwd: root,
      maxBuffer: 2 ** 28,
    });
    return mbox
      .toString('latin1')
      .split(/^(?=From [0-9a-f]{40} )/m)
      .map((each) => Buffer.from(each, 'latin1'));
  } catch {
    return [];
  }
}

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await createMailBucket(aws.s3(), 'mail');
  await receiveAt(aws.ses(), 'example.com');
  const KmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:alias/aws/ses`;
  await createRule(aws.ses(), 'inbound', {
    Name: 'seal',
    Enabled: true,
    ScanEnabled: true,
    Actions: [{ S3Action: { BucketName: 'mail', KmsKeyArn } }],
  });
});
afterAll(() => aws.close());

async function roundTrip(messages: readonly Buffer[]): Promise<void> {
  const client = await RawSmtp.open(aws.smtp.port);
  await client.command('EHLO client.example.net');
  for (const message of messages) {
    const whole =
      message.subarray(-2).toString() === '\r\n' ? message : Buffer.concat([message, Buffer.from('\r\n')]);
    await client.command('MAIL FROM:<ann@example.net> BODY=8BITMIME');
    await client.command('RCPT TO:<bob@example.com>');
    await client.command('DATA');
    const reply = await client.data(message);
    expect(reply).toMatch(/^250/);
    await aws.receiving.idle();
    const stored = await storedMail(aws.s3(), 'mail', reply.split(' ').at(-1) ?? '');
    const opened = await openMail(aws.kms(), stored);
    expect(opened.subarray(opened.length - whole.length).equals(whole)).toBe(true);
  }
  client.close();
}

describe('real mail', () => {
  const collections = {
    "Python's own tests": pythonMails(),
    "SpamAssassin's samples": spamassassinMails(),
  };
  for (const [name, files] of Object.entries(collections)) {
    it.skipIf(files.length === 0)(
      files.length === 0 ? `${name} (skipped: they are not installed)` : `${name}: ${files.length} mails`,
      () => roundTrip(files.map((file) => readFileSync(file))),
    );
  }

  const list = patches();
  it.skipIf(list.length === 0)('a mailing list made by git format-patch', () => roundTrip(list));
});
