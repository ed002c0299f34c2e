// The pipeline that SMTP, the control API and sent mail feed: route, judge, make durable, act.
import type { AccountId, Region } from '../../../core/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { oneATurn } from '../../../platform/turns/one-a-turn.ts';
import type { MailStore } from '../mail-store.ts';
import { receivedMessageId } from '../message-id.ts';
import type { Scope } from '../rule.ts';
import type { SesSettings } from '../settings.ts';
import type { Authenticator } from './authentication.ts';
import { type Content, isBulky, isInBlob, readContent } from './content.ts';
import { headerText, parseHeaderText } from './headers.ts';
import { Inflow } from './inflow.ts';
import { Intake, type Message } from './intake.ts';
import type { Mail } from './mail.ts';
import { prependedLines } from './prepended.ts';
import type { MailQueue } from './queue.ts';
import { receiptSignature } from './receipt-signature.ts';
import { badSyntax, mailboxUnavailable, SmtpRefusal } from './refusal.ts';
import { Room } from './room.ts';
import {
  type Client,
  type Destination,
  destinationsOf,
  type RoutingStores,
  routeRecipient,
} from './routing.ts';
import { Slots } from './slots.ts';
import { inBlob, SMALL, Spool } from './spool.ts';
import { isLocal, stepsOf } from './steps.ts';
import { type ForcedVerdicts, labelledVerdicts, verdictsOf } from './verdicts.ts';

export interface Incoming {
  readonly from: string;
  readonly to: readonly string[];
  readonly remoteAddress: string;
  readonly helo: string;
  readonly tls: boolean;
  /** Narrow whose mail it can be. */
  readonly account?: AccountId | undefined;
  readonly region?: Region | undefined;
  readonly verdicts?: ForcedVerdicts | undefined;
}
export interface Received {
  /** One for each account and region that took some of the recipients. */
  readonly mails: readonly Mail[];
  readonly refused: readonly { readonly recipient: string; readonly refusal: SmtpRefusal }[];
}

/** Large messages that are judged and stored at once: one while the other's bytes are on their way to the disk. */
const LARGE_AT_ONCE = 2;

export class Receiver {
  /** What all messages ask before they are read any further. */
  readonly inflow = new Inflow();
  private readonly room = new Room();
  private readonly large = new Slots(LARGE_AT_ONCE);

  constructor(
    private readonly platform: Platform,
    private readonly settings: SesSettings,
    private readonly stores: RoutingStores & { readonly mails: MailStore },
    private readonly queue: MailQueue,
    private readonly authenticator: Authenticator,
  ) {}

  /** Where a message gathers that comes bit by bit. */
  intake(): Intake {
    return new Intake(new Spool(this.platform.blobs, this.platform.random, this.room));
  }

  /** @throws SmtpRefusal when nobody takes this recipient. */
  admit(recipient: string, client: Client): Scope {
    return routeRecipient(this.stores, recipient, client);
  }

  /**
   * Resolves when the message is durable: with its actions done where nobody has to wait for them, else with
   * them still to come.
   * @throws SmtpRefusal when none of the recipients is taken; the content is then the caller's to discard.
   * @param also runs in the transaction that makes it durable.
   */
  accept(incoming: Incoming, message: Message, also?: (received: Received) => void): Promise<Received> {
    if (message.content.length <= SMALL) return this.keep(incoming, message, also);
    // Milliseconds of sealing: of many that are complete at once, none may make others wait for all.
    return this.large.within(async () => {
      await oneATurn();
      return this.keep(incoming, message, also);
    });
  }

  private async keep(
    incoming: Incoming,
    message: Message,
    also: ((received: Received) => void) | undefined,
  ): Promise<Received> {
    refuseControlCharacters(incoming);
    const { accepted, refused } = this.route(incoming);
    const destinations = destinationsOf(this.stores.rules, accepted);
    if (destinations.length === 0) throw refused[0]?.refusal ?? mailboxUnavailable();

    const mails: Mail[] = [];
    for (const [index, destination] of destinations.entries()) {
      const own = index === 0 ? message.content : await this.copy(message.content);
      const mail = await this.mailFor(incoming, destination, message, own);
      mails.push(destinations.length === 1 && isQuick(mail) ? mail : await this.lightened(mail));
    }
    const received = { mails, refused };
    const withIt = also && (() => also(received));
    const [mail, ...others] = mails;
    if (mail && others.length === 0 && isQuick(mail)) await this.queue.runNew(mail, withIt);
    else await this.stores.mails.add(mails, withIt);
    return received;
  }

  /** Resolves when each action has been tried once. */
  async act(mails: readonly Mail[]): Promise<void> {
    await Promise.all(mails.filter(isUntried).map((mail) => this.queue.push(mail)));
  }

  private route(incoming: Incoming) {
    const accepted: { recipient: string; scope: Scope }[] = [];
    const refused: { recipient: string; refusal: SmtpRefusal }[] = [];
    for (const recipient of new Set(incoming.to)) {
      try {
        accepted.push({ recipient, scope: this.admit(recipient, incoming) });
      } catch (error) {
        if (!(error instanceof SmtpRefusal)) throw error;
        refused.push({ recipient, refusal: error });
      }
    }
    return { accepted, refused };
  }

  private async mailFor(
    incoming: Incoming,
    destination: Destination,
    message: Message,
    content: Content,
  ): Promise<Mail> {
    const { clock, random } = this.platform;
    const { account, region, ruleSet } = destination;
    const id = receivedMessageId(random);
    const received = clock.now();
    const { from, remoteAddress, helo, tls } = incoming;
    const envelope = { from, to: destination.recipients, remoteAddress, helo, tls };
    const text = headerText(message.header);
    const forced = {
      ...(this.settings.verdictLabels && labelledVerdicts(destination.recipients)),
      ...incoming.verdicts,
    };
    const verdicts = verdictsOf(
      destination.rules.some(({ rule }) => rule.ScanEnabled),
      message,
      await this.authenticator.check(envelope, parseHeaderText(text), message.header, content),
      forced,
    );
    const receipt = random.bytes(96).toString('base64');
    const signature = receiptSignature(random, message.bodyHash, received);
    const prepended = prependedLines({
      id,
      received,
      account,
      region,
      envelope,
      verdicts,
      receipt,
      signature,
    });
    return {
      id,
      account,
      region,
      received,
      content,
      steps: stepsOf(destination),
      document: {
        envelope,
        ruleSet,
        prepended,
        header: text,
        verdicts,
      },
    };
  }

  /** It will wait for its actions, and so its bytes leave the memory. */
  private async lightened(mail: Mail): Promise<Mail> {
    const { blobs, random } = this.platform;
    return mail.content && isBulky(mail.content)
      ? { ...mail, content: await inBlob(mail.content, blobs, random) }
      : mail;
  }

  /** Two accounts' actions end at different times, so each owns its bytes. */
  private async copy(content: Content): Promise<Content> {
    if (!isInBlob(content)) return content;
    const spool = new Spool(this.platform.blobs, this.platform.random);
    for await (const piece of readContent(content, this.platform.blobs)) await spool.write(piece);
    return spool.finish();
  }
}

function refuseControlCharacters({ from, to, helo, remoteAddress }: Incoming): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = /[\x00-\x1f\x7f]/;
  if (control.test(from)) throw badSyntax('sender address');
  if (to.some((recipient) => control.test(recipient))) throw badSyntax('recipient address');
  if (control.test(helo) || control.test(remoteAddress)) throw badSyntax('client name');
}

/** Nobody has to wait for its actions; a bulky one has a single effect, for nothing is recorded in between. */
const isQuick = ({ steps, content }: Mail): boolean =>
  steps.length > 0 &&
  steps.every(isLocal) &&
  (!content || !isBulky(content) || steps.filter(({ action }) => action.S3Action).length <= 1);
const isUntried = ({ steps }: Mail): boolean => steps.some(({ status }) => status === 'pending');
