// What SQS asks of a queue's policy (guide "Amazon SQS policy quotas").
import type { PolicyDocument } from '../../access/policy-document.ts';
import { namesNobody } from '../../access/principals.ts';
import { validatePolicy } from '../../access/validate-policy.ts';
import * as errors from './errors.ts';

const MOST_BYTES = 8_192;
const MOST_STATEMENTS = 20;
const MOST_ACTIONS = 7;
const MOST_PRINCIPALS = 50;
const MOST_CONDITIONS = 10;

export function requireQueuePolicy(text: string, isKnownPrincipal: (value: string) => boolean): void {
  if (namesNobody(requireQuotas(text), isKnownPrincipal)) throw errors.invalidAttributeValue('Policy');
}

/**
 * Seen on AWS: the sentences for the bytes (BishopFox/cloudfoxable#29) and for the actions
 * (ministryofjustice/cloud-platform-environments#9082), and that policies of more than ten statements with a condition
 * in each are taken (justeattakeaway/JustSaying#1218). The other sentences follow those: a choice.
 */
export function requireQuotas(text: string): PolicyDocument {
  if (Buffer.byteLength(text) > MOST_BYTES) {
    throw errors.overLimit('Submitted policy is over max allowed size.');
  }
  const document = requireDocument(text);
  const { statements } = document;
  requireFew(statements.length, 'statements', MOST_STATEMENTS, 'the submitted policy');
  for (const { action, principal, conditions } of statements) {
    const statement = 'a statement from the submitted policy';
    requireFew(action?.patterns.length ?? 0, 'actions', MOST_ACTIONS, statement);
    requireFew(principal?.named.length ?? 0, 'principals', MOST_PRINCIPALS, statement);
    requireFew(conditions.length, 'conditions', MOST_CONDITIONS, statement);
  }
  return document;
}

/** One text for all that may be wrong: Terraform asks again on it, lest a role be too young to be known. */
function requireDocument(text: string): PolicyDocument {
  const validation = validatePolicy(text, 'resource');
  if ('problem' in validation) throw errors.invalidAttributeValue('Policy');
  return validation.document;
}

function requireFew(count: number, what: string, most: number, where: string): void {
  if (count > most) throw errors.overLimit(`${count} ${what} were found in ${where}, max allowed is ${most}`);
}
