// "Getting and decrypting email messages", sentence by sentence.
import { describe, expect, it } from 'vitest';
import { openMail, storedMail } from '../../support/sealed-mail.ts';
import { sesPage } from './page.ts';

const page = sesPage();
const { mail, events } = page;

describe('Getting and decrypting email messages', () => {
  it('a mail with an attachment comes back byte for byte after SES’s own header lines', async () => {
    const attachment = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * 7919) % 256));
    const id = await mail('customer@example.com', 'Attached', {
      attachments: [{ filename: 'data.bin', content: attachment }],
    });
    const message = await openMail(page.kms, await storedMail(page.s3, 'mail', `customer/${id}`));
    const text = message.toString('latin1');
    expect(text).toMatch(/^Return-Path: <ann@example\.net>\r\nReceived: from /);
    const encoded = /filename=data\.bin[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(text)?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').equals(attachment)).toBe(true);
  });

  it('SES itself may not decrypt', async () => {
    const id = await mail('customer@example.com', 'Not for SES');
    await openMail(page.kms, await storedMail(page.s3, 'mail', `customer/${id}`));
    const decrypts = await events('Decrypt');
    expect(decrypts.length).toBeGreaterThan(0);
    expect(decrypts.every(({ userIdentity }) => userIdentity.invokedBy !== 'ses.amazonaws.com')).toBe(true);
  });
});
