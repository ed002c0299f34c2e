import { describe, expect, it } from 'vitest';
import type { MailDocument } from '../../../src/services/ses/receiving/mail.ts';
import { shownHeaders } from '../../../src/services/ses/receiving/shown-headers.ts';

const facts = {
  envelope: { from: 'ann@example.net', to: ['bob@example.com'], remoteAddress: '::1', helo: 'x', tls: true },
  ruleSet: 'inbound',
  prepended: 'Return-Path: <ann@example.net>\r\nX-SES-RECEIPT: AA\r\n',
  verdicts: {} as MailDocument['verdicts'],
};

describe('the headers that are shown of a mail', () => {
  it("are SES's own and the message's", () => {
    expect(
      shownHeaders({ ...facts, header: 'From: Ann <ann@example.net>\r\nSubject: a\r\n b\r\n\r\n' }),
    ).toEqual({
      headers: [
        { name: 'Return-Path', value: '<ann@example.net>' },
        { name: 'X-SES-RECEIPT', value: 'AA' },
        { name: 'From', value: 'Ann <ann@example.net>' },
        { name: 'Subject', value: 'a b' },
      ],
      headersTruncated: false,
      commonHeaders: { returnPath: 'ann@example.net', from: ['Ann <ann@example.net>'], subject: 'a b' },
    });
  });

  it('end at 10 KB, the common ones none the less', () => {
    const header = `X-Long: ${'x'.repeat(20_000)}\r\nSubject: a\r\n\r\n`;
    const { headers, headersTruncated, commonHeaders } = shownHeaders({ ...facts, header });
    expect(headers.map(({ name }) => name)).toEqual(['Return-Path', 'X-SES-RECEIPT']);
    expect(headersTruncated).toBe(true);
    expect(commonHeaders.subject).toBe('a');
  });

  it('are as they were in a data directory of a version that kept them ready made', () => {
    const shown = {
      headers: [{ name: 'Subject', value: 'old' }],
      headersTruncated: false,
      commonHeaders: { returnPath: 'ann@example.net', subject: 'old' },
    };
    expect(shownHeaders({ ...facts, ...shown })).toMatchObject(shown);
  });
});
