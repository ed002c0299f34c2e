// Everything SES sends: kept, readable, and delivered to those recipients who are received here.
import type { AccountId, Region } from '../../../core/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sentMessageId } from '../message-id.ts';
import type { Scope } from '../rule.ts';
import type { SentStore } from '../sent-store.ts';

export interface Outgoing extends Scope {
  /** The reverse-path; empty for a bounce. */
  readonly source: string;
  /** Who sends, where it is not the reverse-path. */
  readonly sender?: string;
  readonly destinations: readonly string[];
  readonly raw: Uint8Array;
  /** What the caller of SendEmail gave, for those who read sent mail by its parts. */
  readonly parts?: SentParts;
}
export interface SentParts {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
}
export interface SentMail {
  readonly id: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly timestamp: string;
  readonly source: string;
  readonly destinations: readonly string[];
  /** The message, base64. */
  readonly raw: string;
  readonly parts?: SentParts;
}

/** What happens to a message on its way out; the receiving pipeline fits it. */
export type DeliverSent = (mail: Outgoing) => Promise<void>;

export class Outbox {
  private deliver: DeliverSent = async () => {};

  constructor(
    private readonly platform: Platform,
    private readonly sent: SentStore,
  ) {}

  /** The receiver needs the outbox for its bounces, so it comes second. */
  deliverBy(deliver: DeliverSent): void {
    this.deliver = deliver;
  }

  /** For a message that names its own id. */
  newId(): string {
    return sentMessageId(this.platform.random, this.platform.clock.now());
  }

  /** The message's id; it is kept and on its way when this resolves. */
  async send(mail: Outgoing, id = this.newId()): Promise<string> {
    await this.sent.add({
      id,
      account: mail.account,
      region: mail.region,
      timestamp: new Date(this.platform.clock.now()).toISOString(),
      source: mail.sender ?? mail.source,
      destinations: mail.destinations,
      raw: Buffer.from(mail.raw).toString('base64'),
      ...(mail.parts && { parts: mail.parts }),
    });
    await this.deliver(mail);
    return id;
  }
}
