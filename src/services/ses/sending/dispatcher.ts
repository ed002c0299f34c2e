// Brings sent mail to its recipients: into the receiving pipeline, else to the relay, else nowhere.
//
// What is owed stands in the row of the sent mail (the outbox), so a crash forgets nobody. Whoever receives here
// does so exactly once, for the received mail and the mark on the sent one are one transaction; the relay is
// asked at least once, as by every mail server, under a Message-ID that stays the same.
import { Alarms } from '../../../platform/alarms.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { SentStore } from '../sent-store.ts';
import { afterReply, type Delivery, dueOf, isDeferred, isOpen } from './delivery.ts';
import type { SentMail } from './outbox.ts';
import type { Relay } from './relay.ts';

/** One of a mail's recipients whom the pipeline here took, or why it did not. */
export interface Handed {
  readonly recipient: string;
  readonly messageId?: string;
  readonly refusal?: string;
}
/**
 * Gives a mail to the receiving pipeline; the receiver fits it. It calls `also` within the transaction that
 * makes the mail durable there, or not at all when nobody takes it.
 */
export type HandOver = (
  mail: SentMail,
  recipients: readonly string[],
  also: (handed: readonly Handed[]) => void,
) => Promise<readonly Handed[]>;

/** Conversations with the relay at once. */
const AT_ONCE = 4;
/** After a failure of our own: a full disk, a bug. */
const PAUSE = 10_000;

export class Dispatcher {
  private handOver: HandOver = async (_mail, recipients) => recipients.map((recipient) => ({ recipient }));
  private readonly waiting: string[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly alarms: Alarms<string>;
  private closed = false;

  constructor(
    private readonly platform: Platform,
    private readonly sent: SentStore,
    private readonly relay: Relay | undefined,
  ) {
    this.alarms = new Alarms(platform.clock);
  }

  /** The receiver needs the outbox for its bounces, so it comes second. */
  handOverBy(handOver: HandOver): void {
    this.handOver = handOver;
  }

  /** Everything a former process left. */
  resume(): void {
    for (const { id, due } of this.sent.open()) this.schedule(id, due);
  }

  /** Resolves when those who receive here have it for good; the relay is not waited for. */
  async dispatch(mail: SentMail): Promise<void> {
    try {
      await this.settle(mail.id, await this.local(mail));
    } catch (error) {
      this.platform.log.error({ err: error, messageId: mail.id }, 'a sent mail was not handed over');
      this.schedule(mail.id, this.platform.clock.now() + PAUSE);
    }
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** No conversation begins any more; what is owed waits in its row for the next start. */
  close(): void {
    this.closed = true;
    this.forget();
    this.relay?.close();
  }

  forget(): void {
    this.alarms.cancelAll();
    this.waiting.length = 0;
  }

  /** What is due once those who receive here have it. */
  private async settle(id: string, due: number | undefined): Promise<void> {
    if (due === undefined) return;
    if (due > this.platform.clock.now()) this.schedule(id, due);
    else this.enqueue(id);
  }

  private async local(mail: SentMail): Promise<number | undefined> {
    const pending = mail.deliveries.filter(({ status }) => status === 'pending');
    if (pending.length === 0) return dueOf(Date.parse(mail.timestamp), mail.deliveries);
    const recipients = pending.map(({ recipient }) => recipient);
    let written = false;
    const write = (handed: readonly Handed[]) => {
      this.sent.progress(mail, this.afterHandOver(mail.deliveries, handed));
      written = true;
    };
    const handed = await this.handOver(mail, recipients, write);
    if (!written) await this.platform.database.commit(() => write(handed));
    return dueOf(Date.parse(mail.timestamp), this.afterHandOver(mail.deliveries, handed));
  }

  private afterHandOver(deliveries: readonly Delivery[], handed: readonly Handed[]): Delivery[] {
    const byRecipient = new Map(handed.map((each) => [each.recipient, each]));
    const now = this.platform.clock.now();
    return deliveries.map((delivery) => {
      if (delivery.status !== 'pending') return delivery;
      const { recipient } = delivery;
      const { messageId, refusal } = byRecipient.get(recipient) ?? {};
      if (messageId !== undefined) return { recipient, status: 'received', messageId };
      const reply = refusal === undefined ? {} : { reply: refusal };
      return this.relay
        ? { recipient, status: 'deferred', due: now }
        : { recipient, status: 'kept', ...reply };
    });
  }

  private schedule(id: string, due: number): void {
    if (this.closed) return;
    this.alarms.at(id, due, () => {
      this.enqueue(id);
      return this.idle();
    });
  }

  private enqueue(id: string): void {
    if (this.closed) return;
    this.waiting.push(id);
    this.pump();
  }

  private pump(): void {
    while (this.running.size < AT_ONCE) {
      const id = this.waiting.shift();
      if (id === undefined) return;
      const run: Promise<void> = this.run(id).finally(() => {
        this.running.delete(run);
        this.pump();
      });
      this.running.add(run);
    }
  }

  private async run(id: string): Promise<void> {
    try {
      let mail = this.sent.find(id);
      if (mail?.deliveries.some(({ status }) => status === 'pending')) {
        await this.local(mail);
        mail = this.sent.find(id);
      }
      if (!mail) return;
      const due = await this.relayDue(mail);
      if (due !== undefined) this.schedule(id, due);
    } catch (error) {
      this.platform.log.error({ err: error, messageId: id }, 'a sent mail was not delivered');
      this.schedule(id, this.platform.clock.now() + PAUSE);
    }
  }

  private async relayDue(mail: SentMail): Promise<number | undefined> {
    const { clock, database } = this.platform;
    const sent = Date.parse(mail.timestamp);
    const due = mail.deliveries.filter((each) => isDeferred(each) && (each.due ?? 0) <= clock.now());
    if (due.length === 0) return dueOf(sent, mail.deliveries);
    const replies = await this.relay?.send({
      from: mail.reversePath,
      to: due.map(({ recipient }) => recipient),
      raw: mail.raw,
    });
    const now = clock.now();
    const after = mail.deliveries.map((each): Delivery => {
      if (!due.includes(each)) return each;
      // The setting is gone since.
      if (!replies) return { recipient: each.recipient, status: 'kept' };
      const reply = replies.get(each.recipient) ?? { outcome: 'later', reply: 'the relay said nothing' };
      return afterReply(each, reply, sent, now);
    });
    await database.commit(() => this.sent.progress(mail, after));
    return after.some(isOpen) ? dueOf(sent, after) : undefined;
  }
}
