// PutKeyPolicy: holds from the next request on.
import { boolean, empty, required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { changeKey } from '../key-change.ts';
import { requireValidPolicy } from '../key-policy.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

export const putKeyPolicyOperation = kmsOperation({
  name: 'PutKeyPolicy',
  input: structure({
    KeyId: required(shapes.keyId),
    PolicyName: shapes.policyName,
    Policy: required(shapes.policy),
    BypassPolicyLockoutSafetyCheck: boolean(),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:PutKeyPolicy' }),
  access: ({ input, target: key, call, deps }) =>
    keyAccess({
      action: 'PutKeyPolicy',
      key,
      call,
      deps,
      conditions: {
        'kms:BypassPolicyLockoutSafetyCheck': input.BypassPolicyLockoutSafetyCheck === true,
      },
    }),
  async run({ input, target: key, call, deps }) {
    const { PolicyName = 'default', Policy: policy, BypassPolicyLockoutSafetyCheck: bypass = false } = input;
    if (PolicyName !== 'default') throw errors.notFound('No such policy exists');
    requireValidPolicy(deps, policy, key, call, bypass);
    await changeKey(deps, key, (current) => ({ ...current, policy }));
    return {};
  },
});
