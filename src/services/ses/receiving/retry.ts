// When an action that failed is tried again: with growing pauses for four hours (DOC receiving-email-metrics).

export const RETRY_FOR = 4 * 60 * 60 * 1000;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** AWS documents the four hours, not the pauses. */
const PAUSES = [10 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE];

/** The time of the next attempt; undefined when there will be none. */
export function nextAttempt(
  since: number,
  now: number,
  attempts: number,
  within = RETRY_FOR,
): number | undefined {
  const pause = PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? PAUSES[0] ?? MINUTE;
  const next = now + pause;
  return next - since > within ? undefined : next;
}

/** Lambda's own queue tries an event twice more, after one minute and after two (Lambda guide, "Error handling"). */
const INVOCATION_PAUSES = [MINUTE, 2 * MINUTE];

/** The time of a function's next invocation; undefined when there will be none. */
export function nextInvocation(now: number, attempts: number): number | undefined {
  const pause = INVOCATION_PAUSES[attempts - 1];
  return pause === undefined ? undefined : now + pause;
}

/** A failure that the next attempt may mend. */
export class ActionFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ActionFailed';
  }
}

/** A failure that no later attempt can mend. */
export class GiveUp extends ActionFailed {}
