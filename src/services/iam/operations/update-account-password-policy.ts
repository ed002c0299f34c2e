// UpdateAccountPasswordPolicy: sets it as a whole; what is not said goes back to its default.
import { empty } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { POLICY, passwordPolicyInput } from '../password-policy.ts';

export const updateAccountPasswordPolicyOperation = iamOperation({
  name: 'UpdateAccountPasswordPolicy',
  input: passwordPolicyInput,
  output: empty,
  access: ({ call }) => ({
    action: 'iam:UpdateAccountPasswordPolicy',
    resource: '*',
    account: call.account,
  }),
  async run({ input, call, deps: { database, documents } }) {
    await database.commit(() => documents.save(call.account, 'password-policy', POLICY, input));
    return {};
  },
});
