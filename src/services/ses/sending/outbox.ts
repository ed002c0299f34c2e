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

  /** The message's id; it is kept and on its way when this resolves. */
  async send(mail: Outgoing): Promise<string> {
    const { random, clock } = this.platform;
    const now = clock.now();
    const id = sentMessageId(random, now);
    await this.sent.add({
      id,
      account: mail.account,
      region: mail.region,
      timestamp: new Date(now).toISOString(),
      source: mail.sender ?? mail.source,
      destinations: mail.destinations,
      raw: Buffer.from(mail.raw).toString('base64'),
    });
    await this.deliver(mail);
    return id;
  }
}
