// AttachGroupPolicy: a managed policy; attaching it twice changes nothing.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { attachPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const attachGroupPolicyOperation = iamOperation({
  name: 'AttachGroupPolicy',
  input: structure({ GroupName: required(shapes.groupName), PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ input, target, deps }) =>
    onEntity('AttachGroupPolicy', target, deps, { 'iam:PolicyARN': input.PolicyArn }),
  async run({ input, target, call, deps }) {
    await attachPolicy(deps, call, target, input.PolicyArn);
    return {};
  },
});
