// GetPolicy: what it is; its document is GetPolicyVersion's.
import { required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requirePolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';
import { policyView } from '../views.ts';

export const getPolicyOperation = iamOperation({
  name: 'GetPolicy',
  input: structure({ PolicyArn: required(shapes.arn) }),
  output: structure({ Policy: shapes.policy }),
  resolve: ({ input, call, deps }) => requirePolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('GetPolicy', target, call, deps),
  run: ({ target, call, deps }) => ({ Policy: policyView(target, call.account, deps) }),
});
