// SendBounce through the SDK.
import { type SESClient, SendBounceCommand, type SendBounceCommandInput } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
let received: string;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
  await createRule(ses, 'inbound', { Name: 'all', Enabled: true, Actions: [] });
  const raw = Buffer.from('From: ann@example.net\r\nSubject: Hi\r\n\r\n');
  received = (await aws.deliver(raw, { from: 'ann@example.net', to: ['bob@example.com'] })).messageId;
});
afterAll(() => aws.close());

const bounce = (OriginalMessageId = received, BounceSender = 'mailer@example.com') =>
  ses.send(
    new SendBounceCommand({
      OriginalMessageId,
      BounceSender,
      Explanation: 'Bob has left',
      BouncedRecipientInfoList: [{ Recipient: 'bob@example.com', BounceType: 'DoesNotExist' }],
    }),
  );

const send = (input: Partial<SendBounceCommandInput>) =>
  ses.send(
    new SendBounceCommand({
      OriginalMessageId: received,
      BounceSender: 'mailer@example.com',
      BouncedRecipientInfoList: undefined,
      ...input,
    }),
  );
async function sentRaw(id: string): Promise<string> {
  const response = await fetch(`${aws.url}/_waxseal/sent`);
  const mails = (await response.json()) as { id: string; raw: string }[];
  return Buffer.from(mails.find((mail) => mail.id === id)?.raw ?? '', 'base64').toString();
}

describe('SendBounce', () => {
  it('sends a delivery status notification to the sender of a received message', async () => {
    const { MessageId } = await bounce();
    const response = await fetch(`${aws.url}/_waxseal/sent`);
    const mails = (await response.json()) as { id: string; raw: string; destinations: string[] }[];
    const mail = mails.find(({ id }) => id === MessageId);
    expect(mail?.destinations).toEqual(['ann@example.net']);
    const raw = Buffer.from(mail?.raw ?? '', 'base64').toString();
    expect(raw).toContain('Content-Type: multipart/report; report-type=delivery-status;');
    expect(raw).toContain(
      '\r\nFinal-Recipient: rfc822; bob@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n',
    );
    expect(raw).toContain('\r\nDiagnostic-Code: smtp; 550 5.1.1 Mailbox does not exist\r\n');
    expect(raw).toContain('\r\nSubject: Hi\r\n');
    expect(raw).toContain('\r\nBob has left\r\n');
  });

  it('puts the caller’s own fields in their places (RFC 3464)', async () => {
    const { MessageId = '' } = await send({
      BouncedRecipientInfoList: [
        {
          Recipient: 'bob@example.com',
          RecipientDsnFields: {
            FinalRecipient: 'robert@example.com',
            Action: 'delayed',
            Status: '4.4.1',
            RemoteMta: 'dns; mx.example.com',
            DiagnosticCode: 'smtp; 421 later; much later',
            LastAttemptDate: new Date('2026-01-02T03:04:05Z'),
            ExtensionFields: [{ Name: 'X-Try', Value: '3' }],
          },
        },
      ],
      MessageDsn: {
        ReportingMta: 'dns; mta.example.com',
        ArrivalDate: new Date('2026-01-01T00:00:00Z'),
        ExtensionFields: [{ Name: 'X-Queue', Value: 'q1' }],
      },
    });
    const raw = await sentRaw(MessageId);
    expect(raw).toContain(`\r\nMessage-ID: <${MessageId}@email.amazonses.com>\r\n`);
    const [, report] = raw.split('Content-Type: message/delivery-status\r\n\r\n');
    expect(report?.split('\r\n\r\n--')[0]?.split('\r\n')).toEqual([
      'Reporting-MTA: dns; mta.example.com',
      'Arrival-Date: Thu, 01 Jan 2026 00:00:00 +0000',
      'X-Queue: q1',
      '',
      'Final-Recipient: rfc822; robert@example.com',
      'Action: delayed',
      'Status: 4.4.1',
      'Remote-MTA: dns; mx.example.com',
      'Diagnostic-Code: smtp; 421 later; much later',
      'Last-Attempt-Date: Fri, 02 Jan 2026 03:04:05 +0000',
      'X-Try: 3',
    ]);
  });

  it('spells an address beyond ASCII as RFC 6533 does', async () => {
    const { messageId } = await aws.deliver(Buffer.from('Subject: Hi\r\n\r\n'), {
      from: 'ann@example.net',
      to: ['jörg@example.com'],
    });
    const { MessageId = '' } = await send({
      OriginalMessageId: messageId,
      BouncedRecipientInfoList: [{ Recipient: 'jörg@example.com', BounceType: 'ExceededQuota' }],
    });
    expect(await sentRaw(MessageId)).toContain(
      '\r\nFinal-Recipient: utf-8; j\\x{F6}rg@example.com\r\nAction: failed\r\nStatus: 5.2.2\r\n',
    );
  });

  it('gives the message’s own fields back in lines that every server takes', async () => {
    const others = Array.from({ length: 200 }, (_, n) => `Reader ${n} <reader${n}@example.org>`);
    const { messageId } = await aws.deliver(Buffer.from(`To: ${others.join(',\r\n ')}\r\n\r\n`), {
      from: 'ann@example.net',
      to: ['bob@example.com'],
    });
    const { MessageId = '' } = await send({
      OriginalMessageId: messageId,
      BouncedRecipientInfoList: [{ Recipient: 'bob@example.com', BounceType: 'ContentRejected' }],
    });
    const raw = await sentRaw(MessageId);
    expect(Math.max(...raw.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThan(998);
    expect(raw.replaceAll('\r\n ', ' ')).toContain(`To: ${others.join(', ')}\r\n`);
  });

  it.each([
    ['nobody', []],
    ['one who says nothing of the failure', [{ Recipient: 'bob@example.com' }]],
    [
      'a field that would begin a line of its own',
      [
        {
          Recipient: 'bob@example.com',
          RecipientDsnFields: {
            Action: 'failed' as const,
            Status: '5.0.0',
            ExtensionFields: [{ Name: 'X-A', Value: 'b\r\nX-C: d' }],
          },
        },
      ],
    ],
  ])('refuses %s', async (_what, BouncedRecipientInfoList) => {
    await expect(send({ BouncedRecipientInfoList })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it('refuses a recipient whom the message did not name', async () => {
    const stranger = [{ Recipient: 'carol@example.com', BounceType: 'DoesNotExist' as const }];
    await expect(send({ BouncedRecipientInfoList: stranger })).rejects.toMatchObject({
      name: 'MessageRejected',
    });
  });

  it('refuses a message of another region', async () => {
    const elsewhere = aws.ses({ region: 'eu-west-1' });
    await receiveAt(elsewhere, 'example.com');
    const info = [{ Recipient: 'bob@example.com', BounceType: 'DoesNotExist' as const }];
    const command = new SendBounceCommand({
      OriginalMessageId: received,
      BounceSender: 'mailer@example.com',
      BouncedRecipientInfoList: info,
    });
    await expect(elsewhere.send(command)).rejects.toMatchObject({
      name: 'MessageRejected',
      message: `Could not find the message ${received}`,
    });
  });

  it('refuses a message that was received more than 24 hours ago', async () => {
    const raw = Buffer.from('From: ann@example.net\r\n\r\n');
    const { messageId } = await aws.deliver(raw, { from: 'ann@example.net', to: ['bob@example.com'] });
    aws.clock.advance(23 * 3_600_000);
    ses.config.systemClockOffset = 23 * 3_600_000;
    await bounce(messageId);
    aws.clock.advance(2 * 3_600_000);
    ses.config.systemClockOffset = 25 * 3_600_000;
    await expect(bounce(messageId)).rejects.toMatchObject({ name: 'MessageRejected' });
  });

  it('refuses a message that was never received, and a sender nobody verified', async () => {
    await expect(bounce('0'.repeat(40))).rejects.toMatchObject({ name: 'MessageRejected' });
    await expect(bounce(received, 'mailer@elsewhere.com')).rejects.toMatchObject({ name: 'MessageRejected' });
  });
});
