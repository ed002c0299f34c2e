// The SMTP listener: what it offers, whom it refuses and when, and that bytes stay what they were.
import { once } from 'node:events';
import tls from 'node:tls';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  CreateReceiptFilterCommand,
  DeleteReceiptFilterCommand,
  type SESClient,
  SetActiveReceiptRuleSetCommand,
  VerifyDomainIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { RawSmtp } from './raw-smtp.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
let s3: S3Client;
const open: RawSmtp[] = [];
const connect = async () => {
  const client = await RawSmtp.open(aws.smtp.port);
  open.push(client);
  return client;
};
const idOf = (reply: string) => reply.split(' ').at(-1) ?? '';

/** What was stored, without the lines SES put before it. */
async function stored(id: string, received: Uint8Array): Promise<Buffer> {
  await aws.receiving.idle();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'mail', Key: id }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  return bytes.subarray(bytes.length - received.length);
}

beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  s3 = aws.s3();
  await createMailBucket(s3, 'mail');
  await receiveAt(ses, 'example.com');
  const Actions = [{ S3Action: { BucketName: 'mail' } }];
  await createRule(ses, 'inbound', { Name: 'store', Enabled: true, Recipients: ['example.com'], Actions });
  const secret = { TlsPolicy: 'Require' as const, Recipients: ['tls@sub.example.com'] };
  await createRule(ses, 'inbound', { Name: 'secret', Enabled: true, ...secret, Actions: [] });
  await createRule(ses, 'inbound', { Name: 'off', Recipients: ['off.example.com'], Actions: [] });
});
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});
afterAll(() => aws.close());

describe('EHLO', () => {
  it('offers the extensions', async () => {
    const client = await connect();
    const reply = await client.command('EHLO client.example.net');
    const offered = reply.split('\r\n').map((line) => line.slice(4));
    expect(offered).toEqual(
      expect.arrayContaining([
        'PIPELINING',
        '8BITMIME',
        'ENHANCEDSTATUSCODES',
        'STARTTLS',
        `SIZE ${40 * 1024 * 1024}`,
      ]),
    );
    // "Amazon SES does not support the SMTPUTF8 extension" (API page Destination).
    expect(offered).not.toContain('SMTPUTF8');
  });
});

describe('a recipient', () => {
  const ask = async (recipient: string) => {
    const client = await connect();
    await client.command('EHLO client.example.net');
    await client.command('MAIL FROM:<ann@example.net>');
    return client.command(`RCPT TO:<${recipient}>`);
  };
  const UNAVAILABLE = '550 5.1.1 Requested action not taken: mailbox unavailable';

  it.each(['bob@example.com', 'BOB+label@EXAMPLE.com'])('%s is taken', async (recipient) => {
    expect(await ask(recipient)).toBe('250 2.1.5 Accepted');
  });

  it.each([
    ['of a domain nobody verified', 'bob@example.org'],
    ['that no rule takes', 'bob@sub.example.com'],
    ['that only a disabled rule takes', 'bob@off.example.com'],
  ])('%s is refused', async (_why, recipient) => {
    expect(await ask(recipient)).toBe(UNAVAILABLE);
  });

  it('is refused while no rule set is active', async () => {
    await ses.send(new SetActiveReceiptRuleSetCommand({}));
    expect(await ask('bob@example.com')).toBe(UNAVAILABLE);
    await ses.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: 'inbound' }));
    expect(await ask('bob@example.com')).toMatch(/^250/);
  });

  it('whose rule requires TLS is refused without it', async () => {
    expect(await ask('tls@sub.example.com')).toBe('530 5.7.0 Must issue a STARTTLS command first');
  });

  it('is refused to a client on the block list, unless an Allow filter takes it off', async () => {
    const filter = (Name: string, Policy: 'Allow' | 'Block', Cidr: string) =>
      ses.send(new CreateReceiptFilterCommand({ Filter: { Name, IpFilter: { Policy, Cidr } } }));
    await filter('everybody', 'Block', '0.0.0.0/0');
    expect(await ask('bob@example.com')).toBe('554 5.7.1 Access denied: 127.0.0.1 is on the block list');
    await filter('us', 'Allow', '127.0.0.0/8');
    expect(await ask('bob@example.com')).toMatch(/^250/);
    for (const FilterName of ['everybody', 'us'])
      await ses.send(new DeleteReceiptFilterCommand({ FilterName }));
  });

  it('of another account and region finds its own rules', async () => {
    const other = aws.ses({ account: '111122223333', region: 'eu-west-1' });
    await receiveAt(other, 'elsewhere.com');
    await createRule(other, 'inbound', { Name: 'all', Enabled: true, Actions: [] });
    const client = await connect();
    await client.begin('ann@example.net', 'bob@elsewhere.com');
    const id = idOf(await client.data(Buffer.from('Subject: x\r\n\r\n')));
    const mail = aws.receiving.mails().find(({ messageId }) => messageId === id);
    expect(mail).toMatchObject({ account: '111122223333', region: 'eu-west-1' });
  });
});

describe('STARTTLS', () => {
  it('opens the way to a recipient whose rule requires TLS', async () => {
    const client = await connect();
    await client.command('EHLO client.example.net');
    expect(await client.command('STARTTLS')).toMatch(/^220/);
    const secure = tls.connect({ socket: client.socket, rejectUnauthorized: false });
    await once(secure, 'secureConnect');
    const certificate = secure.getPeerX509Certificate();
    expect(certificate?.checkHost('inbound-smtp.amazonaws.com')).toBeDefined();
    expect(certificate?.checkIP('127.0.0.1')).toBeDefined();
    expect(certificate?.verify(certificate.publicKey)).toBe(true);
    const ask = async (line: string) => {
      secure.write(`${line}\r\n`);
      const [reply] = await once(secure, 'data');
      return String(reply);
    };
    expect(await ask('EHLO client.example.net')).not.toContain('STARTTLS');
    await ask('MAIL FROM:<ann@example.net>');
    expect(await ask('RCPT TO:<tls@sub.example.com>')).toMatch(/^250/);
    secure.destroy();
  });
});

describe('a message', () => {
  const everyByte = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  const messages: [string, Buffer][] = [
    ['dots at the beginning of lines', Buffer.from('.\r\n..\r\n...x\r\n.\r\r\nS: x\r\n\r\n.\r\n')],
    ['bare LFs and CRs', Buffer.from('a: b\n\nbare\nlines\n.\n..\n\rand\r.\r..\r\n')],
    [
      'NULs and 8-bit bytes',
      Buffer.concat([Buffer.from('a: b\r\n\r\n'), everyByte, everyByte, Buffer.from('\r\n')]),
    ],
    [
      'a line of 1,000 octets and one of 100,000',
      Buffer.from(`a: b\r\n\r\n${'x'.repeat(998)}\r\n${'y'.repeat(100_000)}\r\n`),
    ],
    ['nothing at all', Buffer.from('\r\n')],
    ['no header', Buffer.from('\r\nonly a body\r\n')],
    ['a header alone', Buffer.from('Subject: x\r\n')],
    [
      'a million bytes',
      Buffer.concat([
        Buffer.from('a: b\r\n\r\n'),
        Buffer.alloc(1_000_000, 'line\r\n.dot\r\n'),
        Buffer.from('\r\n'),
      ]),
    ],
  ];

  it.each(messages)('with %s is stored as it was received', async (_what, message) => {
    const client = await connect();
    expect(await client.begin('ann@example.net', 'bob@example.com')).toMatch(/^354/);
    const reply = await client.data(message);
    expect(reply).toMatch(/^250 2\.6\.0 OK [0-9a-v]{40}$/);
    expect((await stored(idOf(reply), message)).equals(message)).toBe(true);
  });

  it('larger than memory takes at once is stored as it was received, its last piece too', async () => {
    const client = await connect();
    await client.command('EHLO client.example.net');
    for (const length of [2_200_000, 5_000_000, 9_000_001]) {
      const message = Buffer.concat([Buffer.from('a: b\r\n\r\n'), Buffer.alloc(length, 'line\r\n.dot\r\n')]);
      message.write('\r\n', message.length - 2);
      await client.command('MAIL FROM:<ann@example.net>');
      await client.command('RCPT TO:<bob@example.com>');
      await client.command('DATA');
      const reply = await client.data(message);
      expect(reply).toMatch(/^250 /);
      expect((await stored(idOf(reply), message)).equals(message)).toBe(true);
    }
  });

  it.each([2, 7, 31])('cut into %i pieces stays whole', async (pieces) => {
    const message = Buffer.from('S: x\r\n\r\n.a\r\n..\r\n.\r\r\n\r\n.\n\r\n..b\r\n');
    const client = await connect();
    await client.begin('ann@example.net', 'bob@example.com');
    const reply = await client.data(message, pieces);
    expect((await stored(idOf(reply), message)).toString('latin1')).toBe(message.toString('latin1'));
  });

  it('ends at CRLF dot CRLF alone: what follows another dot is content, not a command', async () => {
    const message = Buffer.from('S: x\r\n\r\na\n.\r\nMAIL FROM:<evil@example.net>\r\nb\r.\rc\r\n');
    const client = await connect();
    await client.begin('ann@example.net', 'bob@example.com');
    const reply = await client.data(message);
    expect((await stored(idOf(reply), message)).equals(message)).toBe(true);
    expect(await client.command('NOOP')).toMatch(/^250/);
  });

  it('with several recipients has one id, and each rule sees the recipients it takes', async () => {
    await ses.send(new VerifyDomainIdentityCommand({ Domain: 'second.com' }));
    await createRule(ses, 'inbound', {
      Name: 'bob-only',
      Enabled: true,
      Recipients: ['bob@example.com'],
      Actions: [{ AddHeaderAction: { HeaderName: 'X-Bob', HeaderValue: 'yes' } }],
    });
    await createRule(ses, 'inbound', {
      Name: 'second',
      Enabled: true,
      Recipients: ['second.com'],
      Actions: [{ AddHeaderAction: { HeaderName: 'X-Second', HeaderValue: 'yes' } }],
    });
    const client = await connect();
    await client.begin('ann@example.net', 'bob@example.com', 'eve@example.com', 'who@second.com');
    const id = idOf(await client.data(Buffer.from('Subject: x\r\n\r\n')));
    await aws.receiving.idle();
    const mail = aws.receiving.mails().find(({ messageId }) => messageId === id);
    expect(mail?.envelope.to).toEqual(['bob@example.com', 'eve@example.com', 'who@second.com']);
    expect(mail?.actions.map(({ rule, recipients }) => [rule, recipients])).toEqual([
      ['second', ['who@second.com']],
      ['bob-only', ['bob@example.com']],
      ['store', ['bob@example.com', 'eve@example.com']],
    ]);
  });

  it('that announces more than 40 MB is refused before it is sent', async () => {
    const client = await connect();
    await client.command('EHLO client.example.net');
    expect(await client.command(`MAIL FROM:<a@example.net> SIZE=${40 * 1024 * 1024 + 1}`)).toMatch(
      /^552 5\.3\.4 /,
    );
  });
});

describe('a message given by hand', () => {
  it('begins no header line with its envelope', async () => {
    const raw = Buffer.from('S: x\r\n\r\n');
    for (const envelope of [
      { from: 'a@b.net>\r\nX: y', to: ['bob@example.com'] },
      { from: 'a@b.net', to: ['bob@example.com\r\nX: y'] },
      { from: 'a@b.net', to: ['bob@example.com'], helo: 'x\nX: y' },
    ]) {
      await expect(aws.deliver(raw, envelope)).rejects.toMatchObject({ responseCode: 501 });
    }
  });
});

describe('nonsense', () => {
  it.each([
    'FOO',
    'MAIL FROM:ann',
    'RCPT TO:<bob@example.com>',
    'DATA',
    'MAIL FROM:<a@b.c> BODY=MAYBE',
    '\x00\xff',
  ])('%j gets a 5xx reply and the conversation goes on', async (line) => {
    const client = await connect();
    await client.command('EHLO client.example.net');
    expect(await client.command(line)).toMatch(/^5\d\d /);
    expect(await client.command('NOOP')).toMatch(/^250/);
  });

  it('a client that leaves in the middle of a message leaves nothing behind', async () => {
    const before = aws.receiving.mails().length;
    const client = await connect();
    await client.begin('ann@example.net', 'bob@example.com');
    client.write('Subject: half a message\r\n');
    client.close();
    const next = await connect();
    await next.begin('ann@example.net', 'bob@example.com');
    expect(await next.data(Buffer.from('S: x\r\n\r\n'))).toMatch(/^250/);
    expect(aws.receiving.mails()).toHaveLength(before + 1);
  });
});
