// Nonsense at the SMTP door and in MIME: no crash, no half-written object, and an honest client is still served.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawSmtp } from '../contract/ses/raw-smtp.ts';
import { createMailBucket, createRule, receiveAt } from '../contract/ses/rules.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await createMailBucket(aws.s3(), 'mail');
  await receiveAt(aws.ses(), 'example.com');
  const Actions = [{ S3Action: { BucketName: 'mail' } }];
  await createRule(aws.ses(), 'inbound', { Name: 'all', Enabled: true, ScanEnabled: true, Actions });
});
afterAll(() => aws.close());

const word = fc.constantFrom(
  'EHLO x',
  'HELO',
  'MAIL FROM:<a@example.net>',
  'MAIL FROM:<>',
  'MAIL FROM:<a@example.net> SIZE=99999999999999999999',
  'MAIL FROM:<a@example.net> BODY=BINARYMIME SMTPUTF8=1',
  'RCPT TO:<bob@example.com>',
  'RCPT TO:<@relay.example:bob@example.com>',
  'RCPT TO:<bob@example.com> NOTIFY=NEVER,SUCCESS',
  'RCPT TO:<"a b"@example.com>',
  'RCPT TO:<bob@[127.0.0.1]>',
  'RCPT TO:<böb@example.com>',
  'DATA',
  'RSET',
  'NOOP',
  'VRFY bob',
  'STARTTLS now',
  'BDAT 10 LAST',
  'AUTH PLAIN AAAA',
  '.',
  '',
);
const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const conversation = fc.array(fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: noise }), {
  maxLength: 12,
});

describe('an SMTP client that makes no sense', () => {
  it('never takes the server along', async () => {
    const open = await RawSmtp.open(aws.smtp.port);
    await fc.assert(
      fc.asyncProperty(fc.array(conversation, { minLength: 8, maxLength: 8 }), async (conversations) => {
        await Promise.all(
          conversations.map(async (lines) => {
            const client = await RawSmtp.open(aws.smtp.port);
            client.write(Buffer.from(`${lines.join('\r\n')}\r\n.\r\nQUIT\r\n`, 'latin1'));
            await client.reply();
            client.close();
          }),
        );
        return true;
      }),
      { numRuns: 40 },
    );
    await aws.idle();
    expect(await open.begin('ann@example.net', 'bob@example.com')).toMatch(/^354/);
    expect(await open.data(Buffer.from('S: x\r\n\r\n'))).toMatch(/^250/);
    open.close();
  }, 60_000);
});

describe('a message that makes no sense', () => {
  it('is stored as it is, whatever its header', async () => {
    const headerish = fc.array(
      fc.constantFrom(
        ...'From: To: Subject: =?utf-8?q?=ff?= =?x?b?=== "(<>),;:\r\n \t\0ÿ'.split(''),
        'From: a\r\n',
        '=?utf-8?b?////?=',
        '\r\n\r\n',
      ),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(headerish, async (pieces) => {
        const raw = Buffer.from(pieces.join(''), 'latin1');
        const { mails } = await aws.deliver(raw, { from: 'ann@example.net', to: ['bob@example.com'] });
        expect(mails[0]?.actions[0]?.status).toBe('done');
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
