// Addresses as SMTP writes them (RFC 5321 §4.1.2): which are read, whose they are, and which are refused as none.
import { type SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { RawSmtp } from './raw-smtp.ts';
import { createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
const open: RawSmtp[] = [];

beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
  const recipients = ['bob@example.com', 'label+only@example.com', '"Quoted Name"@example.com'];
  await createRule(ses, 'inbound', { Name: 'some', Enabled: true, Recipients: recipients, Actions: [] });
  for (const Domain of ['anybody.example', 'xn--bcher-kva.example']) {
    await ses.send(new VerifyDomainIdentityCommand({ Domain }));
  }
  await createRule(ses, 'inbound', {
    Name: 'all',
    Enabled: true,
    Recipients: ['anybody.example'],
    Actions: [],
  });
  await createRule(ses, 'inbound', {
    Name: 'punycode',
    Enabled: true,
    Recipients: ['xn--bcher-kva.example'],
    Actions: [],
  });
});
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});
afterAll(() => aws.close());

async function greeted(): Promise<RawSmtp> {
  const client = await RawSmtp.open(aws.smtp.port);
  open.push(client);
  await client.command('EHLO client.example.net');
  return client;
}
async function ask(path: string) {
  const client = await greeted();
  await client.command('MAIL FROM:<ann@example.net>');
  return client.command(`RCPT TO:${path}`);
}

describe('a recipient', () => {
  it.each([
    ['in quotes that need not be', '<"bob"@example.com>'],
    ['with a quoted character that need not be', '<"b\\ob"@example.com>'],
    ['with a label within the quotes', '<"bob+label"@example.com>'],
    ['of another case', '<BOB@Example.COM>'],
    ['with a label that alone is asked for', '<label+only@example.com>'],
    ['whose quotes a rule has too', '<"quoted name"@example.com>'],
    ['with a blank in its quotes', '<"a b"@anybody.example>'],
    ['with an @ and a bracket in its quotes', '<"a@b>c"@anybody.example>'],
    ['behind a route, which is passed over', '<@a.example,@b.example:bob@example.com>'],
    ['with a blank before it, as old clients write', ' <bob@example.com>'],
  ])('%s is taken: %s', async (_what, path) => {
    expect(await ask(path)).toBe('250 2.1.5 Accepted');
  });

  it.each([
    ['another than the quoted one', '<"bo b"@example.com>'],
    ['of an empty name', '<""@example.com>'],
    ['without the label that is asked for', '<label@example.com>'],
    ['at an address instead of a name', '<bob@[127.0.0.1]>'],
    ['at an address of IPv6', '<bob@[IPv6:::1]>'],
    ['of no domain', '<postmaster>'],
  ])('%s is nobody here: %s', async (_what, path) => {
    expect(await ask(path)).toMatch(/^550 5\.1\.1 /);
  });

  it.each([
    ['with a dot behind its domain', '<bob@example.com.>'],
    ['with two dots in its domain', '<bob@example..com>'],
    ['with a dot before its name', '<.bob@example.com>'],
    ['with two dots in its name', '<b..ob@example.com>'],
    ['with a label of its domain that begins with a hyphen', '<bob@-example.com>'],
    ['whose quotes do not end', '<"bob@example.com>'],
    ['with quotes in the middle', '<bob"x"@example.com>'],
    ['with a comment', '<bob(it is me)@example.com>'],
    ['with a blank outside of quotes', '<bob x@example.com>'],
    ['with a control character', '<"b\x01ob"@example.com>'],
    ['beyond ASCII, for SMTPUTF8 is not offered', '<b\xc3\xb6b@example.com>'],
    ['at no address', '<bob@[127.0.0.1.5]>'],
    ['without brackets', 'bob@example.com'],
    ['with something behind its brackets', '<bob@example.com>x'],
    ['longer than a path may be', `<${'x'.repeat(250)}@example.com>`],
    ['that is none', '<>'],
  ])('%s is no address: %s', async (_what, path) => {
    expect(await ask(path)).toBe('501 5.1.3 Error: Bad recipient address syntax');
  });

  it('is told to the actions as it was written', async () => {
    const client = await greeted();
    await client.command('MAIL FROM:<"ann x"@example.net>');
    for (const to of ['"bob"@example.com', 'who@xn--bcher-kva.example'])
      await client.command(`RCPT TO:<${to}>`);
    await client.command('DATA');
    expect(await client.data(Buffer.from('Subject: x\r\n\r\n'))).toMatch(/^250 /);
    expect(aws.receiving.mails().at(-1)?.envelope).toMatchObject({
      from: '"ann x"@example.net',
      to: ['"bob"@example.com', 'who@xn--bcher-kva.example'],
    });
  });

  it('is one of a thousand at most in a message', async () => {
    const client = await greeted();
    await client.command('MAIL FROM:<ann@example.net>');
    for (let index = 0; index < 1_000; index += 1) client.write(`RCPT TO:<r${index}@anybody.example>\r\n`);
    for (let index = 0; index < 1_000; index += 1) expect(await client.reply()).toMatch(/^250 /);
    expect(await client.command('RCPT TO:<more@anybody.example>')).toMatch(/^452 4\.5\.3 /);
    expect(await client.command('DATA')).toMatch(/^354 /);
    expect(await client.data(Buffer.from('Subject: x\r\n\r\n'))).toMatch(/^250 /);
  });
});

describe('a sender', () => {
  it.each(['<>', '<ann@example.net>', '<"ann x"@example.net> SIZE=10 BODY=8BITMIME', '<ann@[192.0.2.1]>'])(
    '%s may send',
    async (path) => {
      expect(await (await greeted()).command(`MAIL FROM:${path}`)).toBe('250 2.1.0 Accepted');
    },
  );

  it.each(['<ann>', '<ann@example.net.>', '<\xc3\xb6@example.net>', 'ann@example.net'])(
    '%s is no address',
    async (path) => {
      expect(await (await greeted()).command(`MAIL FROM:${path}`)).toMatch(/^501 5\.1\.7 /);
    },
  );
});

describe('a parameter of an extension that is not offered', () => {
  it.each(['SMTPUTF8', 'AUTH=<>', 'RET=FULL', 'FOO=BAR', 'REQUIRETLS'])(
    '%s is refused of a sender',
    async (parameter) => {
      expect(await (await greeted()).command(`MAIL FROM:<a@b.net> ${parameter}`)).toMatch(
        /^5(?:55 5\.5\.4|30) /,
      );
    },
  );

  it.each(['NOTIFY=SUCCESS', 'FOO=BAR'])('%s is refused of a recipient', async (parameter) => {
    expect(await ask(`<bob@example.com> ${parameter}`)).toMatch(/^555 5\.5\.4 /);
  });
});

it('no command is there that SES does not have', async () => {
  const client = await greeted();
  for (const line of [
    'WIZ x',
    'SHELL',
    'KILL',
    'XCLIENT ADDR=192.0.2.1',
    'XFORWARD ADDR=192.0.2.1',
    'BDAT 3 LAST',
  ]) {
    expect(await client.command(line)).toMatch(/^500 5\.5\.2 /);
  }
});
