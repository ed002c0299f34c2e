// The lines SES puts before every message it receives, in their order (facts/ses-receiving.md §2, real samples).
import type { Scope } from '../rule.ts';
import type { Envelope } from './mail.ts';
import type { Verdicts } from './verdicts.ts';

export interface Reception extends Scope {
  readonly id: string;
  readonly received: number;
  readonly envelope: Envelope;
  readonly verdicts: Verdicts;
  /** base64; what AWS puts into X-SES-RECEIPT is not known (facts §6): here it is opaque and random. */
  readonly receipt: string;
  /** The tags of X-SES-DKIM-SIGNATURE. */
  readonly signature: string;
}

export function prependedLines(reception: Reception): string {
  const { envelope, verdicts, received, region, id } = reception;
  const { from, helo, remoteAddress } = envelope;
  const client = `client-ip=${remoteAddress}; envelope-from=${from}; helo=${helo};`;
  const spf = `${verdicts.spf.result} (${verdicts.spf.comment})`;
  return [
    `Return-Path: <${from}>`,
    `Received: from ${helo} (${clientName(remoteAddress)} [${remoteAddress}])`,
    ` by inbound-smtp.${region}.amazonaws.com with SMTP id ${id}`,
    ` for ${envelope.to[0] ?? ''};`,
    ` ${mailDate(received)} (UTC)`,
    ...(verdicts.scanned
      ? [`X-SES-Spam-Verdict: ${verdicts.spam}`, `X-SES-Virus-Verdict: ${verdicts.virus}`]
      : []),
    `Received-SPF: ${spf} ${client}`,
    'Authentication-Results: amazonses.com;',
    ` spf=${spf} ${client}`,
    ...verdicts.dkim.map((each) => ` dkim=${each};`),
    ` dmarc=${verdicts.dmarcResult};`,
    `X-SES-RECEIPT: ${reception.receipt}`,
    `X-SES-DKIM-SIGNATURE: ${reception.signature}`,
    '',
  ].join('\r\n');
}

/** What reverse DNS would say; the network is never asked. */
const clientName = (address: string): string => (/^(127\.|::1$)/.test(address) ? 'localhost' : 'unknown');

/** `Fri, 11 Jul 2025 13:56:07 +0000` */
export function mailDate(time: number): string {
  const second = Math.floor(time / 1000);
  if (second !== last.second) {
    last = { second, text: new Date(time).toUTCString().replace('GMT', '+0000') };
  }
  return last.text;
}
/** Mails come by the hundred in a second. */
let last = { second: Number.NaN, text: '' };
