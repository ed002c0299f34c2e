// SendRawEmail through the SDK.
import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createRule, receiveAt } from './rules.ts';

let aws: TestServer;
let ses: SESClient;
beforeAll(async () => {
  aws = await startTestServer();
  ses = aws.ses();
  await receiveAt(ses, 'example.com');
  await createRule(ses, 'inbound', { Name: 'all', Enabled: true, Actions: [] });
});
afterAll(() => aws.close());

const send = (message: string | Uint8Array, Destinations?: string[], Source?: string) =>
  ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(message) }, Destinations, Source }));
async function rawOf(id: string | undefined): Promise<Buffer> {
  const response = await fetch(`${aws.url}/_waxseal/sent`);
  const mails = (await response.json()) as { id: string; raw: string }[];
  return Buffer.from(mails.find((mail) => mail.id === id)?.raw ?? '', 'base64');
}

describe('SendRawEmail', () => {
  it('keeps the bytes, without Bcc, with a Message-ID and a Date where they were missing', async () => {
    const body = Buffer.from([0, 255, 13, 10, 46, 10]);
    const head =
      'From: ann@example.com\r\nTo: bob@example.org\r\nBcc: eve@example.org,\r\n carl@example.org\r\nX: y\r\n\r\n';
    const { MessageId } = await send(Buffer.concat([Buffer.from(head), body]));
    const raw = await rawOf(MessageId);
    expect(raw.toString('latin1')).toMatch(
      new RegExp(
        `^Message-ID: <${MessageId}@email\\.amazonses\\.com>\\r\\nDate: [^\\r]+\\r\\nFrom: ann@example.com\\r\\nTo: bob@example.org\\r\\nX: y\\r\\n\\r\\n`,
      ),
    );
    expect(raw.subarray(raw.length - body.length).equals(body)).toBe(true);
  });

  it('has a Message-ID and a Date of its own, whatever came, and no Return-Path', async () => {
    const { MessageId } = await send(
      'Return-Path: <bounces@example.com>\r\nFrom: ann@example.com\r\nmessage-id: <mine@example.com>\r\nDate: Thu, 1 Jan 1970\r\n 00:00:00 +0000\r\nTo: bob@example.org\r\n\r\nhello\r\n',
    );
    expect((await rawOf(MessageId)).toString()).toMatch(
      new RegExp(
        `^Message-ID: <${MessageId}@email\\.amazonses\\.com>\\r\\nDate: [^\\r]+\\r\\nFrom: ann@example.com\\r\\nTo: bob@example.org\\r\\n\\r\\nhello\\r\\n$`,
      ),
    );
  });

  it('sends bounces to its Source, else to its Return-Path, else to its From', async () => {
    const to = ['member@example.com'];
    const sourceOf = async (header: string, source?: string) => {
      await send(`${header}From: ann@example.com\r\n\r\n`, to, source);
      await aws.receiving.idle();
      return aws.receiving.mails().at(-1)?.envelope.from;
    };
    const path = 'Return-Path: <bounces@example.com>\r\n';
    expect(await sourceOf(path, 'source@example.com')).toBe('source@example.com');
    expect(await sourceOf(path)).toBe('bounces@example.com');
    expect(await sourceOf('')).toBe('ann@example.com');
  });

  it.each([
    ['From', 'From: ann@example.com\r\nfrom: eve@example.com\r\n'],
    ['Subject', 'From: ann@example.com\r\nSubject: a\r\nSubject: a\r\n'],
    ['Message-ID', 'From: ann@example.com\r\nMessage-ID: <a@b>\r\nMessage-Id: <c@d>\r\n'],
    ['DKIM-Signature', 'DKIM-Signature: a\r\nDKIM-Signature: b\r\nFrom: ann@example.com\r\n'],
  ])('has no two fields %s', async (name, header) => {
    await expect(send(`${header}To: bob@example.org\r\n\r\n`)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: `Duplicate header '${name}'.`,
    });
  });

  it('may have come through several hands', async () => {
    const sent = send('Received: a\r\nReceived: b\r\nFrom: ann@example.com\r\nTo: bob@example.org\r\n\r\n');
    await expect(sent).resolves.toBeDefined();
  });

  it('goes to Destinations rather than to those whom the header names', async () => {
    await send('From: ann@example.com\r\nTo: list@example.org\r\n\r\n', ['member@example.com']);
    await aws.receiving.idle();
    expect(aws.receiving.mails().at(-1)?.envelope.to).toEqual(['member@example.com']);
  });

  it('wants a From, a recipient, and verified identities for both of its sources', async () => {
    await expect(send('To: bob@example.org\r\n\r\n')).rejects.toMatchObject({
      message: "Missing required header 'From'.",
    });
    await expect(send('From: ann@example.com\r\n\r\n')).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(
      send('From: eve@x.org\r\nTo: b@y.org\r\n\r\n', undefined, 'ann@example.com'),
    ).rejects.toMatchObject({
      name: 'MessageRejected',
      message: expect.stringContaining('eve@x.org'),
    });
  });

  it('refuses more than 10 MB', async () => {
    const message = Buffer.concat([
      Buffer.from('From: ann@example.com\r\nTo: b@y.org\r\n\r\n'),
      Buffer.alloc(10 * 1024 * 1024),
    ]);
    await expect(send(message)).rejects.toMatchObject({ name: 'MessageRejected' });
  });
});
