// The sentence AWS writes when it refuses, shared by the services that write it.
import type { AccessCheck, Decision } from '../core/access-check.ts';
import { type Call, principalArn } from '../core/call.ts';

/**
 * IAM guide "Troubleshoot access denied error messages": the kind of policy that did not allow, or that denied.
 * `User: arn:… is not authorized to perform: kms:Decrypt on resource: arn:… because no identity-based policy
 * allows the kms:Decrypt action`
 */
export function denialMessage(
  check: AccessCheck,
  decision: Decision,
  call: Call,
  resource = `resource: ${check.resource}`,
): string {
  const refused = `User: ${principalArn(call.principal)} is not authorized to perform: ${check.action} on ${resource}`;
  if (decision.outcome === 'explicit deny') {
    return `${refused} with an explicit deny in ${withArticle(decision.decidedBy)}`;
  }
  return `${refused} because no ${decision.decidedBy} allows the ${check.action} action`;
}

const withArticle = (kind: string): string => `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
