// SES: identities, receipt rules, and the mail that really arrives.
//
// Gaps: configuration sets, templates; an identity's topics and MAIL FROM domain are kept and told, not used;
// WorkMail and Connect actions are recorded, not executed; no CHUNKING, for smtp-server has no BDAT. SESv2's
// gaps: v2/service.ts.
// By design: identities verify at once (setting `verification`); one SMTP listener stands for every region,
// see receiving/routing.ts; DNS is a zone given by a setting, never the network; mail to those who are not
// received here goes to the relay of a setting, or nowhere; what is done with is kept within bounds (retention.ts).
// Client quirks: botocore and the SDKs send an empty list as `Rule.Recipients=`.
import type { AccountId, Region } from '../../core/ids.ts';
import type { Service } from '../../core/operation.ts';
import type { BlobId } from '../../platform/blob-store.ts';
import type { Platform } from '../../platform/platform.ts';
import { sesErrors } from './errors.ts';
import { FilterStore } from './filter-store.ts';
import { IdentityPolicyStore } from './identity-policy-store.ts';
import { IdentityStore } from './identity-store.ts';
import { MailStore } from './mail-store.ts';
import type { SesDeps } from './operation.ts';
import { operations } from './operations/index.ts';
import type { SesPorts } from './ports.ts';
import { createAuthenticator } from './receiving/authentication.ts';
import { selfSigned } from './receiving/certificate.ts';
import { listingOf, type MailListing } from './receiving/mail-listing.ts';
import { MailQueue } from './receiving/queue.ts';
import { type Incoming, type Received, Receiver } from './receiving/receiver.ts';
import { SmtpRefusal, tooLarge } from './receiving/refusal.ts';
import { listenSmtp, SMTP_NAME, type SmtpAddress, type SmtpListener } from './receiving/smtp.ts';
import type { ForcedVerdicts } from './receiving/verdicts.ts';
import { Retention } from './retention.ts';
import { RuleStore } from './rule-store.ts';
import { Dispatcher, type Handed } from './sending/dispatcher.ts';
import { Outbox, type SentMail } from './sending/outbox.ts';
import { Relay } from './sending/relay.ts';
import { SentStore } from './sent-store.ts';
import { type DnsZone, type SesSettings, SMTP_DEFAULTS } from './settings.ts';
import { createSesV2 } from './v2/service.ts';

export { sesMigrations } from './migrations.ts';
export type { SesPorts } from './ports.ts';
export { SmtpRefusal } from './receiving/refusal.ts';
export type { SesSettings } from './settings.ts';

/** Where a message given by hand comes from and goes to. */
export interface DeliveryEnvelope {
  readonly from: string;
  readonly to: readonly string[];
  readonly remoteAddress?: string;
  readonly helo?: string;
  readonly tls?: boolean;
  readonly account?: AccountId;
  readonly region?: Region;
  readonly verdicts?: ForcedVerdicts;
}
export interface Delivery {
  /** The first of the mails' ids. */
  readonly messageId: string;
  readonly mails: readonly MailListing[];
  readonly refused: readonly { readonly recipient: string; readonly reply: string }[];
}

/** A mail of SendRawEmail's 10 MB in base64, escaped as a form. */
const LARGEST_BODY = 16 * 1024 * 1024;
/** What is taken at once of a message given whole. */
const PIECE = 64 * 1024;

export function createSes(platform: Platform, ports: SesPorts, settings: SesSettings) {
  const { database, masterKey, random } = platform;
  const identities = new IdentityStore(database);
  const policies = new IdentityPolicyStore(database);
  const rules = new RuleStore(database);
  const filters = new FilterStore(database);
  const mails = new MailStore(
    database,
    masterKey,
    random,
    new Retention(database, 'ses_mail', settings.keep),
  );
  const sent = new SentStore(database, masterKey, random, new Retention(database, 'ses_sent', settings.keep));
  const dispatcher = new Dispatcher(platform, sent, settings.relay && new Relay(settings.relay));
  const outbox = new Outbox(platform, sent, dispatcher);
  /** What the control API may change while the emulator runs. */
  const live: { -readonly [K in keyof SesSettings]: SesSettings[K] } = { ...settings };

  const closing = new AbortController();
  const context = { platform, ports, settings: live, outbox, closing: closing.signal };
  const queue = new MailQueue(platform, mails, context);
  const receiver = new Receiver(
    platform,
    settings,
    { identities, rules, filters, mails },
    queue,
    createAuthenticator(platform, () => live.dns ?? {}),
  );
  const listeners = new Set<SmtpListener>();

  /** Into the pipeline, until it is durable; the refusals are SMTP's. */
  async function take(raw: Uint8Array, incoming: Incoming, also?: (received: Received) => void) {
    const size = settings.smtp?.size ?? SMTP_DEFAULTS.size;
    if (raw.length > size) throw tooLarge(size);
    const intake = receiver.intake();
    const inflow = receiver.inflow.begin();
    try {
      for (let at = 0; at < raw.length; at += PIECE) {
        const piece = raw.subarray(at, at + PIECE);
        await inflow.admit(piece.length);
        await intake.take(piece);
      }
      inflow.end();
      return await receiver.accept(incoming, await intake.finish(), also);
    } catch (error) {
      await intake.discard();
      throw error;
    } finally {
      intake.release();
    }
  }

  /**
   * Resolves when every action has been tried once.
   * @throws SmtpRefusal where SMTP would have refused the message.
   */
  async function deliver(raw: Uint8Array, envelope: DeliveryEnvelope): Promise<Delivery> {
    const received = await take(raw, {
      remoteAddress: '127.0.0.1',
      helo: 'localhost',
      tls: true,
      ...envelope,
    });
    await receiver.act(received.mails);
    return {
      messageId: received.mails[0]?.id ?? '',
      mails: received.mails.map(listingOf),
      refused: received.refused.map(({ recipient, refusal }) => ({
        recipient,
        reply: replyOf(refusal),
      })),
    };
  }

  dispatcher.handOverBy(async (mail, recipients, also) => {
    const incoming = {
      from: mail.reversePath,
      to: recipients,
      remoteAddress: '127.0.0.1',
      helo: 'amazonses.com',
      tls: true,
    };
    try {
      const received = await take(mail.raw, incoming, (taken) => also(handedOf(taken)));
      // Not awaited: a bounce is sent from within the queue, which may be full of bounces.
      receiver.act(received.mails).catch((error) => platform.log.error({ err: error }, 'the queue failed'));
      return handedOf(received);
    } catch (error) {
      if (!(error instanceof SmtpRefusal)) throw error;
      return recipients.map((recipient) => ({ recipient, refusal: replyOf(error) }));
    }
  });

  const deps: SesDeps = {
    platform,
    ports,
    settings: live,
    identities,
    policies,
    rules,
    filters,
    mails,
    sent,
    outbox,
  };
  const service: Service<SesDeps> = {
    name: 'ses',
    // The endpoint is email.<region>.amazonaws.com, and some old clients sign by it.
    signingNames: ['email'],
    eventSource: 'ses.amazonaws.com',
    largestBody: LARGEST_BODY,
    protocol: {
      kind: 'query',
      version: '2010-12-01',
      xmlNamespace: 'http://ses.amazonaws.com/doc/2010-12-01/',
    },
    deps,
    operations,
    errors: sesErrors,
  };

  return {
    service,
    /** The newer API over the same stores. */
    v2: createSesV2(deps),
    operations,
    deliver,
    /** Within a commit: the policies of identities follow a user or a role. */
    renamePrincipal: policies.renamePrincipal,
    mails: (): MailListing[] => mails.list().map(listingOf),
    /** What the control API shows and changes beside the mails. */
    control: {
      /** All of it, or the one of that id. */
      sent: (id?: string): ShownMail[] =>
        (id === undefined ? sent.list() : [sent.find(id)].filter((mail) => mail !== undefined)).map(shown),
      /** One sent mail, or all; false when there was none. */
      removeSent: (id?: string): Promise<boolean> => sent.remove(id),
      /** Verifies an identity that the setting `manual` left Pending; false when there is none. */
      confirm: (account: AccountId, region: Region, identity: string): Promise<boolean> =>
        identities.setStatus({ account, region }, identity, 'Success'),
      /** The DNS records for SPF, DKIM and DMARC from now on. */
      setDns(records: DnsZone): void {
        live.dns = records;
      },
      /** HTTP endpoints by function ARN, from now on. */
      setFunctions(endpoints: Readonly<Record<string, string>>): void {
        live.functions = endpoints;
      },
      /** HTTP endpoints by topic ARN, from now on. */
      setTopics(endpoints: Readonly<Record<string, string>>): void {
        live.topics = endpoints;
      },
    },
    /** Whether a blob is a waiting message's; the others may be swept at start. */
    holdsBlob: (id: BlobId): boolean => mails.holdsBlob(id),
    async start(): Promise<void> {
      queue.resume();
      dispatcher.resume();
    },
    async startSmtp(address: SmtpAddress): Promise<SmtpListener> {
      const smtp = settings.smtp ?? {};
      const certificate = () => smtp.certificate ?? selfSigned(platform, [SMTP_NAME, 'localhost']);
      const listener = await listenSmtp(platform, receiver, smtp, address, certificate);
      listeners.add(listener);
      return listener;
    },
    async stopSmtp(): Promise<void> {
      await Promise.all([...listeners].map((listener) => listener.close()));
      listeners.clear();
    },
    /** Nothing is sent any more and no endpoint waited for; what is owed waits for the next start. */
    close(): void {
      closing.abort();
      dispatcher.close();
    },
    async idle(): Promise<void> {
      await queue.idle();
      // A bounce goes out by the dispatcher, and may come in again.
      await dispatcher.idle();
      await queue.idle();
    },
    forget(): void {
      identities.forget();
      filters.forget();
      rules.forget();
      mails.forget();
      sent.forget();
      queue.forget();
      dispatcher.forget();
      Object.assign(live, { dns: undefined, functions: undefined, topics: undefined }, settings);
    },
  };
}

const replyOf = ({ responseCode, enhancedCode, message }: SmtpRefusal): string =>
  `${responseCode} ${enhancedCode} ${message}`;

/** A sent mail as JSON holds it: the message in base64. */
type ShownMail = Omit<SentMail, 'raw'> & { readonly raw: string };
const shown = (mail: SentMail): ShownMail => ({ ...mail, raw: mail.raw.toString('base64') });

/** Who took which recipient of a sent mail, and who did not. */
const handedOf = ({ mails, refused }: Received): Handed[] => [
  ...mails.flatMap(({ id, document }) =>
    document.envelope.to.map((recipient) => ({ recipient, messageId: id })),
  ),
  ...refused.map(({ recipient, refusal }) => ({ recipient, refusal: replyOf(refusal) })),
];
