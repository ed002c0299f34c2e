// An SMTP client without sense: commands in any order, cut anywhere, into TLS or away in the middle.
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Dice } from '../support/fuzz.ts';
import { anyMail } from './ses-fuzz-mails.ts';

const COMMANDS = [
  'EHLO x',
  'EHLO [IPv6:::1]',
  `EHLO ${'x'.repeat(400)}`,
  'HELO',
  'MAIL FROM:<ann@example.net>',
  'MAIL FROM:<ann@example.net> BODY=8BITMIME SMTPUTF8',
  'MAIL FROM:<>',
  'MAIL FROM:<a@example.net> SIZE=99999999999999999999',
  'MAIL FROM:<a@example.net> SIZE=-1',
  'MAIL FROM:a b c',
  'RCPT TO:<bob@example.com>',
  'RCPT TO:<u+spam-fail+dkim-fail@example.com>',
  'RCPT TO:<bob@topic.example.com>',
  'RCPT TO:<bob@bounce.example.com>',
  'RCPT TO:<@relay.example:bob@example.com>',
  'RCPT TO:<"a b"@example.com>',
  'RCPT TO:<b\xf6b@example.com>',
  `RCPT TO:<${'x'.repeat(3_000)}@example.com>`,
  'DATA',
  'RSET',
  'NOOP',
  'VRFY bob',
  'HELP',
  'STARTTLS now',
  'BDAT 10 LAST',
  'AUTH PLAIN AAAA',
  'GET / HTTP/1.1',
  'X'.repeat(20_000),
  '.',
  '',
];
const ORDERLY = [
  'EHLO client.example.net',
  'MAIL FROM:<ann@example.net>',
  'RCPT TO:<bob@example.com>',
  'DATA',
];

export interface Session {
  readonly bytes: Buffer;
  readonly cuts: readonly number[];
  readonly tls: boolean;
  readonly aborts: boolean;
}

export function anySession(dice: Dice, real: readonly Buffer[]): Session {
  const lines = dice.onceIn(2) ? [...ORDERLY] : dice.many(14, () => dice.oneOf(COMMANDS));
  if (dice.onceIn(3)) lines.splice(dice.below(lines.length + 1), 0, dice.oneOf(COMMANDS));
  const end = dice.oneOf(['\r\n', '\r\n', '\r\n', '\n', '\r']);
  const parts = [Buffer.from(lines.map((line) => line + end).join(''), 'latin1'), anyMail(dice, real)];
  parts.push(Buffer.from(dice.oneOf(['\r\n.\r\n', '\r\n.\r\nQUIT\r\n', '\n.\n', '\r\n.', ''])));
  const bytes = Buffer.concat(parts);
  const cuts = dice.many(8, () => dice.below(bytes.length + 1)).sort((a, b) => a - b);
  return { bytes, cuts, tls: dice.onceIn(12), aborts: dice.onceIn(4) };
}

/** What the server said; what is no SMTP reply is an Error. */
export async function play(port: number, session: Session): Promise<readonly string[]> {
  let said = '';
  const plain = connect(port, '127.0.0.1');
  plain.on('error', () => {});
  const hear = (bytes: Buffer) => {
    said += bytes.toString('latin1');
  };
  plain.on('data', hear);
  await heard(plain);
  const socket = session.tls ? await secured(plain, hear) : plain;
  let from = 0;
  for (const cut of [...session.cuts, session.bytes.length]) {
    if (socket.destroyed || !socket.writable) break;
    socket.write(session.bytes.subarray(from, cut));
    from = cut;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (session.aborts) plain.destroy();
  else socket.end();
  await new Promise<void>((resolve) => {
    if (plain.closed) resolve();
    plain.once('close', () => resolve());
  });
  const lines = said.split('\r\n').filter((line) => line !== '');
  const nonsense = lines.slice(0, -1).find((line) => !/^[2-5]\d\d[ -]/.test(line));
  if (nonsense !== undefined) throw new Error(`no SMTP reply: ${nonsense}`);
  return lines;
}

/** One packet, or the end. */
const heard = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('data', () => resolve());
    socket.once('close', () => resolve());
  });

async function secured(plain: Socket, hear: (bytes: Buffer) => void): Promise<Socket> {
  plain.write('EHLO x\r\n');
  await heard(plain);
  plain.write('STARTTLS\r\n');
  await heard(plain);
  if (plain.destroyed) return plain;
  plain.off('data', hear);
  const tls = connectTls({ socket: plain, rejectUnauthorized: false });
  tls.on('error', () => {});
  tls.on('data', hear);
  await new Promise<void>((resolve) => {
    tls.once('secureConnect', () => resolve());
    tls.once('close', () => resolve());
  });
  return tls;
}
