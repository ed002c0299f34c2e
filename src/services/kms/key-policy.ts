// Key policies: the default one, what PutKeyPolicy refuses, the safety check against locking oneself out.
import { createAuthorizer } from '../../access/authorizer.ts';
import { type NamedPrincipal, namesNobody } from '../../access/principals.ts';
import { validatePolicy } from '../../access/validate-policy.ts';
import type { Call } from '../../core/call.ts';
import { type AccountId, partitionOf, type Region } from '../../core/ids.ts';
import type { KmsDeps } from './deps.ts';
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
  { ports }: KmsDeps,
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
    throw code === 'principal-missing' ? errors.invalidPrincipals() : errors.malformedPolicy(message);
  }
  const { document } = result;
  if (
    document.statements.some(({ principal }) => principal?.named.some(isImpossible)) ||
    namesNobody(document, (value) => ports.knowsPrincipal(value, key.account))
  ) {
    throw errors.invalidPrincipals();
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

function isImpossible({ kind, value }: NamedPrincipal): boolean {
  if (kind === 'Service') return !/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(value);
  // S3's way to name an account; KMS does not know it.
  return kind === 'CanonicalUser';
}
