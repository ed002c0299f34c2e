// PutUserPolicy: writes an inline policy, over one of the same name.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { putInlinePolicy } from '../inline-policies.ts';
import * as shapes from '../shapes.ts';

export const putUserPolicyOperation = iamOperation({
  name: 'PutUserPolicy',
  input: structure({
    UserName: required(shapes.existingUserName),
    PolicyName: required(shapes.policyName),
    PolicyDocument: required(shapes.policyDocument),
  }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('PutUserPolicy', target, deps),
  async run({ input, target, deps }) {
    await putInlinePolicy(deps, target, input.PolicyName, input.PolicyDocument);
    return {};
  },
});
