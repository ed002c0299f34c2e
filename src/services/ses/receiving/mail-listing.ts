// What was received and what became of each action, as the control API shows it.
import type { Mail, Step } from './mail.ts';
import { actionName } from './notification.ts';
import { shownHeaders } from './shown-headers.ts';

export const listingOf = (mail: Mail) => ({
  messageId: mail.id,
  account: mail.account,
  region: mail.region,
  receivedAt: new Date(mail.received).toISOString(),
  ruleSet: mail.document.ruleSet,
  envelope: mail.document.envelope,
  commonHeaders: shownHeaders(mail.document).commonHeaders,
  verdicts: mail.document.verdicts,
  rules: [...new Set(mail.steps.map(({ rule }) => rule))],
  actions: mail.steps.map(actionListing),
});

export type MailListing = ReturnType<typeof listingOf>;

function actionListing(step: Step) {
  const last = step.attempts.at(-1)?.error;
  return {
    rule: step.rule,
    recipients: step.recipients,
    type: actionName(step.action),
    status: step.status,
    ...(step.due !== undefined && { nextAttempt: new Date(step.due).toISOString() }),
    ...(step.result && { result: step.result }),
    ...(last && { error: { code: last.code, message: last.message } }),
    ...(last?.explanation !== undefined && { explanation: last.explanation }),
    attempts: step.attempts.map(({ at, error, interrupted }) => ({
      at: new Date(at).toISOString(),
      ...(interrupted && { interrupted }),
      ...(error && { error }),
    })),
  };
}
