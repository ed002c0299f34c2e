// Key policies: the default one, what PutKeyPolicy refuses, the safety check against locking oneself out.
import { createAuthorizer } from '../../access/authorizer.ts';
import { validatePolicy } from '../../access/validate-policy.ts';
import type { Call } from '../../core/call.ts';
import { type AccountId, partitionOf, type Region } from '../../core/ids.ts';
import * as errors from './errors.ts';
import type { KeyArn } from './key.ts';

/** Recorded, byte for byte but the spaces (facts/kms.md §11). */
export const defaultPolicy = (account: AccountId, region: Region): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partitionOf(region)}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });

/** A quota, narrower than the shape's bound (facts/kms.md §6). */
const MAX_POLICY_BYTES = 32_768;

/** What identity policies might allow is not the key policy's business: the check asks the policy alone. */
const asksPolicyAlone = createAuthorizer({
  policiesOf: () => ({
    identity: [
      {
        name: 'any',
        document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*"}}',
      },
    ],
  }),
});

/** @throws unless the text is a key policy that may stand on this key. */
export function requireValidPolicy(
  text: string,
  key: { readonly arn: KeyArn; readonly account: AccountId },
  call: Call,
  bypassLockoutCheck: boolean,
): void {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw errors.limitExceeded(`The key policy exceeds the maximum size of ${MAX_POLICY_BYTES} bytes.`);
  }
  const result = validatePolicy(text, 'key');
  if ('problem' in result) {
    const { code, message } = result.problem;
    throw errors.malformedPolicy(
      code === 'principal-missing'
        ? 'Policy contains a statement with one or more invalid principals.'
        : message,
    );
  }
  for (const { principal } of result.document.statements) {
    if (principal?.named.some(isInvalidPrincipal)) {
      throw errors.malformedPolicy('Policy contains a statement with one or more invalid principals.');
    }
  }
  if (bypassLockoutCheck) return;
  const check = {
    action: 'kms:PutKeyPolicy',
    resource: key.arn,
    account: key.account,
    policy: text,
    policyRule: 'key',
  } as const;
  if (!asksPolicyAlone(check, call).allowed) {
    throw errors.malformedPolicy(
      'The new key policy will not allow you to update the key policy in the future.',
    );
  }
}

const PRINCIPAL_ARN = /^arn:[a-z-]+:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+)$/;
const UNIQUE_ID = /^A[A-Z0-9]{15,127}$/;

function isInvalidPrincipal({ kind, value }: { kind: string; value: string }): boolean {
  switch (kind) {
    case 'AWS':
      return !(value === '*' || /^\d{12}$/.test(value) || PRINCIPAL_ARN.test(value) || UNIQUE_ID.test(value));
    case 'Service':
      return !/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(value);
    case 'CanonicalUser':
      // S3's way to name an account; KMS does not know it.
      return true;
    default:
      return false;
  }
}
