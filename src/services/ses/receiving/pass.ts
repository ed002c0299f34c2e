// One pass over a mail's actions: in order, each effect once, each recorded with it; the failed ones wait.
//
// An effect of our own stores and the record of it are one transaction (`took`), so a crash at any point leaves
// both or neither. What is done outside is recorded right after it, under an id that stays the same.
import { createHash } from 'node:crypto';
import { AwsError } from '../../../core/errors.ts';
import { topicOf } from '../shapes.ts';
import type { ActionContext, Effect } from './actions/action.ts';
import { Interrupted } from './actions/endpoint.ts';
import { notifyTopic } from './actions/notify-topic.ts';
import { runAction } from './actions/run.ts';
import { type Attempt, isOpen, type Mail, type Outcome, type Step } from './mail.ts';
import { ActionFailed, GiveUp } from './retry.ts';
import { changed, concluded, failed, isInward } from './steps.ts';

/** Writes what came of a mail's actions so far, within a commit. */
export type Record = (mail: Mail) => void;

/**
 * Tries every open action whose time has come. A failing one holds nobody up.
 * @param record absent for a mail that is not durable yet: its actions are recorded with it.
 */
export async function runSteps(context: ActionContext, mail: Mail, record?: Record): Promise<void> {
  await new Pass(context, mail, record).run();
}

class Pass {
  private steps: readonly Step[];
  /** What stands in the store. */
  private recorded: readonly Step[];
  /** What was written in a transaction that has not ended yet. */
  private written: readonly Step[] | undefined;

  constructor(
    private readonly context: ActionContext,
    private readonly mail: Mail,
    private readonly record: Record | undefined,
  ) {
    this.steps = mail.steps;
    this.recorded = mail.steps;
  }

  async run(): Promise<void> {
    for (const index of this.steps.keys()) {
      const step = this.steps[index];
      if (!step || !isOpen(step) || (step.due !== undefined && step.due > this.now())) continue;
      await this.runStep(step, index);
    }
    this.mail.steps = this.steps;
    await this.save();
  }

  private now(): number {
    return this.context.platform.clock.now();
  }

  private async runStep(step: Step, index: number): Promise<void> {
    const at = this.now();
    try {
      const outcome = step.acted ?? (await this.act(step, index, at));
      if (topicOf(step.action) !== undefined) await this.tell(step, index, outcome, at);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      const attempt: Attempt = { at, error: this.describe(error) };
      const { received } = this.mail;
      const forGood = error instanceof GiveUp;
      this.steps = failed(this.steps, index, attempt, { received, now: this.now(), forGood });
    }
  }

  /** The action's own effect. */
  private async act(step: Step, index: number, at: number): Promise<Outcome> {
    const { content } = this.mail;
    if (!content) throw new Error(`mail ${this.mail.id} has actions left but no bytes`);
    if (step.started !== undefined) {
      const attempt: Attempt = { at: step.started, interrupted: true };
      this.steps = changed(this.steps, index, { attempts: [...step.attempts, attempt] });
    }
    const after = (outcome: Outcome) =>
      topicOf(step.action) === undefined
        ? concluded(this.steps, index, outcome, at)
        : changed(this.steps, index, { acted: outcome });
    const { id } = this.mail;
    const effect: Effect = {
      get id() {
        return stableId(`${id} ${index}`);
      },
      interrupted: step.started !== undefined,
      took: (outcome) => this.write(after(outcome)),
      begin: async () => {
        this.steps = changed(this.steps, index, { started: at });
        await this.save();
      },
    };
    const outcome = await this.adopting(runAction(this.context, this.mail, content, step, effect), after);
    if (!isInward(step)) await this.save();
    return outcome;
  }

  /** The second effect: its topic hears of it. */
  private async tell(step: Step, index: number, outcome: Outcome, at: number): Promise<void> {
    const after = (notification: string) =>
      concluded(this.steps, index, { ...outcome, result: { ...outcome.result, notification } }, at);
    const id = stableId(`${this.mail.id} ${index} notification`);
    const took = (messageId: string) => this.write(after(messageId));
    await this.adopting(notifyTopic(this.context, this.mail, step, outcome, id, took), after);
    await this.save();
  }

  /** What was written with the effect holds, or else what follows from its answer. */
  private async adopting<T>(effect: Promise<T>, after: (answer: T) => readonly Step[]): Promise<T> {
    try {
      const answer = await effect;
      if (this.written) this.recorded = this.written;
      this.steps = this.written ?? after(answer);
      return answer;
    } finally {
      this.written = undefined;
    }
  }

  /** Within a commit. */
  private write(steps: readonly Step[]): void {
    this.record?.({ ...this.mail, steps });
    this.written = steps;
  }

  private async save(): Promise<void> {
    const { record, steps } = this;
    if (!record || steps === this.recorded) return;
    await this.context.platform.database.commit(() => record({ ...this.mail, steps }));
    this.recorded = steps;
  }

  /** What is neither an AwsError nor a failure foreseen is a bug of ours: logged, and retried all the same. */
  private describe(error: unknown): Attempt['error'] {
    if (error instanceof AwsError) {
      const { code, message, explanation } = error;
      return { code, message, ...(explanation !== undefined && { explanation }) };
    }
    if (error instanceof ActionFailed) return { code: error.code, message: error.message };
    const { log } = this.context.platform;
    log.error({ err: error, messageId: this.mail.id }, 'a receipt action failed unexpectedly');
    return { code: 'InternalFailure', message: error instanceof Error ? error.message : String(error) };
  }
}

/** A UUID that follows from what it stands for. */
function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
