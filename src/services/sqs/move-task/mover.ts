// Works message move tasks off, a batch a commit; one with a rate takes that many a second of the injected clock.
// What a former process left running goes on.
import { Alarms } from '../../../platform/alarms.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Arrivals } from '../arrivals.ts';
import type { MessageStore } from '../message-store.ts';
import { parseQueueArn, type Queue } from '../queue.ts';
import type { QueueStore } from '../queue-store.ts';
import type { MoveTask } from './task.ts';
import type { MoveTaskStore } from './task-store.ts';

/** The guide's most a second; here what one commit takes. */
const BATCH = 500;
const SECOND = 1000;
const NO_QUEUE = 'AWS.SimpleQueueService.NonExistentQueue';

class MoveFailure extends Error {}

export class Mover {
  private readonly running = new Set<Promise<void>>();
  private readonly alarms: Alarms<string>;
  private paused = true;

  constructor(
    private readonly platform: Pick<Platform, 'clock' | 'database' | 'log'>,
    private readonly tasks: MoveTaskStore,
    private readonly queues: QueueStore,
    private readonly messages: MessageStore,
    private readonly arrivals: Arrivals,
  ) {
    this.alarms = new Alarms(platform.clock);
  }

  start(): void {
    this.paused = false;
    for (const { id } of this.tasks.running()) this.run(id);
  }

  /** @param due the second it stands for: a clock that leaps is caught up with. */
  run(id: string, due = this.platform.clock.now()): void {
    if (this.paused) return;
    const work: Promise<void> = this.work(id, due)
      .catch((error) =>
        this.platform.log.error({ err: error, task: id }, 'sqs: a move task was not worked off'),
      )
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async close(): Promise<void> {
    this.paused = true;
    this.forget();
    await this.idle();
  }

  forget(): void {
    this.alarms.cancelAll();
  }

  private async work(id: string, first: number): Promise<void> {
    const { database, clock } = this.platform;
    for (let due = first; ; due += SECOND) {
      const task = await database.commit(() => this.step(id));
      if (this.paused || task?.status !== 'RUNNING') return;
      const next = due + SECOND;
      if (task.rate === undefined || next <= clock.now()) continue;
      return this.alarms.at(id, next, () => {
        this.run(id, next);
        return this.idle();
      });
    }
  }

  /** Within a commit. @returns the task as it stands then; undefined where a reset took it away. */
  private step(id: string): MoveTask | undefined {
    const task = this.tasks.find(id);
    if (task?.status !== 'RUNNING') return task;
    const next = this.advance(task);
    this.tasks.save(next);
    return next;
  }

  private advance(task: MoveTask): MoveTask {
    let { moved } = task;
    try {
      for (let count = 0; count < (task.rate ?? BATCH); count += 1) {
        if (!this.moveOne(task)) return { ...task, moved, status: 'COMPLETED' };
        moved += 1;
      }
      return { ...task, moved };
    } catch (error) {
      if (!(error instanceof MoveFailure)) throw error;
      return { ...task, moved, status: 'FAILED', failure: error.message };
    }
  }

  /** False where nothing is left that may be taken. */
  private moveOne({ source, destination }: MoveTask): boolean {
    const now = this.platform.clock.now();
    const from = this.require(source);
    const [message] = this.messages.available(from, now, 1);
    if (!message) return false;
    const arn = destination ?? message.dead_letter_source;
    // It was sent here by hand.
    if (arn === null) throw new MoveFailure('CouldNotDetermineMessageSource');
    const to = this.require(arn);
    this.messages.move(message.sequence, to, now);
    this.arrivals.announce(to.id);
    return true;
  }

  private require(arn: string): Queue {
    const named = parseQueueArn(arn);
    const queue = named && this.queues.find(named.account, named.region, named.name);
    if (!queue) throw new MoveFailure(NO_QUEUE);
    return queue;
  }
}
