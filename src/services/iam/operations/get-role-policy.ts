// GetRolePolicy: one inline policy.
import { required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { requireInlinePolicy } from '../inline-policies.ts';
import { encodeDocument } from '../names.ts';
import * as shapes from '../shapes.ts';

export const getRolePolicyOperation = iamOperation({
  name: 'GetRolePolicy',
  input: structure({ RoleName: required(shapes.roleName), PolicyName: required(shapes.policyName) }),
  output: structure({
    RoleName: required(string()),
    PolicyName: required(string()),
    PolicyDocument: required(string()),
  }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('GetRolePolicy', target, deps),
  run({ input, target, deps }) {
    const found = requireInlinePolicy(deps, target, input.PolicyName);
    return {
      RoleName: target.name,
      PolicyName: found.name,
      PolicyDocument: encodeDocument(found.document),
    };
  },
});
