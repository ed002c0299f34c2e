// DetachUserPolicy.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { detachPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const detachUserPolicyOperation = iamOperation({
  name: 'DetachUserPolicy',
  input: structure({ UserName: required(shapes.userName), PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ input, target, deps }) =>
    onEntity('DetachUserPolicy', target, deps, { 'iam:PolicyARN': input.PolicyArn }),
  async run({ input, target, deps }) {
    await detachPolicy(deps, target, input.PolicyArn);
    return {};
  },
});
