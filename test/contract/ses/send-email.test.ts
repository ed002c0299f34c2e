// SendEmail through the SDK: composed, kept, and received where its recipient is received here.
import {
  type SESClient,
  SendEmailCommand,
  type SendEmailCommandInput,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commonHeadersOf, parseHeaders } from '../../../src/services/ses/receiving/headers.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, query, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
  await createRule(ses, 'inbound', { Name: 'all', Enabled: true, Actions: [] });
});
afterAll(() => aws.close());

const send = (more: Partial<SendEmailCommandInput> = {}) =>
  ses.send(
    new SendEmailCommand({
      Source: 'Ann <ann@example.com>',
      Destination: { ToAddresses: ['bob@example.org'] },
      Message: {
        Subject: { Data: 'Grüße' },
        Body: { Text: { Data: 'Hello\nBob' }, Html: { Data: '<p>Größe' } },
      },
      ...more,
    }),
  );
const get = async (path: string) => (await fetch(`${aws.url}${path}`)).json() as Promise<never>;
const sent = () =>
  get('/_waxseal/sent') as Promise<{ id: string; raw: string; source: string; destinations: string[] }[]>;

describe('SendEmail', () => {
  it('answers an id of SES’s form and keeps a MIME message', async () => {
    const { MessageId } = await send({ ReplyToAddresses: ['reply@example.com'] });
    expect(MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-000000$/);
    const mail = (await sent()).find(({ id }) => id === MessageId);
    const raw = Buffer.from(mail?.raw ?? '', 'base64').toString();
    expect(raw).toContain(`Message-ID: <${MessageId}@email.amazonses.com>\r\n`);
    expect(raw).toContain(
      'From: Ann <ann@example.com>\r\nReply-To: reply@example.com\r\nTo: bob@example.org\r\n',
    );
    expect(raw).toContain('Subject: =?UTF-8?B?R3LDvMOfZQ==?=\r\n');
    expect(raw).toContain('\r\n\r\nHello\r\nBob\r\n--');
    expect(raw).toContain(Buffer.from('<p>Größe').toString('base64'));
  });

  it('stands where LocalStack’s users look for it', async () => {
    const { MessageId } = await send();
    const { messages } = (await get(`/_aws/ses?id=${MessageId}`)) as { messages: unknown[] };
    expect(messages).toEqual([
      {
        Id: MessageId,
        Region: 'us-east-1',
        Timestamp: expect.stringMatching(/^\d{4}-/),
        Source: 'Ann <ann@example.com>',
        Destination: { ToAddresses: ['bob@example.org'], CcAddresses: [], BccAddresses: [] },
        Subject: 'Grüße',
        Body: { text_part: 'Hello\nBob', html_part: '<p>Größe' },
      },
    ]);
  });

  it('is received where the recipient’s domain is verified and a rule takes it; Bcc stays hidden', async () => {
    const before = aws.receiving.mails().length;
    await send({ Destination: { ToAddresses: ['one@example.com'], BccAddresses: ['two@example.com'] } });
    await aws.receiving.idle();
    const mail = aws.receiving.mails().at(-1);
    expect(aws.receiving.mails()).toHaveLength(before + 1);
    expect(mail?.envelope).toMatchObject({
      from: 'ann@example.com',
      to: ['one@example.com', 'two@example.com'],
    });
    expect(mail?.commonHeaders).toMatchObject({ to: ['one@example.com'], subject: 'Grüße' });
    expect(mail?.commonHeaders.bcc).toBeUndefined();
  });

  it('refuses a source that nobody verified here', async () => {
    await expect(send({ Source: 'eve@elsewhere.com' })).rejects.toMatchObject({
      name: 'MessageRejected',
      message:
        'Email address is not verified. The following identities failed the check in region US-EAST-1: eve@elsewhere.com',
    });
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'eve@elsewhere.com' }));
    await send({ Source: 'eve@elsewhere.com' });
  });

  it('refuses addresses that are none, and no or too many recipients', async () => {
    for (const more of [
      { Source: 'nobody' },
      { Destination: { ToAddresses: ['bob'] } },
      { Destination: { ToAddresses: [] } },
      { Destination: { ToAddresses: Array(51).fill('bob@example.org') } },
    ]) {
      await expect(send(more)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    }
  });

  it.each([
    ['bob', "Missing final '@domain'"],
    ['@example.org', 'Missing local name'],
    ['bob@', 'Missing domain'],
    ['Bob <bob@>', 'Missing domain'],
    ['bo b@example.org', 'Local address contains control or whitespace'],
    ['böb@example.org', 'Local address contains control or whitespace'],
    ['.bob@example.org', 'Local address starts with dot'],
    ['bob@example .org', 'Domain contains control or whitespace'],
    ['bob@exa_mple.org', 'Domain contains illegal character'],
    ['bob@example..org', 'Domain contains dot-dot'],
    ['bob@example.org.', 'Domain ends with dot'],
  ])('refuses %s as a recipient in SES’s words', async (address, message) => {
    await expect(send({ Destination: { ToAddresses: [address] } })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message,
    });
  });

  it('demands its members', async () => {
    const { status, text } = await query(aws.url, { Action: 'SendEmail', Source: 'ann@example.com' });
    expect(status).toBe(400);
    expect(text).toContain('<Code>ValidationError</Code>');
  });

  it.each([
    ['one word', 'x'.repeat(2_000)],
    ['many words', 'many words '.repeat(200).trim()],
    ['words beyond ASCII', 'Grüße '.repeat(300).trim()],
  ])('a subject longer than a line may be (RFC 5322 §2.1.1) arrives whole: %s', async (_name, subject) => {
    const Body = { Text: { Data: 'x' } };
    const { MessageId } = await send({ Message: { Subject: { Data: subject }, Body } });
    const mail = (await sent()).find(({ id }) => id === MessageId);
    const raw = Buffer.from(mail?.raw ?? '', 'base64').toString();
    expect(Math.max(...raw.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
    const header = parseHeaders(Buffer.from(raw));
    expect(commonHeadersOf(header, '').subject).toBe(subject);
  });

  it('a line break in a subject begins no header of its own', async () => {
    const { MessageId } = await send({
      Message: { Subject: { Data: 'x\r\nBcc: eve@example.net' }, Body: { Text: { Data: '' } } },
    });
    const mail = (await sent()).find(({ id }) => id === MessageId);
    expect(Buffer.from(mail?.raw ?? '', 'base64').toString()).toContain(
      'Subject: x Bcc: eve@example.net\r\n',
    );
  });
});
