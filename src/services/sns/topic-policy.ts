// What SNS asks of a topic's policy (guide "Amazon SNS API permissions: Actions and resources reference").
import type { PolicyDocument } from '../../access/policy-document.ts';
import { namesNobody } from '../../access/principals.ts';
import { validatePolicy } from '../../access/validate-policy.ts';
import * as errors from './errors.ts';

/** "Policy quotas": 30 KB, and what one statement may hold. */
const MOST_BYTES = 30_720;
const MOST_STATEMENTS = 100;
const MOST_PRINCIPALS = 200;

/** "Valid Amazon SNS policy actions". */
export const ACTIONS = [
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
];
/** Those, and one that the console has written into policies for years. */
const IN_SCOPE = new Set([...ACTIONS, 'Receive'].map((action) => `sns:${action.toLowerCase()}`));

export function requireTopicPolicy(text: string, isKnown: (principal: string) => boolean): void {
  const document = requireQuotas(text);
  for (const { action, resource } of document.statements) {
    if (resource && resource.patterns.length > 1) {
      throw errors.invalidParameter('Policy statement must apply to a single resource!');
    }
    if (!action?.patterns.every(isInScope)) throw errors.actionOutOfScope();
  }
  // CloudFormation's handler of AWS::SNS::TopicPolicy waits for this text to go away.
  if (namesNobody(document, isKnown)) throw errors.invalidParameter('Policy Error: PrincipalNotFound');
}

/** The words for a policy over them are a choice: AWS's are not known. */
export function requireQuotas(text: string): PolicyDocument {
  const over = (reason: string) => errors.invalidParameter(`Policy Reason: ${reason}`);
  if (Buffer.byteLength(text) > MOST_BYTES) throw over(`larger than ${MOST_BYTES} bytes`);
  const validation = validatePolicy(text, 'resource');
  if ('problem' in validation) throw errors.invalidParameter('Policy Error: null');
  const { statements } = validation.document;
  if (statements.length > MOST_STATEMENTS) throw over(`more than ${MOST_STATEMENTS} statements`);
  if (statements.some(({ principal }) => (principal?.named.length ?? 0) > MOST_PRINCIPALS)) {
    throw over(`more than ${MOST_PRINCIPALS} principals`);
  }
  return validation.document;
}

/** `sns:*` was recorded to be out of scope; of other patterns nothing is known, and they are let in. */
function isInScope(pattern: string): boolean {
  const action = pattern.toLowerCase();
  return IN_SCOPE.has(action) || action === '*' || (/^sns:.*[*?]/.test(action) && action !== 'sns:*');
}
