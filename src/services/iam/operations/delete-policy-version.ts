// DeletePolicyVersion: any but the default one.
import { empty, required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { deleteConflict } from '../errors.ts';
import { currentPolicy, requireOwnPolicy, requireVersion } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const deletePolicyVersionOperation = iamOperation({
  name: 'DeletePolicyVersion',
  input: structure({ PolicyArn: required(shapes.arn), VersionId: required(shapes.versionId) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireOwnPolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('DeletePolicyVersion', target, call, deps),
  async run({ input, target, call, deps }) {
    await deps.database.commit(() => {
      const policy = currentPolicy(deps, call, target);
      const { version } = requireVersion(deps, policy, input.VersionId);
      if (version === policy.default_version) {
        throw deleteConflict('Cannot delete the default version of a policy.');
      }
      deps.policies.removeVersion(policy, version);
    });
    return {};
  },
});
