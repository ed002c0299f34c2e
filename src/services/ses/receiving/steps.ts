// A mail's actions and what each end of one does to the others. Pure.
import type { Attempt, Outcome, Step } from './mail.ts';
import { nextAttempt, nextInvocation } from './retry.ts';
import type { Destination } from './routing.ts';

/** Every action of every rule that takes the mail, in order, as the rules stand now (DOC: later changes don't count). */
export const stepsOf = (destination: Destination): Step[] =>
  destination.rules.flatMap(({ rule, recipients }) =>
    rule.Actions.map((action) => ({ rule: rule.Name, recipients, action, status: 'pending', attempts: [] })),
  );

/** Done within this process, in a transaction of its own stores: a client may wait for it. */
export const isLocal = ({ action }: Step): boolean => {
  if (action.S3Action) return action.S3Action.TopicArn === undefined;
  if (action.StopAction) return action.StopAction.TopicArn === undefined;
  return action.AddHeaderAction !== undefined;
};

/** Does nothing beyond the mail's own record, so that doing it again changes nothing. */
export const isInward = ({ action }: Step): boolean =>
  (action.AddHeaderAction ?? action.StopAction ?? action.WorkmailAction ?? action.ConnectAction) !==
  undefined;

/** With the step at `index` changed. */
export const changed = (steps: readonly Step[], index: number, change: Partial<Step>): readonly Step[] =>
  steps.map((step, place) => (place === index ? { ...step, ...change } : step));

/** The action at `index` came to its end. */
export function concluded(
  steps: readonly Step[],
  index: number,
  { status, result, header, stops }: Outcome,
  at: number,
): readonly Step[] {
  const rule = steps[index]?.rule;
  return steps.map((step, place) => {
    if (place === index) {
      const { due: _due, acted: _acted, started: _started, ...rest } = step;
      const attempts = [...step.attempts, { at }];
      return { ...rest, status, attempts, ...(result && Object.keys(result).length > 0 && { result }) };
    }
    if (place < index || step.status !== 'pending') return step;
    const skipped = stops === 'STOP_RULE_SET' || (stops === 'STOP_RULE' && step.rule === rule);
    return {
      ...step,
      ...(header !== undefined && { added: (step.added ?? '') + header }),
      ...(skipped && { status: 'skipped' as const }),
    };
  });
}

/** The action at `index` failed; whether it is tried again is its kind's to say. */
export function failed(
  steps: readonly Step[],
  index: number,
  attempt: Attempt,
  { received, now, forGood }: { readonly received: number; readonly now: number; readonly forGood: boolean },
): readonly Step[] {
  return steps.map((step, place) => {
    if (place !== index) return step;
    const { due: _due, started: _started, ...rest } = step;
    const attempts = [...step.attempts, attempt];
    const due = forGood ? undefined : dueAfter(step, received, now, attempts.length);
    return { ...rest, attempts, ...(due === undefined ? { status: 'failed' } : { status: 'retrying', due }) };
  });
}

/** Facts/ses-receiving.md §2: failing S3 and SNS actions are retried up to 4 h; Event invocations by Lambda itself. */
function dueAfter({ action }: Step, received: number, now: number, attempts: number): number | undefined {
  if (action.S3Action ?? action.SNSAction) return nextAttempt(received, now, attempts);
  const { LambdaAction: lambda } = action;
  return lambda && lambda.InvocationType !== 'RequestResponse' ? nextInvocation(now, attempts) : undefined;
}
