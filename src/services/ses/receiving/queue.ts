// The queue of mails whose actions are due: a few at a time, retries on the clock, all of it back after a crash.
import { Alarms } from '../../../platform/alarms.ts';
import type { Platform } from '../../../platform/platform.ts';
import { dueOf, type MailStore } from '../mail-store.ts';
import type { ActionContext } from './actions/action.ts';
import { Interrupted } from './actions/endpoint.ts';
import { isBulky, isInBlob } from './content.ts';
import type { Mail } from './mail.ts';
import { runSteps } from './pass.ts';
import { inBlob } from './spool.ts';

/** Mails whose actions run at once. */
const AT_ONCE = 16;
/** Mails that wait with their bytes in memory; the others are read back when their turn comes. */
const HELD = 64;

interface Waiting {
  readonly id: string;
  readonly mail: Mail | undefined;
  readonly done: () => void;
}

export class MailQueue {
  private readonly waiting: Waiting[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly alarms: Alarms<string>;

  constructor(
    private readonly platform: Platform,
    private readonly mails: MailStore,
    private readonly context: ActionContext,
  ) {
    this.alarms = new Alarms(platform.clock);
  }

  /** Everything a former process left; what is due runs at once. */
  resume(): void {
    for (const { id, due } of this.mails.open()) this.schedule(id, due);
  }

  /**
   * The actions of a new mail at once, none of which waits for anybody: the mail becomes durable together
   * with the effect of the first, so that nothing of it has to lie in the queue and be read back.
   * @param also runs in the transaction that makes it durable.
   */
  async runNew(mail: Mail, also?: () => void): Promise<void> {
    const { content } = mail;
    const bulky = content && isBulky(content) ? content : undefined;
    await runSteps(this.context, mail, (worked) => {
      if (!bulky || dueOf(worked) === undefined) this.mails.record(worked, also);
    });
    if (!bulky || dueOf(mail) === undefined) return this.settle(mail);
    const { blobs, random } = this.platform;
    const waiting = { ...mail, content: await inBlob(bulky, blobs, random) };
    await this.mails.add([waiting], also);
    await this.settle(waiting);
  }

  /** Resolves when each action of the mail has been tried once. */
  push(mail: Mail): Promise<void> {
    return this.enqueue(mail.id, this.waiting.length < HELD ? mail : undefined);
  }

  async idle(): Promise<void> {
    while (this.running.size > 0 || this.waiting.length > 0) await Promise.all(this.running);
  }

  forget(): void {
    this.alarms.cancelAll();
  }

  private enqueue(id: string, mail: Mail | undefined): Promise<void> {
    return new Promise((done) => {
      this.waiting.push({ id, mail, done });
      this.pump();
    });
  }

  private pump(): void {
    while (this.running.size < AT_ONCE) {
      const next = this.waiting.shift();
      if (!next) return;
      const run: Promise<void> = this.run(next.id, next.mail)
        .catch((error) => {
          // The next process goes on with it, as after a crash.
          if (error instanceof Interrupted) return;
          this.platform.log.error({ err: error, messageId: next.id }, 'a mail was not worked off');
        })
        .finally(() => {
          this.running.delete(run);
          next.done();
          this.pump();
        });
      this.running.add(run);
    }
  }

  private async run(id: string, held: Mail | undefined): Promise<void> {
    const mail = held ?? this.mails.find(id);
    // A reset took it away.
    if (!mail) return;
    await runSteps(this.context, mail, (worked) => this.mails.progress(worked));
    await this.settle(mail);
  }

  /** The next attempt, or the end of the bytes. */
  private async settle(mail: Mail): Promise<void> {
    const due = dueOf(mail);
    if (due !== undefined) return this.schedule(mail.id, due);
    if (mail.content && isInBlob(mail.content)) await this.platform.blobs.remove([mail.content.blob]);
  }

  private schedule(id: string, due: number): void {
    this.alarms.at(id, due, () => this.enqueue(id, undefined));
  }
}
