// The SMTP listener as its settings make it: the certificate that was given, the sizes and numbers that were chosen.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { CertificateError, readCertificatePair } from '../../../src/platform/certificate-files.ts';
import { MoveableClock } from '../../../src/platform/clock.ts';
import { createRandom } from '../../../src/platform/random.ts';
import { selfSigned } from '../../../src/services/ses/receiving/certificate.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { RawSmtp } from './raw-smtp.ts';

let folder: string;
let aws: TestServer;
let cert: string;
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waxseal-certificate-'));
  const made = () => selfSigned({ random: createRandom(), clock: new MoveableClock() }, ['mail.example.com']);
  const [own, other] = [await made(), await made()];
  cert = own.cert;
  writeFileSync(file('cert.pem'), own.cert);
  writeFileSync(file('key.pem'), own.key);
  writeFileSync(file('other.pem'), other.key);
  aws = await startTestServer({
    smtpCertificate: file('cert.pem'),
    smtpKey: file('key.pem'),
    smtpMaxSize: 1000,
    smtpSessions: 2,
    smtpTimeout: 1,
  });
});
afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the SMTP listener’s settings', () => {
  it('STARTTLS shows the certificate that was given, to a client that trusts it', async () => {
    const client = await RawSmtp.open(aws.smtp.port);
    await client.command('EHLO client.example.net');
    expect(await client.command('STARTTLS')).toMatch(/^220/);
    client.socket.removeAllListeners('data');
    const secure = connectTls({ socket: client.socket, ca: cert, servername: 'mail.example.com' });
    await new Promise<void>((resolve, reject) => secure.on('secureConnect', resolve).on('error', reject));
    expect(secure.authorized).toBe(true);
    secure.destroy();
  });

  it('the largest message is the one that was chosen', async () => {
    const client = await RawSmtp.open(aws.smtp.port);
    expect(await client.command('EHLO client.example.net')).toMatch(/^250[- ]SIZE 1000\r?$/m);
    expect(await client.command('MAIL FROM:<a@b.example> SIZE=1001')).toMatch(/^552/);
    client.socket.destroy();
  });

  it('a session more than was chosen is asked to come again, and a silent one makes room', async () => {
    const silent = [await RawSmtp.open(aws.smtp.port), await RawSmtp.open(aws.smtp.port)];
    const { greeting } = await RawSmtp.greeted(aws.smtp.port);
    expect(greeting).toMatch(/^421/);
    for (const client of silent) expect(await client.reply()).toMatch(/^421/);
    const again = await RawSmtp.greeted(aws.smtp.port);
    expect(again.greeting).toMatch(/^220/);
    again.client.socket.destroy();
  });

  it('a certificate without its key, of another key, or that is none, is refused before anything starts', async () => {
    const pair = (...names: [string?, string?]) => readCertificatePair(...names);
    expect(pair()).toBeUndefined();
    expect(() => pair(file('cert.pem'))).toThrow(/given together, or neither/);
    expect(() => pair(file('cert.pem'), file('other.pem'))).toThrow(/is not that of the certificate/);
    expect(() => pair(file('key.pem'), file('key.pem'))).toThrow(/holds no certificate in PEM/);
    expect(() => pair(file('cert.pem'), file('absent.pem'))).toThrow(CertificateError);
    const options = { smtpCertificate: file('cert.pem') };
    await expect(startTestServer(options)).rejects.toThrow(CertificateError);
  });

  it('are read from flags and environment', () => {
    const environment = { WAXSEAL_SMTP_SESSIONS: '7', WAXSEAL_RELAY_HOST: 'mail.internal' };
    expect(readConfig(['--smtp-timeout', '5', '--relay-tls=implicit'], environment)).toMatchObject({
      smtpSessions: 7,
      smtpTimeout: 5,
      relayHost: 'mail.internal',
      relayTls: 'implicit',
    });
    const functions = 'arn:aws:lambda:us-east-1:000000000000:function:f=http://127.0.0.1:1/x?a=b';
    expect(readConfig([], { WAXSEAL_FUNCTIONS: functions, WAXSEAL_DNS: '{"TXT a.b": ["x"]}' })).toMatchObject(
      {
        functions: { 'arn:aws:lambda:us-east-1:000000000000:function:f': 'http://127.0.0.1:1/x?a=b' },
        dns: { 'TXT a.b': ['x'] },
      },
    );
    expect(() => readConfig(['--topics', 'here=there'], {})).toThrow(/must be ARN=URL pairs/);
    expect(() => readConfig(['--dns', '{"a.b": "x"}'], {})).toThrow(/must be JSON such as/);
    expect(() => readConfig(['--smtp-max-size', '40M'], {})).toThrow(
      "--smtp-max-size must be a whole number from 1, not '40M'",
    );
    expect(() => readConfig(['--smtp-sessions=0'], {})).toThrow(/whole number from 1/);
  });

  it('a client that never speaks holds nothing up', async () => {
    const mute = connect(aws.smtp.port, '127.0.0.1');
    await new Promise((resolve) => mute.on('close', resolve).resume());
    expect(mute.bytesWritten).toBe(0);
  });
});
