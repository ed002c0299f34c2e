// GetGroup: the group and, in pages, its users.
import { list, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { groupView, userSummary } from '../views.ts';

export const getGroupOperation = iamOperation({
  name: 'GetGroup',
  input: structure({ GroupName: required(shapes.groupName), ...shapes.pageInput }),
  output: structure({
    Group: required(shapes.group),
    Users: required(list(shapes.user)),
    ...shapes.pageOutput,
  }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'group', input.GroupName),
  access: ({ target, deps }) => onEntity('GetGroup', target, deps),
  run({ input, target, deps }) {
    const { items, page } = pageOf(deps.entities.membersOf(target), input, ({ name }) => nameKey(name));
    return { Group: groupView(target), Users: items.map(userSummary), ...page };
  },
});
