// DeleteGroupPolicy: removes an inline policy.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { deleteInlinePolicy } from '../inline-policies.ts';
import * as shapes from '../shapes.ts';

export const deleteGroupPolicyOperation = iamOperation({
  name: 'DeleteGroupPolicy',
  input: structure({ GroupName: required(shapes.groupName), PolicyName: required(shapes.policyName) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('DeleteGroupPolicy', target, deps),
  async run({ input, target, deps }) {
    await deleteInlinePolicy(deps, target, input.PolicyName);
    return {};
  },
});
