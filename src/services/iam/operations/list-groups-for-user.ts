// ListGroupsForUser.
import { list, required, structure } from '../../../core/shape.ts';
import { onEntity } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { requireEntity } from '../entities.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { groupView } from '../views.ts';

export const listGroupsForUserOperation = iamOperation({
  name: 'ListGroupsForUser',
  input: structure({ UserName: required(shapes.existingUserName), ...shapes.pageInput }),
  output: structure({ Groups: required(list(shapes.group)), ...shapes.pageOutput }),
  resolve: ({ input, call, deps }) => requireEntity(deps, call, 'user', input.UserName),
  access: ({ target, deps }) => onEntity('ListGroupsForUser', target, deps),
  run({ input, target, deps }) {
    const { items, page } = pageOf(deps.entities.groupsOf(target), input, ({ name }) => nameKey(name));
    return { Groups: items.map(groupView), ...page };
  },
});
