// DeleteAccountPasswordPolicy: AWS's default holds again.
import { empty } from '../../../core/shape.ts';
import { iamOperation } from '../deps.ts';
import { noSuchEntity } from '../errors.ts';
import { POLICY, passwordPolicyOf } from '../password-policy.ts';

export const deleteAccountPasswordPolicyOperation = iamOperation({
  name: 'DeleteAccountPasswordPolicy',
  input: empty,
  output: empty,
  access: ({ call }) => ({
    action: 'iam:DeleteAccountPasswordPolicy',
    resource: '*',
    account: call.account,
  }),
  async run({ call, deps }) {
    await deps.database.commit(() => {
      if (!passwordPolicyOf(deps, call.account)) {
        throw noSuchEntity(`The account policy with name ${POLICY} cannot be found.`);
      }
      deps.documents.remove(call.account, 'password-policy', POLICY);
    });
    return {};
  },
});
