// UntagPolicy.
import { empty, required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireOwnPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';

export const untagPolicyOperation = iamOperation({
  name: 'UntagPolicy',
  input: structure({ PolicyArn: required(shapes.arn), TagKeys: required(shapes.tagKeys) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireOwnPolicy(deps, call, input.PolicyArn),
  access: ({ input, target, call, deps }) =>
    onPolicy('UntagPolicy', target, call, deps, { 'aws:TagKeys': input.TagKeys }),
  async run({ input, target, deps: { database, tags } }) {
    await database.commit(() => tags.remove(target.id, input.TagKeys));
    return {};
  },
});
