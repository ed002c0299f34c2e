// The policies given with AssumeRole: validated, held to their size, gathered as documents.
import { validatePolicy } from '../../access/validate-policy.ts';
import type { AccountId } from '../../core/ids.ts';
import { malformedPolicy, packedPolicyTooLarge, validationError } from './errors.ts';
import type { StsPorts } from './ports.ts';

interface Given {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined;
}

/** Characters of all that is packed into a session (IAM guide "IAM and STS quotas"). */
const LIMIT = 2048;
const MAX_POLICY_ARNS = 10;

export function requireSessionPolicies(
  { Policy, PolicyArns = [] }: Given,
  account: AccountId,
  ports: StsPorts,
): readonly string[] {
  if (Policy !== undefined) {
    const validation = validatePolicy(Policy, 'identity');
    if ('problem' in validation) throw malformedPolicy(validation.problem.message);
  }
  if (PolicyArns.length > MAX_POLICY_ARNS) {
    throw validationError(
      `1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have length less than or equal to ${MAX_POLICY_ARNS}`,
    );
  }
  const managed = PolicyArns.map(({ arn = '' }) => {
    const document = ports.findPolicyDocument?.(arn, account);
    if (document === undefined) throw malformedPolicy(`Policy ARN ${arn} was not found.`);
    return document;
  });
  return Policy === undefined ? managed : [Policy, ...managed];
}

/**
 * Percent of the space that policies and tags take; AWS packs them in a way of its own, here it is their plain
 * length. Undefined when nothing was packed.
 */
export function packedSize(
  { Policy, PolicyArns }: Given,
  tags: readonly { readonly Key: string; readonly Value: string }[],
): number | undefined {
  const texts = [
    Policy ?? '',
    ...(PolicyArns ?? []).map(({ arn = '' }) => arn),
    ...tags.flatMap(({ Key, Value }) => [Key, Value]),
  ];
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length === 0) return undefined;
  const percent = Math.ceil((100 * length) / LIMIT);
  if (percent > 100) throw packedPolicyTooLarge(percent);
  return percent;
}
