// DetachRolePolicy.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { detachPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const detachRolePolicyOperation = iamOperation({
  name: 'DetachRolePolicy',
  input: structure({ RoleName: required(shapes.roleName), PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ input, target, deps }) =>
    onEntity('DetachRolePolicy', target, deps, { 'iam:PolicyARN': input.PolicyArn }),
  async run({ input, target, deps }) {
    await detachPolicy(deps, target, input.PolicyArn);
    return {};
  },
});
