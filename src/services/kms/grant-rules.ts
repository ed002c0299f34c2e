// What CreateGrant refuses.
import { parseArn } from '../../core/arn.ts';
import type { KmsDeps } from './deps.ts';
import * as errors from './errors.ts';
import type { GrantConstraints } from './grant.ts';
import type { Key } from './key.ts';
import { isAsymmetric, isSymmetric } from './key-spec.ts';
import type { GrantOperation, KeyUsage } from './shapes.ts';

const ANY_KEY: readonly GrantOperation[] = ['CreateGrant', 'RetireGrant', 'DescribeKey'];
const BY_USAGE: Readonly<Record<KeyUsage, readonly GrantOperation[]>> = {
  ENCRYPT_DECRYPT: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo'],
  SIGN_VERIFY: ['Sign', 'Verify'],
  GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
  KEY_AGREEMENT: ['DeriveSharedSecret'],
};
const SYMMETRIC: readonly GrantOperation[] = [
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
];

/** The code is ValidationError, not ValidationException: CreateGrant's page. */
export function requireGrantable(key: Key, operations: readonly GrantOperation[]): void {
  const supported = [
    ...ANY_KEY,
    ...BY_USAGE[key.usage],
    ...(isSymmetric(key.spec) ? SYMMETRIC : []),
    ...(isAsymmetric(key.spec) ? (['GetPublicKey'] as const) : []),
  ];
  const stranger = operations.find((operation) => !supported.includes(operation));
  if (stranger) {
    throw errors.validationError(`Operation ${stranger} is not supported on the KMS key ${key.arn}.`);
  }
}

/** facts/kms.md §9. */
const MAX_PAIRS = 8;
const MAX_VALUE_LENGTH = 384;

export function requireValidConstraints(key: Key, constraints: GrantConstraints | undefined): void {
  if (!constraints) return;
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = constraints;
  if (!equal && !subset) return;
  if (!isSymmetric(key.spec)) {
    throw errors.validation('Grant constraints are supported only on symmetric encryption KMS keys.');
  }
  for (const pairs of [equal, subset]) {
    const values = Object.values(pairs ?? {});
    if (values.length > MAX_PAIRS || values.some((value) => value.length > MAX_VALUE_LENGTH)) {
      throw errors.validation(
        `A grant constraint can hold up to ${MAX_PAIRS} pairs with values of up to ${MAX_VALUE_LENGTH} characters.`,
      );
    }
  }
}

/** Of IAM's users and roles, those of the key's account must be there (terraform-provider-aws#3038 waits for them). */
export function requireGrantee(principal: string, { ports }: KmsDeps, key: Key): void {
  requirePrincipal(principal);
  if (parseArn(principal) && !ports.knowsPrincipal(principal, key.account)) throw noPrincipal(principal);
}

/** An ARN of IAM or STS, an account, or an AWS service. Whether it exists is not asked here. */
export function requirePrincipal(principal: string): void {
  const arn = parseArn(principal);
  const known = arn
    ? (arn.service === 'iam' || arn.service === 'sts') && /^\d{12}$/.test(arn.account)
    : /^\d{12}$|^[a-z0-9.-]+\.amazonaws\.com$/.test(principal);
  if (!known) throw noPrincipal(principal);
}

const noPrincipal = (principal: string) =>
  errors.invalidArn(`ARN does not refer to a valid principal: ${principal}`);
