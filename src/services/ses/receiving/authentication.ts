// SPF, DKIM and DMARC of an incoming message, against the DNS records that a setting or the control API gives.
//
// mailauth is heavy to load and has nothing to say without a zone, so it is loaded by the first message that
// meets one. The network is never asked.
import { Readable } from 'node:stream';
import type { AuthenticateResult, AuthStatus, DNSResolver } from 'mailauth';
import type { Platform } from '../../../platform/platform.ts';
import { bareAddress, domainOf } from '../identity.ts';
import type { DnsZone } from '../settings.ts';
import { type Content, isWhole, readContent } from './content.ts';
import type { Header } from './headers.ts';
import type { Envelope } from './mail.ts';
import { type Authentication, spfComment, type Verdict, withoutDns } from './verdicts.ts';

export interface Authenticator {
  /** @param header the bytes of which `headers` were read. */
  check(
    envelope: Envelope,
    headers: readonly Header[],
    header: Buffer,
    content: Content,
  ): Promise<Authentication>;
}

export function createAuthenticator(platform: Platform, zone: () => DnsZone): Authenticator {
  return {
    async check(envelope, headers, header, content) {
      const field = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
      const headerFrom = bareAddress(field('from') ?? '');
      const signed = field('dkim-signature') !== undefined;
      const { from, remoteAddress } = envelope;
      const records = zone();
      if (Object.keys(records).length === 0) return withoutDns(from, remoteAddress, headerFrom, signed);
      try {
        const { authenticate } = await loadMailauth();
        const found = await authenticate(askedOf(header, content, platform), {
          ip: remoteAddress,
          helo: envelope.helo,
          sender: from,
          mta: 'amazonses.com',
          resolver: resolverFor(records),
          disableArc: true,
          disableBimi: true,
        });
        return authenticationOf(found, envelope, headerFrom);
      } catch (error) {
        platform.log.warn({ err: error }, 'SPF, DKIM and DMARC could not be checked');
        return processingFailed(withoutDns(from, remoteAddress, headerFrom, signed));
      }
    },
  };
}

/** SPF and DMARC are about the header alone; the body is read only where a signature may vouch for it. */
function askedOf(header: Buffer, content: Content, { blobs }: Platform): Buffer | Readable {
  if (endsAsMailauthEnds(header) && !SIGNATURE.test(header.toString('latin1'))) return header;
  return isWhole(content) ? Buffer.from(content.whole) : Readable.from(readContent(content, blobs));
}
const SIGNATURE = /dkim-signature/i;
/** Not in the middle, for it was too long, and not at an empty line that begins the message. */
const endsAsMailauthEnds = (header: Buffer): boolean =>
  /\n\r?\n$/.test(header.toString('latin1', header.length - 3));

/** A CommonJS package: in the bundle its names stand on `default` alone, and its types do not say so. */
async function loadMailauth(): Promise<typeof import('mailauth')> {
  const loaded: typeof import('mailauth') & { readonly default?: typeof import('mailauth') } = await import(
    'mailauth'
  );
  return loaded.default ?? loaded;
}

/** As node's dns.promises.resolve answers. */
function resolverFor(zone: DnsZone): DNSResolver {
  const names = new Map(Object.entries(zone).map(([name, data]) => [normal(name), data]));
  return async (domain: string, type: string) => {
    const data = names.get(normal(`${type} ${domain}`));
    if (!data) throw Object.assign(new Error(`query${type} ENOTFOUND ${domain}`), { code: 'ENOTFOUND' });
    if (type === 'TXT') return data.map((text) => [text]);
    if (type !== 'MX') return [...data];
    const exchanges = data.map((text) => {
      const [priority = '10', exchange = ''] = text.split(/\s+/);
      return { priority: Number(priority), exchange };
    });
    // mailauth reads them as node gives them; its declared type forgets MX.
    return exchanges as unknown as string[];
  };
}
const normal = (name: string) => name.toLowerCase().replace(/\.$/, '');

function authenticationOf(found: AuthenticateResult, envelope: Envelope, headerFrom: string): Authentication {
  const spf = found.spf ? found.spf.status.result : 'none';
  const spfDomain = (found.spf ? found.spf.domain : '') || domainOf(envelope.from);
  const signatures = (found.dkim.results ?? []).filter(({ status }) => status.result !== 'none');
  const dkimResults = signatures.map(({ status }) => dkimResult(status));
  const dmarc = found.dmarc ? found.dmarc.status.result : 'none';
  const policy = found.dmarc && dmarc === 'fail' ? found.dmarc.policy : undefined;
  return {
    spf: {
      verdict: verdictOf(spf),
      result: spf,
      comment: spfComment(spf, spfDomain, envelope.remoteAddress),
    },
    // One good signature is enough: DKIM says that somebody signed, not that everybody did.
    dkimVerdict: dkimResults.includes('pass') ? 'PASS' : verdictOf(dkimResults[0] ?? 'none'),
    dkim:
      signatures.length === 0
        ? ['none']
        : signatures.map(({ status, signingDomain }) => `${dkimResult(status)} header.i=@${signingDomain}`),
    dmarcVerdict: verdictOf(dmarc),
    dmarcResult: `${dmarc} header.from=${domainOf(headerFrom)}`,
    ...(policy !== undefined && { dmarcPolicy: policy }),
  };
}

/** mailauth calls a body that was changed neutral; RFC 8601 §2.7.1 and SES call it a failure. */
const dkimResult = ({ result, comment }: AuthStatus): string =>
  result === 'neutral' && /body hash/.test(String(comment)) ? 'fail' : result;

/** GRAY where no policy speaks clearly; that softfail is among them is a choice. */
function verdictOf(result: string): Verdict {
  switch (result) {
    case 'pass':
      return 'PASS';
    case 'fail':
      return 'FAIL';
    case 'temperror':
    case 'permerror':
      return 'PROCESSING_FAILED';
    default:
      return 'GRAY';
  }
}

const processingFailed = (found: Authentication): Authentication => ({
  ...found,
  spf: { ...found.spf, verdict: 'PROCESSING_FAILED', result: 'temperror' },
  dkimVerdict: 'PROCESSING_FAILED',
  dmarcVerdict: 'PROCESSING_FAILED',
});
