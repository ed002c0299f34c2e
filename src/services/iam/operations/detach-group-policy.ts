// DetachGroupPolicy.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { detachPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const detachGroupPolicyOperation = iamOperation({
  name: 'DetachGroupPolicy',
  input: structure({ GroupName: required(shapes.groupName), PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ input, target, deps }) =>
    onEntity('DetachGroupPolicy', target, deps, { 'iam:PolicyARN': input.PolicyArn }),
  async run({ input, target, deps }) {
    await detachPolicy(deps, target, input.PolicyArn);
    return {};
  },
});
