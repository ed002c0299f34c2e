// ListRoleTags.
import { required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';

export const listRoleTagsOperation = iamOperation({
  name: 'ListRoleTags',
  input: structure({ RoleName: required(shapes.roleName), ...shapes.pageInput }),
  output: structure({ Tags: required(shapes.tags), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'role', input.RoleName),
  access: ({ target, deps }) => onEntity('ListRoleTags', target, deps),
  run({ input, target, deps }) {
    const { items, page } = pageOf(deps.tags.of(target.id), input, ({ Key }) => Key);
    return { Tags: items, ...page };
  },
});
