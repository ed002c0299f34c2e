// What SES thinks of a message: spam, virus, SPF, DKIM, DMARC, in its own words.
import { domainOf } from '../identity.ts';
import type { Findings } from './scan.ts';

/** facts/ses-receiving.md §2; DISABLED where no rule that takes the message asks for a scan (a choice). */
export type Verdict = 'PASS' | 'FAIL' | 'GRAY' | 'PROCESSING_FAILED' | 'DISABLED';

export interface Verdicts {
  readonly scanned: boolean;
  readonly spam: Verdict;
  readonly virus: Verdict;
  readonly spf: { readonly verdict: Verdict; readonly result: string; readonly comment: string };
  readonly dkimVerdict: Verdict;
  /** As Authentication-Results spells each signature: `pass header.i=@example.com`. */
  readonly dkim: readonly string[];
  readonly dmarcVerdict: Verdict;
  readonly dmarcResult: string;
  /** `none`, `quarantine` or `reject`; only when DMARC failed. */
  readonly dmarcPolicy?: string;
}

/** Verdicts that somebody asked for, whatever the message says. */
export type ForcedVerdicts = Partial<Record<'spam' | 'virus' | 'spf' | 'dkim' | 'dmarc', Verdict>>;

/** What checking the sender against DNS gave. */
export type Authentication = Pick<
  Verdicts,
  'spf' | 'dkim' | 'dkimVerdict' | 'dmarcVerdict' | 'dmarcResult' | 'dmarcPolicy'
>;

export function verdictsOf(
  scanned: boolean,
  { isSpam, isVirus }: Findings,
  found: Authentication,
  forced: ForcedVerdicts,
): Verdicts {
  const scan = (failed: boolean): Verdict => (!scanned ? 'DISABLED' : failed ? 'FAIL' : 'PASS');
  return {
    scanned: scanned || forced.spam !== undefined || forced.virus !== undefined,
    spam: forced.spam ?? scan(isSpam),
    virus: forced.virus ?? scan(isVirus),
    spf: forced.spf ? { ...found.spf, verdict: forced.spf, result: resultFor(forced.spf) } : found.spf,
    dkimVerdict: forced.dkim ?? found.dkimVerdict,
    dkim: forced.dkim ? [resultFor(forced.dkim)] : found.dkim,
    dmarcVerdict: forced.dmarc ?? found.dmarcVerdict,
    dmarcResult: forced.dmarc
      ? `${resultFor(forced.dmarc)} ${found.dmarcResult.split(' ').slice(1).join(' ')}`.trim()
      : found.dmarcResult,
    ...(found.dmarcPolicy !== undefined && { dmarcPolicy: found.dmarcPolicy }),
  };
}

const resultFor = (verdict: Verdict): string =>
  ({ PASS: 'pass', FAIL: 'fail', GRAY: 'none', PROCESSING_FAILED: 'temperror', DISABLED: 'none' })[verdict];

/** `u+spam-fail@example.com` forces that verdict, where the setting allows it. */
export function labelledVerdicts(recipients: readonly string[]): ForcedVerdicts {
  const forced: ForcedVerdicts = {};
  for (const recipient of recipients) {
    const local = recipient.slice(0, recipient.lastIndexOf('@'));
    for (const [, subject, verdict] of local.matchAll(LABEL)) {
      forced[subject?.toLowerCase() as keyof ForcedVerdicts] = verdict?.toUpperCase() as Verdict;
    }
  }
  return forced;
}

const LABEL = /\+(spam|virus|spf|dkim|dmarc)-(pass|fail|gray|processing_failed)(?=$|\+)/gi;

/** Without any record in DNS nothing is permitted or denied, and no signature can be checked. */
export function withoutDns(
  from: string,
  remoteAddress: string,
  headerFrom: string,
  signed: boolean,
): Authentication {
  return {
    spf: { verdict: 'GRAY', result: 'none', comment: spfComment('none', domainOf(from), remoteAddress) },
    dkim: [signed ? 'permerror' : 'none'],
    dkimVerdict: 'GRAY',
    dmarcVerdict: 'GRAY',
    dmarcResult: `none header.from=${domainOf(headerFrom)}`,
  };
}

/** SES's sentences in Received-SPF. */
export function spfComment(result: string, domain: string, address: string): string {
  switch (result) {
    case 'pass':
      return `spfCheck: domain of ${domain} designates ${address} as permitted sender`;
    case 'fail':
    case 'softfail':
      return `spfCheck: domain of ${domain} does not designate ${address} as permitted sender`;
    default:
      return `spfCheck: ${address} is neither permitted nor denied by domain of ${domain}`;
  }
}
