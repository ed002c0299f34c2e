// GetGroupPolicy: one inline policy.
import { required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { requireInlinePolicy } from '../inline-policies.ts';
import { encodeDocument } from '../names.ts';
import * as shapes from '../shapes.ts';

export const getGroupPolicyOperation = iamOperation({
  name: 'GetGroupPolicy',
  input: structure({ GroupName: required(shapes.groupName), PolicyName: required(shapes.policyName) }),
  output: structure({
    GroupName: required(string()),
    PolicyName: required(string()),
    PolicyDocument: required(string()),
  }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('GetGroupPolicy', target, deps),
  run({ input, target, deps }) {
    const found = requireInlinePolicy(deps, target, input.PolicyName);
    return {
      GroupName: target.name,
      PolicyName: found.name,
      PolicyDocument: encodeDocument(found.document),
    };
  },
});
