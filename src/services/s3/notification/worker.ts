// Works the outbox off: one message at a time for a destination, many destinations at once. What fails in passing
// waits on the clock and others pass it. A queue or a topic is told once, whatever happens; a function may be told
// twice after a crash, which is S3's own promise (at least once).

import { AwsError } from '../../../core/errors.ts';
import { Alarms } from '../../../platform/alarms.ts';
import { endingWith } from '../../../platform/ending-with.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Message, Outbox, Owed } from './outbox.ts';

/** Destinations that are served at once. */
const AT_ONCE = 16;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;
/** Nobody is told of what happened a day ago (our choice: AWS names no bound). */
const LIFETIME = 86_400_000;

export class NotificationWorker {
  /** What waits for a destination, in order; there while the destination is served. */
  private readonly lanes = new Map<string, number[]>();
  private ready: string[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly alarms: Alarms<number>;
  private awake = false;
  private paused = true;

  constructor(
    private readonly platform: Pick<Platform, 'clock' | 'database' | 'log'>,
    private readonly outbox: Outbox,
    /** `ended` notes within a transaction that the message is not owed any more. */
    private readonly deliver: (message: Message, ended: () => void) => Promise<void>,
  ) {
    this.alarms = new Alarms(platform.clock);
  }

  /** With everything that a former process left. */
  start(): void {
    this.paused = false;
    for (const { seq, destination, due } of this.outbox.all()) this.schedule(seq, destination, due);
  }

  /** Right inside a transaction: the look at the row comes after it. */
  push(seq: number, destination: string): void {
    if (this.paused) return;
    const lane = this.lanes.get(destination);
    if (lane) {
      lane.push(seq);
      return;
    }
    this.lanes.set(destination, [seq]);
    this.ready.push(destination);
    if (this.awake) return;
    this.awake = true;
    queueMicrotask(() => {
      this.awake = false;
      this.pump();
    });
  }

  async idle(): Promise<void> {
    this.pump();
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** What is under way ends; what is owed stays. */
  async stop(): Promise<void> {
    this.paused = true;
    this.forget();
    await this.idle();
  }

  /** After a reset of all tables. */
  forget(): void {
    this.alarms.cancelAll();
    this.lanes.clear();
    this.ready = [];
  }

  private pump(): void {
    while (this.running.size < AT_ONCE) {
      const destination = this.ready.shift();
      if (destination === undefined) return;
      const run: Promise<void> = this.serve(destination).finally(() => {
        this.running.delete(run);
        this.pump();
      });
      this.running.add(run);
    }
  }

  private async serve(destination: string): Promise<void> {
    const lane = this.lanes.get(destination);
    for (let seq = lane?.shift(); seq !== undefined; seq = lane?.shift()) {
      await this.attempt(seq).catch((error) =>
        this.platform.log.error({ err: error, destination }, 's3: a notification was not worked off'),
      );
    }
    // A reset may have opened another lane meanwhile.
    if (this.lanes.get(destination) === lane) this.lanes.delete(destination);
  }

  private async attempt(seq: number): Promise<void> {
    const { database } = this.platform;
    const owed = this.outbox.find(seq);
    // Its transaction was undone, or a reset took it away.
    if (!owed) return;
    const end = () => this.outbox.end(seq);
    try {
      await endingWith(database, end, (ended) => this.deliver(owed, ended));
    } catch (error) {
      await this.failed(owed, error);
    }
  }

  private async failed({ seq, destination, source, created, attempts }: Owed, error: unknown): Promise<void> {
    const { clock, database, log } = this.platform;
    const facts = { destination, source, reason: (error as Error).message };
    const due = clock.now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts, 16));
    if (isFinal(error) || due > created + LIFETIME) {
      log.warn(facts, 's3: an event could not be delivered');
      return database.commit(() => this.outbox.end(seq));
    }
    log.info(facts, 's3: an event will be delivered later');
    await database.commit(() => this.outbox.postpone(seq, due, attempts + 1));
    this.schedule(seq, destination, due);
  }

  private schedule(seq: number, destination: string, due: number): void {
    const { clock } = this.platform;
    if (due <= clock.now()) return this.push(seq, destination);
    if (this.paused) return;
    this.alarms.at(seq, due, () => {
      this.push(seq, destination);
      return this.idle();
    });
  }
}

/** A missing topic, a policy that keeps S3 out: no attempt mends it. */
const isFinal = (error: unknown): boolean =>
  error instanceof AwsError && error.status < 500 && !/Throttl|SlowDown|TooManyRequests/.test(error.code);
