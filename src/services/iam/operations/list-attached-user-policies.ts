// ListAttachedUserPolicies: the managed policies, by path prefix, in pages.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { attachedViews } from '../managed-policies.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listAttachedUserPoliciesOperation = iamOperation({
  name: 'ListAttachedUserPolicies',
  input: structure({
    UserName: required(shapes.userName),
    PathPrefix: shapes.policyPath,
    ...shapes.pageInput,
  }),
  output: structure({ AttachedPolicies: shapes.attachedPolicies, ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('ListAttachedUserPolicies', target, deps),
  run({ input, target, deps }) {
    const attached = attachedViews(deps, target, input.PathPrefix);
    const { items, page } = pageOf(attached, input, ({ PolicyArn }) => PolicyArn);
    return { AttachedPolicies: items, ...page };
  },
});
