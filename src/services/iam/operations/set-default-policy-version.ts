// SetDefaultPolicyVersion: which version is in force.
import { empty, required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { currentPolicy, requireOwnPolicy, requireVersion } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const setDefaultPolicyVersionOperation = iamOperation({
  name: 'SetDefaultPolicyVersion',
  input: structure({ PolicyArn: required(shapes.arn), VersionId: required(shapes.versionId) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireOwnPolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('SetDefaultPolicyVersion', target, call, deps),
  async run({ input, target, call, deps }) {
    await deps.database.commit(() => {
      const policy = currentPolicy(deps, call, target);
      const { version } = requireVersion(deps, policy, input.VersionId);
      deps.policies.save({ ...policy, updated: call.time, default_version: version });
    });
    return {};
  },
});
