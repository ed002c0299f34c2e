// Mails as bad as they come: real ones mutated, and built ones that no mailer would send.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dice } from '../support/fuzz.ts';

const SPAMASSASSIN = '/usr/share/doc/spamassassin/examples';

/** Python's test data and SpamAssassin's samples where they are installed, and one of our own. */
export function realMails(): Buffer[] {
  const own = Buffer.from(
    'From: Ann <ann@example.net>\r\nTo: bob@example.com\r\nSubject: =?utf-8?q?f=C3=BCr?=\r\n' +
      'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nhi\r\n--b--\r\n',
  );
  return [own, ...textsIn(pythonData()), ...textsIn(SPAMASSASSIN)];
}

function textsIn(folder: string | undefined): Buffer[] {
  if (folder === undefined || !existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return names.map((name) => readFileSync(join(folder, name)));
}

/** Undefined where there is no Python, or it came without its tests. */
function pythonData(): string | undefined {
  try {
    const program = 'import test.test_email as t, os; print(os.path.dirname(t.__file__))';
    const folder = execFileSync('python3', ['-c', program], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return join(folder, 'data');
  } catch {
    return undefined;
  }
}

const NAMES = [
  'From',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'DKIM-Signature',
  'Content-Type',
  'X-',
  '',
];
const SHARP = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '.',
  '\r\n.',
  '..',
  ':',
  ' ',
  '\t',
  '"',
  '<',
  '(',
  ',',
  ';',
];
const WORDS = [
  '=?utf-8?q?=ff?=',
  '=?x?b?===?=',
  '=?utf-8?b?////?=',
  '=?',
  '?=',
  'boundary=',
  '--b',
  '\xff\xfe',
  'ü',
];

export function anyMail(dice: Dice, real: readonly Buffer[]): Buffer {
  const build = dice.oneOf([mutated, mutated, mutated, headers, nested, longLine, noise]);
  return build(dice, real);
}

function mutated(dice: Dice, real: readonly Buffer[]): Buffer {
  let mail = Buffer.from(dice.oneOf(real));
  for (let left = 1 + dice.size(12); left > 0; left -= 1) {
    const at = dice.below(mail.length + 1);
    const cut = dice.onceIn(3) ? dice.size(200) : 0;
    const piece = dice.oneOf([
      () => Buffer.from(dice.oneOf(SHARP), 'latin1'),
      () => Buffer.from(dice.oneOf(WORDS)),
      () => dice.bytes(dice.size(20)),
      () => mail.subarray(at, at + dice.size(400)),
    ])();
    mail = Buffer.concat([mail.subarray(0, at), piece, mail.subarray(at + cut)]);
  }
  return mail;
}

/** Up to thousands of fields, some folded, some no fields at all. */
function headers(dice: Dice): Buffer {
  const field = () =>
    `${dice.oneOf(NAMES)}${dice.oneOf([':', ' :', '', ': '])}${dice.many(6, () => dice.oneOf([...SHARP, ...WORDS, 'a@b.c'])).join('')}\r\n`;
  const many = dice.onceIn(10) ? 5_000 : 40;
  return Buffer.from(`${dice.many(many, field).join('')}\r\nbody\r\n`, dice.onceIn(2) ? 'latin1' : 'utf8');
}

function nested(dice: Dice): Buffer {
  const depth = dice.size(200);
  const open = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary="${level}"\r\n\r\n--${level}\r\n`,
  );
  const close = dice.onceIn(2) ? open.map((_, level) => `--${depth - level - 1}--\r\n`) : [];
  return Buffer.from(`${open.join('')}Subject: x\r\n\r\nx\r\n${close.join('')}`);
}

function longLine(dice: Dice): Buffer {
  const line = Buffer.alloc(
    dice.onceIn(10) ? 600_000 : dice.size(5_000),
    dice.oneOf([...SHARP, 'x', '=?a?q?']),
  );
  return Buffer.concat([Buffer.from(`${dice.oneOf(NAMES)}: `), line, Buffer.from('\r\n\r\nx\r\n')]);
}

const noise = (dice: Dice): Buffer => dice.bytes(dice.size(2_000));
