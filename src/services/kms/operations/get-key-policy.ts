// GetKeyPolicy: the text as it was put.
import { required, structure } from '../../../core/shape.ts';
import { kmsOperation } from '../deps.ts';
import * as errors from '../errors.ts';
import { keyAccess } from '../key-access.ts';
import { resolveKey } from '../key-resolution.ts';
import * as shapes from '../shapes.ts';

export const getKeyPolicyOperation = kmsOperation({
  name: 'GetKeyPolicy',
  input: structure({ KeyId: required(shapes.keyId), PolicyName: shapes.policyName }),
  output: structure({ Policy: shapes.policy, PolicyName: shapes.policyName }),
  resolve: ({ input, call, deps }) => resolveKey(deps, call, input.KeyId, { action: 'kms:GetKeyPolicy' }),
  access: ({ target: key, call, deps }) => keyAccess({ action: 'GetKeyPolicy', key, call, deps }),
  run({ input, target: key }) {
    const { PolicyName = 'default' } = input;
    if (PolicyName !== 'default') throw errors.notFound('No such policy exists');
    return { Policy: key.policy, PolicyName };
  },
});
