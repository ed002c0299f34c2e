// SendBounce through the SDK.
import { type SESClient, SendBounceCommand } from '@aws-sdk/client-ses';
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
