// AddPermission and RemovePermission: statements of the queue's policy, by label (as recorded on AWS).
import * as errors from './errors.ts';
import type { Queue } from './queue.ts';
import { requireQuotas } from './queue-policy.ts';

interface Statement {
  readonly Sid?: string;
}
interface Document {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: readonly Statement[];
}

/** The actions that may be given away so. */
const ACTIONS = [
  '*',
  'SendMessage',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
  'GetQueueUrl',
  'ListDeadLetterSourceQueues',
  'PurgeQueue',
];
/** Those that stay with the account that owns the queue. */
const OWNERS = [
  'AddPermission',
  'CancelMessageMoveTask',
  'CreateQueue',
  'DeleteQueue',
  'ListMessageMoveTasks',
  'ListQueues',
  'ListQueueTags',
  'RemovePermission',
  'SetQueueAttributes',
  'StartMessageMoveTask',
  'TagQueue',
  'UntagQueue',
];
const MOST_ACTIONS = 7;

function policyOf({ arn, attributes }: Queue): Document {
  const kept = attributes.Policy === undefined ? undefined : (JSON.parse(attributes.Policy) as Document);
  return {
    Version: '2008-10-17',
    Id: `${arn}/SQSDefaultPolicy`,
    ...kept,
    Statement: kept === undefined ? [] : [kept.Statement].flat(),
  };
}

export function addStatement(
  queue: Queue,
  label: string,
  accounts: readonly string[],
  actions: readonly string[],
): string {
  if (!/^[\w-]{1,80}$/.test(label)) {
    throw errors.invalidValueFor(
      'Label',
      label,
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.',
    );
  }
  const policy = policyOf(queue);
  if (policy.Statement.some(({ Sid }) => Sid === label)) {
    throw errors.invalidValueFor('Label', label, 'Already exists.');
  }
  if (actions.length === 0) throw errors.missingParameter('Actions');
  if (accounts.length === 0) throw errors.missingParameter('PrincipalId');
  if (actions.length > MOST_ACTIONS) {
    throw errors.overLimit(`${actions.length} Actions were found, maximum allowed is ${MOST_ACTIONS}.`);
  }
  const wrong = actions.find((action) => !ACTIONS.includes(action));
  if (wrong !== undefined && OWNERS.includes(wrong)) {
    throw errors.invalidValueFor(
      'ActionName',
      `SQS:${wrong}`,
      'Only the queue owner is allowed to invoke this action.',
    );
  }
  if (wrong !== undefined) {
    throw errors.invalidValueFor(
      'ActionName',
      wrong,
      `Please refer to the appropriate WSDL for a list of valid actions.`,
    );
  }
  const stranger = accounts.find((account) => !/^\d{12}$/.test(account));
  if (stranger !== undefined) {
    throw errors.invalidValueFor('PrincipalId', stranger, 'Unable to verify.');
  }
  const Statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: single(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: single(actions.map((action) => `SQS:${action}`)),
    Resource: queue.arn,
  };
  const whole = JSON.stringify({ ...policy, Statement: [...policy.Statement, Statement] });
  requireQuotas(whole);
  return whole;
}

const single = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? (values[0] ?? '') : values;

/** Undefined where nothing is left. */
export function removeStatement(queue: Queue, label: string): string | undefined {
  const policy = policyOf(queue);
  const left = policy.Statement.filter(({ Sid }) => Sid !== label);
  if (left.length === policy.Statement.length) {
    throw errors.invalidValueFor('Label', label, "can't find label.");
  }
  return left.length === 0 ? undefined : JSON.stringify({ ...policy, Statement: left });
}
