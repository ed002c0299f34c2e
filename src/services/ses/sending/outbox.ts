// Everything SES sends: kept, readable, and on its way to its recipients (see dispatcher.ts).
import type { AccountId, Region } from '../../../core/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { sentMessageId } from '../message-id.ts';
import type { Scope } from '../rule.ts';
import type { SentStore } from '../sent-store.ts';
import type { Delivery } from './delivery.ts';
import type { Dispatcher } from './dispatcher.ts';

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
  /** Where bounces of it would go; empty for a bounce. */
  readonly reversePath: string;
  readonly destinations: readonly string[];
  readonly raw: Buffer;
  readonly parts?: SentParts;
  readonly deliveries: readonly Delivery[];
}

export class Outbox {
  constructor(
    private readonly platform: Platform,
    private readonly sent: SentStore,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** For a message that names its own id. */
  newId(): string {
    return sentMessageId(this.platform.random, this.platform.clock.now());
  }

  /**
   * The message's id; it is kept, and those who receive here have it, when this resolves.
   * @param also runs in the transaction that keeps it.
   */
  async send(mail: Outgoing, id = this.newId(), also?: () => void): Promise<string> {
    const { account, region, source, destinations } = mail;
    const sent: SentMail = {
      id,
      account,
      region,
      timestamp: new Date(this.platform.clock.now()).toISOString(),
      source: mail.sender ?? source,
      reversePath: source,
      destinations,
      raw: Buffer.from(mail.raw.buffer, mail.raw.byteOffset, mail.raw.byteLength),
      ...(mail.parts && { parts: mail.parts }),
      // One copy each, however often the caller named them.
      deliveries: [...new Set(destinations)].map((recipient) => ({ recipient, status: 'pending' })),
    };
    const insert = this.sent.insertion(sent);
    await this.platform.database.commit(() => {
      insert();
      also?.();
    });
    await this.dispatcher.dispatch(sent);
    return id;
  }
}
