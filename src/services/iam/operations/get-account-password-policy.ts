// GetAccountPasswordPolicy: the account's own; AWS's default is none (aws/aws-cli#8402).
import { empty, required, structure } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { noSuchEntity } from '../errors.ts';
import { leaveToChange, passwordPolicy, passwordPolicyOf, passwordPolicyView } from '../password-policy.ts';

export const getAccountPasswordPolicyOperation = iamOperation({
  name: 'GetAccountPasswordPolicy',
  input: empty,
  output: structure({ PasswordPolicy: required(passwordPolicy) }),
  access: ({ call, deps }) => ({
    action: 'iam:GetAccountPasswordPolicy',
    resource: '*',
    account: call.account,
    otherwise: leaveToChange(deps, call),
  }),
  run({ call, deps }) {
    const policy = passwordPolicyOf(deps, call.account);
    if (!policy) throw noSuchEntity(`The Password Policy with domain name ${call.account} cannot be found.`);
    return { PasswordPolicy: passwordPolicyView(policy) };
  },
});
