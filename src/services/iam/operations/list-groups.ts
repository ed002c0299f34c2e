// ListGroups: by path prefix, in pages.
import { list, required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { groupView } from '../views.ts';

export const listGroupsOperation = iamOperation({
  name: 'ListGroups',
  input: structure({ PathPrefix: shapes.pathPrefix, ...shapes.pageInput }),
  output: structure({ Groups: required(list(shapes.group)), ...shapes.pageOutput }),
  access: ({ input, call }) => onName('ListGroups', call, `group${input.PathPrefix ?? '/'}`),
  run({ input, call, deps }) {
    const found = deps.entities.list(call.account, 'group', input.PathPrefix);
    const { items, page } = pageOf(found, input, ({ name }) => nameKey(name));
    return { Groups: items.map(groupView), ...page };
  },
});
