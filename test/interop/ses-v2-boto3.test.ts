// SESv2 through boto3: nothing there was written for waxseal, and no SDK of it is installed here.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boto3Missing } from '../support/boto3.ts';
import { named } from '../support/programs.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const SCRIPT = fileURLToPath(new URL('ses_v2_boto3.py', import.meta.url));

const reason = boto3Missing();

describe.skipIf(reason !== undefined)(named('SESv2 by boto3', reason), () => {
  let aws: TestServer;
  beforeAll(async () => {
    aws = await startTestServer();
  });
  afterAll(() => aws.close());

  it('makes, tells and removes identities, and sends, as boto3 expects', async () => {
    const { stdout } = await promisify(execFile)('python3', [SCRIPT, aws.url]);
    const { sent, ...seen } = JSON.parse(stdout);
    expect(seen).toEqual({
      made: ['EMAIL_ADDRESS', true, false],
      tokens: 3,
      got: ['SUCCESS', [{ Key: 'a', Value: 'b' }], {}],
      pages: [
        ['ann+news/x@example.org', 'd0.example'],
        ['d1.example', 'd2.example'],
      ],
      quota: 2,
      again: ['AlreadyExistsException', 'AlreadyExistsException', 400],
      missing: ['NotFoundException', 'NotFoundException', 404],
      unverified: ['MessageRejected', 'MessageRejected', 400],
      bad: ['BadRequestException', 'BadRequestException', 400],
      deleted: 200,
      gone: ['NotFoundException', 'NotFoundException', 404],
    });
    const kept = (await (await fetch(`${aws.url}/_waxseal/sent`)).json()) as { id: string; raw: string }[];
    expect(kept.map(({ id }) => id)).toEqual(sent);
    const [simple, raw] = kept.map((mail) => Buffer.from(mail.raw, 'base64').toString('latin1'));
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('base64');
    expect(simple?.replaceAll('\r\n', '')).toContain(bytes);
    expect(simple).toContain('\r\nX-Own: yes\r\n');
    expect(raw).toContain('From: x@example.com\r\nTo: y@elsewhere.org\r\n\r\n\xff\x00');
  }, 60_000);
});
