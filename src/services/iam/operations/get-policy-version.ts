// GetPolicyVersion: a version with its document.
import { required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requirePolicy, requireVersion } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';
import { versionView } from '../views.ts';

export const getPolicyVersionOperation = iamOperation({
  name: 'GetPolicyVersion',
  input: structure({ PolicyArn: required(shapes.arn), VersionId: required(shapes.versionId) }),
  output: structure({ PolicyVersion: shapes.policyVersion }),
  resolve: ({ input, call, deps }) => requirePolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('GetPolicyVersion', target, call, deps),
  run: ({ input, target, deps }) => ({
    PolicyVersion: versionView(requireVersion(deps, target, input.VersionId), target, true),
  }),
});
