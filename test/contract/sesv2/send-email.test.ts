// SESv2's SendEmail by raw signed HTTP: composed or raw, kept, and received where its recipient is received here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createUser, may } from '../../support/users.ts';
import { createRule, receiveAt } from '../ses/rules.ts';
import { sendV2 } from './call.ts';

let aws: TestServer;
beforeAll(async () => {
  aws = await startTestServer();
  const ses = aws.ses();
  await receiveAt(ses, 'example.com');
  await createRule(ses, 'inbound', { Name: 'all', Enabled: true, Actions: [] });
});
afterAll(() => aws.close());

const Simple = { Subject: { Data: 'Grüße' }, Body: { Text: { Data: 'Hello' }, Html: { Data: '<p>Hello' } } };
const simple = (more: object = {}) => ({
  FromEmailAddress: 'Ann <ann@example.com>',
  Destination: { ToAddresses: ['bob@example.com'], BccAddresses: ['eve@example.com'] },
  Content: { Simple },
  ...more,
});
const raw = (message: string) => ({ Raw: { Data: Buffer.from(message).toString('base64') } });
async function kept(id: string | undefined): Promise<string> {
  const mails = (await (await fetch(`${aws.url}/_waxseal/sent`)).json()) as { id: string; raw: string }[];
  return Buffer.from(mails.find((mail) => mail.id === id)?.raw ?? '', 'base64').toString();
}

describe('SendEmail of SESv2', () => {
  it('composes a Simple message and hands it to those who are received here, Bcc unseen', async () => {
    const { status, contentType, body } = await sendV2(aws.url, simple());
    expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/json' });
    expect(body).toEqual({ MessageId: expect.stringMatching(/^0100[0-9a-f]{12}-/) });
    await aws.receiving.idle();
    const mail = aws.receiving.mails().at(-1);
    expect(mail?.envelope).toMatchObject({
      from: 'ann@example.com',
      to: ['bob@example.com', 'eve@example.com'],
    });
    expect(mail?.commonHeaders).toMatchObject({ subject: 'Grüße', to: ['bob@example.com'] });
    expect(mail?.commonHeaders.bcc).toBeUndefined();
  });

  it('takes header fields and attachments with a Simple message', async () => {
    const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255]).toString('base64');
    const Content = {
      Simple: {
        ...Simple,
        Headers: [{ Name: 'List-Unsubscribe', Value: '<https://example.com/u>' }],
        Attachments: [
          { RawContent: pdf, FileName: 'Übersicht.pdf', ContentType: 'application/pdf' },
          { RawContent: pdf, FileName: 'a "b".bin', ContentDisposition: 'INLINE', ContentId: 'logo' },
        ],
      },
    };
    const { body } = await sendV2(aws.url, simple({ Content }));
    const message = await kept(body.MessageId);
    expect(message).toContain('\r\nList-Unsubscribe: <https://example.com/u>\r\n');
    expect(message).toMatch(/\r\nContent-Type: multipart\/mixed; boundary="=_[^"]+-mixed"\r\n/);
    expect(message).toContain(
      `Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename*=UTF-8''%C3%9Cbersicht.pdf\r\n\r\n${pdf}\r\n`,
    );
    expect(message).toContain(
      'Content-Disposition: inline; filename="a \\"b\\".bin"\r\nContent-ID: <logo>\r\n',
    );
  });

  it('sends a Raw message as it is, to whom its header names unless the caller names others', async () => {
    const message = 'From: ann@example.com\r\nTo: bob@example.com\r\nSubject: raw\r\n\r\nkept\n.\n';
    const { body } = await sendV2(aws.url, { Content: raw(message) });
    expect(await kept(body.MessageId)).toContain(message);
    await aws.receiving.idle();
    expect(aws.receiving.mails().at(-1)?.envelope.to).toEqual(['bob@example.com']);
    await sendV2(aws.url, { Content: raw(message), Destination: { CcAddresses: ['carl@example.com'] } });
    await aws.receiving.idle();
    expect(aws.receiving.mails().at(-1)?.envelope.to).toEqual(['carl@example.com']);
  });

  it('takes a mail larger than v1 would, up to 40 MB', async () => {
    const message = (size: number) => `From: ann@example.com\r\nTo: x@example.org\r\n\r\n${'x'.repeat(size)}`;
    expect((await sendV2(aws.url, { Content: raw(message(11 * 1024 ** 2)) })).status).toBe(200);
    const larger = await sendV2(aws.url, { Content: raw(message(40 * 1024 ** 2)) });
    expect(larger).toMatchObject({ status: 400, errorType: 'MessageRejected' });
  }, 60_000);

  it.each([
    [
      'an unverified sender',
      simple({ FromEmailAddress: 'eve@elsewhere.org' }),
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region US-EAST-1: eve@elsewhere.org',
    ],
    [
      'a Simple message without a sender',
      simple({ FromEmailAddress: undefined }),
      'BadRequestException',
      null,
    ],
    [
      'a Raw message without a sender',
      { Content: raw('To: bob@example.com\r\n\r\n') },
      'BadRequestException',
      "Missing required header 'From'.",
    ],
    [
      'a template without a sender',
      { Content: { Template: { TemplateName: 't' } } },
      'BadRequestException',
      'Source cannot be empty',
    ],
    [
      'a template that nobody made',
      simple({ Content: { Template: { TemplateName: 't' } } }),
      'NotFoundException',
      'Template t does not exist.',
    ],
    [
      'no content',
      simple({ Content: undefined }),
      'BadRequestException',
      "1 validation error detected: Value at 'content' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a body without data',
      simple({ Content: { Simple: { ...Simple, Subject: {} } } }),
      'BadRequestException',
      "1 validation error detected: Value at 'content.simple.subject.data' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a tag that is none',
      simple({ EmailTags: [{ Name: 'a:b', Value: 'x' }] }),
      'BadRequestException',
      "Invalid tag name <a:b>: only alphanumeric ASCII characters, '_',  '-' are allowed.",
    ],
    [
      'a configuration set that nobody made',
      simple({ ConfigurationSetName: 'none' }),
      'NotFoundException',
      'Configuration set <none> does not exist.',
    ],
    ['no recipients', simple({ Destination: {} }), 'BadRequestException', "Empty required header 'To'."],
    ['what is no JSON', '{"Content"', 'SerializationException', null],
    [
      'a list where a text belongs',
      simple({ FromEmailAddress: ['x'] }),
      'SerializationException',
      'Start of list found where not expected.',
    ],
  ])('refuses %s', async (_name, body, errorType, message) => {
    const answer = await sendV2(aws.url, body);
    expect(answer).toMatchObject({ errorType, body: { message } });
    expect(answer.status).toBe(errorType === 'NotFoundException' ? 404 : 400);
  });

  it('holds a user to ses:SendEmail for parts and ses:SendRawEmail for raw messages', async () => {
    const { keys, allow } = await createUser(aws, 'sender');
    const signer = { accessKeyId: keys.accessKeyId, secret: keys.secretAccessKey };
    const refused = await sendV2(aws.url, simple(), signer);
    expect(refused).toMatchObject({ status: 403, errorType: 'AccessDeniedException' });
    expect(refused.body.message).toContain('is not authorized to perform `ses:SendEmail');
    await allow(may('ses:SendEmail', 'arn:aws:ses:us-east-1:000000000000:identity/example.com'));
    expect((await sendV2(aws.url, simple(), signer)).status).toBe(200);
    const message = 'From: ann@example.com\r\nTo: bob@example.com\r\n\r\n';
    expect((await sendV2(aws.url, { Content: raw(message) }, signer)).status).toBe(403);
  });
});
