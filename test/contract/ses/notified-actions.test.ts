// What a topic is told of each kind of action, member by member, and the notification that a Bounce action sends.
import type { ReceiptAction } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpEndpoint, listenHttp } from '../../support/http-endpoint.ts';
import { ACCOUNT, startTestServer, type TestServer } from '../../support/server.ts';
import { createMailBucket, createRule, receiveAt } from './rules.ts';

const TopicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:told`;
const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
const ORGANIZATION = `arn:aws:workmail:us-east-1:${ACCOUNT}:organization/m-1`;
const RAW = Buffer.from(
  'From: Ann <ann@example.net>\r\nTo: list@example.com\r\nCc: c@example.com\r\nSubject: Hi\r\n\r\n',
);

let aws: TestServer;
let endpoint: HttpEndpoint;
let rules = 0;

beforeAll(async () => {
  aws = await startTestServer();
  await createMailBucket(aws.s3(), 'mail');
  await receiveAt(aws.ses(), 'example.com');
  endpoint = await listenHttp();
  endpoint.answer(200, 'null');
  const put = (path: string, body: object) =>
    fetch(`${aws.url}/_waxseal/${path}`, { method: 'PUT', body: JSON.stringify(body) });
  await put('topics', { [TopicArn]: endpoint.at('/topic') });
  await put('functions', { [FUNCTION]: endpoint.at('/function') });
});
afterAll(async () => {
  await aws.close();
  await endpoint.close();
});

async function receive(action: ReceiptAction) {
  rules += 1;
  const to = `u${rules}@example.com`;
  const Name = `r${rules}`;
  await createRule(aws.ses(), 'inbound', { Name, Enabled: true, Recipients: [to], Actions: [action] });
  const { messageId } = await aws.deliver(RAW, { from: 'ann@example.net', to: [to] });
  return { messageId, to };
}
function lastTold() {
  const told = endpoint.posted.findLast(({ path }) => path === '/topic');
  return JSON.parse(JSON.parse(told?.body ?? '{}').Message);
}

const bounce = {
  SmtpReplyCode: '550',
  StatusCode: '5.1.1',
  Message: 'Mailbox does not exist',
  Sender: 'mailer-daemon@example.com',
};

describe('the action that a topic is told of', () => {
  it.each<[string, ReceiptAction, object]>([
    [
      'Bounce',
      { BounceAction: { ...bounce, TopicArn } },
      {
        smtpReplyCode: '550',
        statusCode: '5.1.1',
        message: 'Mailbox does not exist',
        sender: 'mailer-daemon@example.com',
      },
    ],
    [
      'Lambda',
      { LambdaAction: { FunctionArn: FUNCTION, TopicArn } },
      { functionArn: FUNCTION, invocationType: 'Event' },
    ],
    ['Stop', { StopAction: { Scope: 'RuleSet', TopicArn } }, {}],
    [
      'WorkMail',
      { WorkmailAction: { OrganizationArn: ORGANIZATION, TopicArn } },
      { organizationArn: ORGANIZATION },
    ],
  ])('%s has its members and its topic', async (type, action, members) => {
    await receive(action);
    expect(lastTold().receipt.action).toEqual({ type, topicArn: TopicArn, ...members });
  });

  it('S3 has an empty prefix where the rule has none, as on AWS', async () => {
    const { messageId } = await receive({ S3Action: { BucketName: 'mail', TopicArn } });
    expect(lastTold().receipt.action).toEqual({
      type: 'S3',
      topicArn: TopicArn,
      bucketName: 'mail',
      objectKeyPrefix: '',
      objectKey: messageId,
    });
  });

  it('stands in a notification with every member of AWS’s, and none beside', async () => {
    const { messageId, to } = await receive({ StopAction: { Scope: 'RuleSet', TopicArn } });
    const { mail, receipt, ...rest } = lastTold();
    expect(rest).toEqual({ notificationType: 'Received' });
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const verdict = (status: string) => ({ status });
    expect(receipt).toEqual({
      timestamp: at,
      processingTimeMillis: expect.any(Number),
      recipients: [to],
      spamVerdict: verdict('DISABLED'),
      virusVerdict: verdict('DISABLED'),
      spfVerdict: verdict('GRAY'),
      dkimVerdict: verdict('GRAY'),
      dmarcVerdict: verdict('GRAY'),
      action: expect.anything(),
    });
    expect(mail).toEqual({
      timestamp: at,
      source: 'ann@example.net',
      messageId,
      destination: ['list@example.com', 'c@example.com'],
      headersTruncated: false,
      headers: expect.arrayContaining([{ name: 'Subject', value: 'Hi' }]),
      commonHeaders: {
        returnPath: 'ann@example.net',
        from: ['Ann <ann@example.net>'],
        to: ['list@example.com'],
        cc: ['c@example.com'],
        subject: 'Hi',
      },
    });
  });
});

describe('a Bounce action', () => {
  it('sends a report of three parts (RFC 6522, 3464)', async () => {
    const { to } = await receive({ BounceAction: bounce });
    const sent = (await (await fetch(`${aws.url}/_waxseal/sent`)).json()) as {
      id: string;
      raw: string;
      reversePath: string;
      destinations: string[];
    }[];
    const { id = '', raw = '', ...envelope } = sent.at(-1) ?? {};
    // A report is never answered.
    expect(envelope).toMatchObject({ reversePath: '', destinations: ['ann@example.net'] });
    const [header = '', ...parts] = Buffer.from(raw, 'base64')
      .toString()
      .split(/\r\n\r\n--[\w-]+(?:\r\n|--\r\n)/);
    const date = /^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/;
    expect(header.split('\r\n')).toEqual([
      'From: mailer-daemon@example.com',
      'To: ann@example.net',
      expect.stringMatching(date),
      `Message-ID: <${id}@email.amazonses.com>`,
      'Subject: Delivery Status Notification (Failure)',
      'MIME-Version: 1.0',
      'Auto-Submitted: auto-replied',
      expect.stringMatching(
        /^Content-Type: multipart\/report; report-type=delivery-status; boundary="[\w-]+"$/,
      ),
    ]);
    const [text, status, original, end] = parts;
    expect(text).toMatch(/^Content-Type: text\/plain/);
    expect(text).toContain(`${to}\r\n\r\nMailbox does not exist`);
    expect(status?.split('\r\n')).toEqual([
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; inbound-smtp.us-east-1.amazonaws.com',
      expect.stringMatching(/^Arrival-Date: /),
      '',
      `Final-Recipient: rfc822; ${to}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 Mailbox does not exist',
    ]);
    expect(original).toMatch(/^Content-Type: text\/rfc822-headers\r\n\r\nReturn-Path: <ann@example.net>/);
    expect(original).toContain('\r\nSubject: Hi');
    expect(end).toBe('');
  });
});
