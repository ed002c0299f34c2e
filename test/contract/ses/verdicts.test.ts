// What SES thinks of a message: against a DNS zone that the control API gives, and on demand.
import { generateKeyPairSync } from 'node:crypto';
import type { SESClient } from '@aws-sdk/client-ses';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

beforeAll(async () => {
  aws = await startTestServer({ sesVerdictLabels: true });
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
  await createRule(ses, 'inbound', {
    Name: 'scan',
    Enabled: true,
    Recipients: ['example.com'],
    ScanEnabled: true,
    Actions: [],
  });
  await createRule(ses, 'inbound', {
    Name: 'plain',
    Enabled: true,
    Recipients: ['plain@sub.example.com'],
    Actions: [],
  });
});
afterAll(() => aws.close());

const setDns = (records: Record<string, string[]>) =>
  fetch(`${aws.url}/_waxseal/dns`, { method: 'PUT', body: JSON.stringify(records) });
async function judge(
  body: string,
  to = 'bob@example.com',
  remoteAddress = '192.0.2.1',
  from = 'ann@sender.net',
) {
  const raw = Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\n${body}\r\n`);
  const { mails } = await aws.deliver(raw, { from, to: [to], remoteAddress });
  return mails[0]?.verdicts;
}

describe('scanning', () => {
  const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
  const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

  it('passes an honest message, finds GTUBE and EICAR, the latter in an attachment too', async () => {
    expect(await judge('hello')).toMatchObject({ scanned: true, spam: 'PASS', virus: 'PASS' });
    expect(await judge(GTUBE)).toMatchObject({ spam: 'FAIL', virus: 'PASS' });
    expect(await judge(EICAR)).toMatchObject({ spam: 'PASS', virus: 'FAIL' });
    expect(await judge(Buffer.from(EICAR).toString('base64'))).toMatchObject({ virus: 'FAIL' });
  });

  it('is off where no rule asks for it', async () => {
    expect(await judge(GTUBE, 'plain@sub.example.com')).toMatchObject({
      scanned: false,
      spam: 'DISABLED',
      virus: 'DISABLED',
    });
  });

  it('gives the verdict that a recipient’s label asks for', async () => {
    expect(await judge('hello', 'bob+spam-fail@example.com')).toMatchObject({ spam: 'FAIL' });
    expect(await judge('hello', 'bob+virus-fail+dmarc-gray@example.com')).toMatchObject({
      virus: 'FAIL',
      dmarcVerdict: 'GRAY',
    });
  });

  it('gives the verdict that the control API asks for', async () => {
    const response = await fetch(
      `${aws.url}/_waxseal/mail?from=a@b.net&to=bob@example.com&spf=fail&spam=processing_failed`,
      {
        method: 'POST',
        body: 'Subject: x\r\n\r\n',
      },
    );
    const { mails } = (await response.json()) as { mails: { verdicts: unknown }[] };
    expect(mails[0]?.verdicts).toMatchObject({
      spam: 'PROCESSING_FAILED',
      spf: { verdict: 'FAIL', result: 'fail' },
    });
  });
});

describe('SPF, DKIM and DMARC', () => {
  it('are grey where DNS says nothing', async () => {
    expect(await judge('x')).toMatchObject({
      spf: { verdict: 'GRAY' },
      dkimVerdict: 'GRAY',
      dmarcVerdict: 'GRAY',
    });
  });

  it('SPF passes the permitted address and fails another one, DMARC follows', async () => {
    await setDns({
      'TXT sender.net': ['v=spf1 ip4:192.0.2.1 mx -all'],
      'MX sender.net': ['10 mx.sender.net'],
      'A mx.sender.net': ['192.0.2.7'],
      'TXT _dmarc.sender.net': ['v=DMARC1; p=reject'],
    });
    expect(await judge('x')).toMatchObject({
      spf: {
        verdict: 'PASS',
        comment: 'spfCheck: domain of sender.net designates 192.0.2.1 as permitted sender',
      },
      dmarcVerdict: 'PASS',
      dmarcResult: 'pass header.from=sender.net',
    });
    expect(await judge('x', undefined, '192.0.2.7')).toMatchObject({ spf: { verdict: 'PASS' } });
    expect(await judge('x', undefined, '198.51.100.1')).toMatchObject({
      spf: { verdict: 'FAIL' },
      dmarcVerdict: 'FAIL',
      dmarcPolicy: 'reject',
    });
  });

  it('DKIM passes a real signature and fails a broken one', async () => {
    await setDns({ 'TXT key._domainkey.sender.net': [`v=DKIM1; k=rsa; p=${publicKey}`] });
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
    const { message } = await transport.sendMail({
      from: 'ann@sender.net',
      to: 'bob@example.com',
      subject: 'Signed',
      text: 'By my hand',
      dkim: {
        domainName: 'sender.net',
        keySelector: 'key',
        privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      },
    });
    const signed = Buffer.isBuffer(message) ? message : Buffer.alloc(0);
    const check = async (raw: Buffer) => {
      const { mails } = await aws.deliver(raw, { from: 'ann@sender.net', to: ['bob@example.com'] });
      return mails[0]?.verdicts;
    };
    expect(await check(signed)).toMatchObject({ dkimVerdict: 'PASS', dkim: ['pass header.i=@sender.net'] });
    const broken = Buffer.from(signed.toString('latin1').replace('By my hand', 'By no hand'), 'latin1');
    expect(await check(broken)).toMatchObject({ dkimVerdict: 'FAIL' });
  });
});
