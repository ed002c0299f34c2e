// ListPolicyTags.
import { required, structure } from '../../../core/shape.ts';
import { onPolicy } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requirePolicy } from '../managed-policies.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listPolicyTagsOperation = iamOperation({
  name: 'ListPolicyTags',
  input: structure({ PolicyArn: required(shapes.arn), ...shapes.pageInput }),
  output: structure({ Tags: required(shapes.tags), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requirePolicy(deps, call, input.PolicyArn),
  access: ({ target, call, deps }) => onPolicy('ListPolicyTags', target, call, deps),
  run({ input, target, deps }) {
    const { items, page } = pageOf(deps.tags.of(target.id), input, ({ Key }) => Key);
    return { Tags: items, ...page };
  },
});
