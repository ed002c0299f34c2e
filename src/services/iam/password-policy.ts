// What an account asks of its users' passwords (IAM guide "Set an account password policy for IAM users").
import type { Call } from '../../core/call.ts';
import type { AccountId } from '../../core/ids.ts';
import { boolean, integer, structure, type TypeOf } from '../../core/shape.ts';
import type { IamDeps } from './deps.ts';
import { passwordPolicyViolation } from './errors.ts';

const settings = {
  MinimumPasswordLength: integer({ min: 6, max: 128 }),
  RequireSymbols: boolean(),
  RequireNumbers: boolean(),
  RequireUppercaseCharacters: boolean(),
  RequireLowercaseCharacters: boolean(),
  AllowUsersToChangePassword: boolean(),
  MaxPasswordAge: integer({ min: 1, max: 1095 }),
  PasswordReusePrevention: integer({ min: 1, max: 24 }),
  HardExpiry: boolean(),
};
export const passwordPolicyInput = structure(settings);
export type PasswordPolicy = TypeOf<typeof passwordPolicyInput>;

export const passwordPolicy = structure({ ...settings, ExpirePasswords: boolean() });

/** What is not said is told by its default, but for what has none (seen of AWS: aws/aws-cli#7265). */
export const passwordPolicyView = (policy: PasswordPolicy): TypeOf<typeof passwordPolicy> => ({
  MinimumPasswordLength: policy.MinimumPasswordLength ?? 6,
  RequireSymbols: policy.RequireSymbols ?? false,
  RequireNumbers: policy.RequireNumbers ?? false,
  RequireUppercaseCharacters: policy.RequireUppercaseCharacters ?? false,
  RequireLowercaseCharacters: policy.RequireLowercaseCharacters ?? false,
  AllowUsersToChangePassword: policy.AllowUsersToChangePassword ?? false,
  ExpirePasswords: policy.MaxPasswordAge !== undefined,
  MaxPasswordAge: policy.MaxPasswordAge,
  PasswordReusePrevention: policy.PasswordReusePrevention,
  HardExpiry: policy.HardExpiry,
});

/** An account has one at most. */
export const POLICY = 'PasswordPolicy';

export const passwordPolicyOf = (
  { documents }: Pick<IamDeps, 'documents'>,
  account: AccountId,
): PasswordPolicy | undefined => documents.find(account, 'password-policy', POLICY);

/** `otherwise` of what it lets every user do: change the own password, and read what is asked of it. */
export const leaveToChange =
  (deps: IamDeps, { account, principal }: Call) =>
  (): string | undefined =>
    principal.type === 'user' && passwordPolicyOf(deps, account)?.AllowUsersToChangePassword
      ? 'account password policy'
      : undefined;

const KINDS = [
  { setting: 'RequireUppercaseCharacters', pattern: /[A-Z]/, called: 'uppercase letter' },
  { setting: 'RequireLowercaseCharacters', pattern: /[a-z]/, called: 'lowercase letter' },
  { setting: 'RequireNumbers', pattern: /[0-9]/, called: 'number' },
  { setting: 'RequireSymbols', pattern: /[!@#$%^&*()_+\-=[\]{}|']/, called: 'symbol' },
] as const;

/** Of an account without a policy of its own: eight characters, of three kinds. */
const DEFAULT_LENGTH = 8;
const DEFAULT_KINDS = 3;

/** The sentences are a choice: AWS publishes none. */
export function requireStrength(password: string, policy: PasswordPolicy | undefined): void {
  const length = policy ? (policy.MinimumPasswordLength ?? 6) : DEFAULT_LENGTH;
  if (password.length < length) {
    throw passwordPolicyViolation(`Password should have a minimum length of ${length}`);
  }
  const missing = KINDS.filter(({ pattern }) => !pattern.test(password));
  if (!policy) {
    if (KINDS.length - missing.length >= DEFAULT_KINDS) return;
    throw passwordPolicyViolation(
      'Password should have at least three of these: uppercase letters, lowercase letters, numbers, symbols',
    );
  }
  const asked = missing.find(({ setting }) => policy[setting]);
  if (asked) throw passwordPolicyViolation(`Password should have at least one ${asked.called}`);
}
