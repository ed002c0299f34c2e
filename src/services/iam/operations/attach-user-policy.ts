// AttachUserPolicy: a managed policy; attaching it twice changes nothing.
import { empty, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { attachPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const attachUserPolicyOperation = iamOperation({
  name: 'AttachUserPolicy',
  input: structure({ UserName: required(shapes.userName), PolicyArn: required(shapes.arn) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ input, target, deps }) =>
    onEntity('AttachUserPolicy', target, deps, { 'iam:PolicyARN': input.PolicyArn }),
  async run({ input, target, call, deps }) {
    await attachPolicy(deps, call, target, input.PolicyArn);
    return {};
  },
});
