// The lines SES puts before every message: their order and their form, as in the recorded samples.
import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  await createMailBucket(aws.s3(), 'mail');
  await receiveAt(aws.ses(), 'example.com');
  const Actions = [{ S3Action: { BucketName: 'mail' } }];
  for (const ScanEnabled of [true, false]) {
    const Name = ScanEnabled ? 'scanned' : 'unscanned';
    const Recipients = [`${Name}@example.com`];
    await createRule(aws.ses(), 'inbound', { Name, Enabled: true, ScanEnabled, Recipients, Actions });
  }
});
afterAll(() => aws.close());

const BODY = 'Hello\r\n\r\n\r\n';
async function prepended(to: string) {
  const raw = Buffer.from(`From: a@b.net\r\nSubject:  two   words\r\n\r\n${BODY}`);
  const { messageId } = await aws.deliver(raw, {
    from: 'ann@sender.net',
    to: [to],
    remoteAddress: '192.0.2.1',
    helo: 'mx.sender.net',
  });
  const { Body } = await aws.s3().send(new GetObjectCommand({ Bucket: 'mail', Key: messageId }));
  const text = (await Body?.transformToString()) ?? '';
  return { id: messageId, lines: text.slice(0, text.indexOf('From: a@b.net')).split('\r\n').slice(0, -1) };
}

describe('what SES prepends', () => {
  it('stands in the order of the recorded samples', async () => {
    const { id, lines } = await prepended('scanned@example.com');
    const spf =
      '(spfCheck: 192.0.2.1 is neither permitted nor denied by domain of sender.net) client-ip=192.0.2.1; envelope-from=ann@sender.net; helo=mx.sender.net;';
    expect(lines).toEqual([
      'Return-Path: <ann@sender.net>',
      'Received: from mx.sender.net (unknown [192.0.2.1])',
      ` by inbound-smtp.us-east-1.amazonaws.com with SMTP id ${id}`,
      ' for scanned@example.com;',
      expect.stringMatching(/^ \w{3}, \d{2} \w{3} \d{4} \d\d:\d\d:\d\d \+0000 \(UTC\)$/),
      'X-SES-Spam-Verdict: PASS',
      'X-SES-Virus-Verdict: PASS',
      `Received-SPF: none ${spf}`,
      'Authentication-Results: amazonses.com;',
      ` spf=none ${spf}`,
      ' dkim=none;',
      ' dmarc=none header.from=b.net;',
      expect.stringMatching(/^X-SES-RECEIPT: [A-Za-z0-9+/]+=*$/),
      expect.stringMatching(
        /^X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns\/txt; b=[A-Za-z0-9+/]+=*; c=relaxed\/simple; s=\w+; d=amazonses\.com; t=\d+; v=1; bh=[A-Za-z0-9+/]{43}=; h=From:To:Cc:Bcc:Subject:Date:Message-ID:MIME-Version:Content-Type:X-SES-RECEIPT;$/,
      ),
    ]);
  });

  it('tells no scan verdicts where nothing was scanned', async () => {
    const { lines } = await prepended('unscanned@example.com');
    expect(lines.filter((line) => /Verdict/.test(line))).toEqual([]);
  });

  it('hashes the body as DKIM’s simple canonicalization does', async () => {
    const { lines } = await prepended('scanned@example.com');
    const hash = createHash('sha256').update('Hello\r\n').digest('base64');
    expect(lines.at(-1)).toContain(`bh=${hash};`);
  });
});
