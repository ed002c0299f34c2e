// TagPolicy: adds tags, over those of the same key.
import { empty, required, structure } from '../../../core/shape.ts';
import { onPolicy, requestTags } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { currentPolicy, requireOwnPolicy } from '../managed-policies.ts';
import * as shapes from '../shapes.ts';
import { exact, requireTags } from '../tags.ts';

export const tagPolicyOperation = iamOperation({
  name: 'TagPolicy',
  input: structure({ PolicyArn: required(shapes.arn), Tags: required(shapes.tags) }),
  output: empty,
  resolve: ({ input, call, deps }) => requireOwnPolicy(deps, call, input.PolicyArn),
  access: ({ input, target, call, deps }) =>
    onPolicy('TagPolicy', target, call, deps, requestTags(input.Tags)),
  async run({ input, target, call, deps }) {
    const { database, tags } = deps;
    await database.commit(() => {
      currentPolicy(deps, call, target);
      requireTags(input.Tags, exact, tags.of(target.id));
      tags.save(target.id, input.Tags);
    });
    return {};
  },
});
