// One pass over a mail's actions: in order, each recorded; the failed ones wait for their next attempt.
import { AwsError } from '../../../core/errors.ts';
import type { ActionContext, Outcome } from './actions/action.ts';
import { runAction } from './actions/run.ts';
import { type Attempt, isOpen, type Mail, type Step } from './mail.ts';
import { GiveUp, nextAttempt } from './retry.ts';
import type { Destination } from './routing.ts';

/** Every action of every rule that takes the mail, in order, as the rules stand now (DOC: later changes don't count). */
export const stepsOf = (destination: Destination): Step[] =>
  destination.rules.flatMap(({ rule, recipients }) =>
    rule.Actions.map((action) => ({ rule: rule.Name, recipients, action, status: 'pending', attempts: [] })),
  );

/** Only these are tried again (facts/ses-receiving.md §2: failing actions are retried up to 4 h). */
const isRetried = ({ action }: Step): boolean =>
  action.S3Action !== undefined || action.SNSAction !== undefined;

/** Tries every open action whose time has come. A failing one holds nobody up. */
export async function runSteps(context: ActionContext, mail: Mail): Promise<void> {
  const { steps } = mail;
  for (const [index, step] of steps.entries()) {
    const now = context.platform.clock.now();
    if (!isOpen(step) || (step.due !== undefined && step.due > now)) continue;
    await runStep(context, mail, step, steps.slice(index + 1));
  }
}

async function runStep(
  context: ActionContext,
  mail: Mail,
  step: Step,
  later: readonly Step[],
): Promise<void> {
  const { content } = mail;
  if (!content) throw new Error(`mail ${mail.id} has actions left but no bytes`);
  const at = context.platform.clock.now();
  try {
    const outcome = await runAction(context, mail, content, step);
    step.attempts.push({ at });
    conclude(step, outcome, later);
  } catch (error) {
    step.attempts.push({ at, error: describe(context, mail, error) });
    const attempts = step.attempts.length;
    const now = context.platform.clock.now();
    const due =
      isRetried(step) && !(error instanceof GiveUp) ? nextAttempt(mail.received, now, attempts) : undefined;
    delete step.due;
    step.status = due === undefined ? 'failed' : 'retrying';
    if (due !== undefined) step.due = due;
  }
}

function conclude(step: Step, outcome: Outcome, later: readonly Step[]): void {
  delete step.due;
  step.status = outcome.status;
  if (outcome.result && Object.keys(outcome.result).length > 0) step.result = outcome.result;
  for (const next of later.filter(({ status }) => status === 'pending')) {
    if (outcome.header !== undefined) next.added = (next.added ?? '') + outcome.header;
    if (outcome.stops === 'STOP_RULE_SET' || (outcome.stops === 'STOP_RULE' && next.rule === step.rule)) {
      next.status = 'skipped';
    }
  }
}

/** What is not an AwsError is a bug of ours or a broken network: logged, and retried all the same. */
function describe({ platform }: ActionContext, mail: Mail, error: unknown): Attempt['error'] {
  if (error instanceof AwsError) {
    const { code, message, explanation } = error;
    return { code, message, ...(explanation !== undefined && { explanation }) };
  }
  if (error instanceof GiveUp) return { code: error.code, message: error.message };
  platform.log.error({ err: error, messageId: mail.id }, 'a receipt action failed unexpectedly');
  return { code: 'InternalFailure', message: error instanceof Error ? error.message : String(error) };
}
