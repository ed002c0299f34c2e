// GetUserPolicy: one inline policy.
import { required, string, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { requireInlinePolicy } from '../inline-policies.ts';
import { encodeDocument } from '../names.ts';
import * as shapes from '../shapes.ts';

export const getUserPolicyOperation = iamOperation({
  name: 'GetUserPolicy',
  input: structure({ UserName: required(shapes.existingUserName), PolicyName: required(shapes.policyName) }),
  output: structure({
    UserName: required(string()),
    PolicyName: required(string()),
    PolicyDocument: required(string()),
  }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('GetUserPolicy', target, deps),
  run({ input, target, deps }) {
    const found = requireInlinePolicy(deps, target, input.PolicyName);
    return {
      UserName: target.name,
      PolicyName: found.name,
      PolicyDocument: encodeDocument(found.document),
    };
  },
});
