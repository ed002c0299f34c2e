// AttachRolePolicy: a managed policy; attaching it twice changes nothing.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { attachPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const attachRolePolicyOperation = iamOperation({
  name: 'AttachRolePolicy',
  input: structure({ RoleName: required(shapes.roleName), PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ input, target, deps }) =>
    onEntity('AttachRolePolicy', target, deps, { 'iam:PolicyARN': input.PolicyArn }),
  async run({ input, target, call, deps }) {
    await attachPolicy(deps, call, target, input.PolicyArn);
    return {};
  },
});
