// ListRolePolicies: the names of the inline policies.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listRolePoliciesOperation = iamOperation({
  name: 'ListRolePolicies',
  input: structure({ RoleName: required(shapes.roleName), ...shapes.pageInput }),
  output: structure({ PolicyNames: required(shapes.policyNames), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('ListRolePolicies', target, deps),
  run({ input, target, deps }) {
    const names = deps.entities.inlinePolicies(target).map(({ name }) => name);
    const { items, page } = pageOf(names, input, (name) => name);
    return { PolicyNames: items, ...page };
  },
});
