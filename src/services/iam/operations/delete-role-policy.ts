// DeleteRolePolicy: removes an inline policy.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { deleteInlinePolicy } from '../inline-policies.ts';
import * as shapes from '../shapes.ts';

export const deleteRolePolicyOperation = iamOperation({
  name: 'DeleteRolePolicy',
  input: structure({ RoleName: required(shapes.roleName), PolicyName: required(shapes.policyName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('DeleteRolePolicy', target, deps),
  async run({ input, target, deps }) {
    await deleteInlinePolicy(deps, target, input.PolicyName);
    return {};
  },
});
