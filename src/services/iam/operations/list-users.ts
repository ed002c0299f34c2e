// ListUsers: by path prefix, in pages.
import { list, required, structure } from '../../../core/shape.ts';
import { onName } from '../access.ts';
import { iamOperation } from '../deps.ts';
import { nameKey } from '../names.ts';
import { pageOf } from '../paging.ts';
import * as shapes from '../shapes.ts';
import { userSummary } from '../views.ts';

export const listUsersOperation = iamOperation({
  name: 'ListUsers',
  input: structure({ PathPrefix: shapes.pathPrefix, ...shapes.pageInput }),
  output: structure({ Users: required(list(shapes.user)), ...shapes.pageOutput }),
  access: ({ input, call }) => onName('ListUsers', call, `user${input.PathPrefix ?? '/'}`),
  run({ input, call, deps }) {
    const found = deps.entities.list(call.account, 'user', input.PathPrefix);
    const { items, page } = pageOf(found, input, ({ name }) => nameKey(name));
    return { Users: items.map(userSummary), ...page };
  },
});
